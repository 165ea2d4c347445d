"""The feeds of the magazine: whole articles, of the magazine, a number, a dossier, a person or a subject."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, time
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import Page

from core.feeds.addresses import with_whole_addresses
from core.feeds.answers import FeedHead, answer_feed
from core.feeds.documents import Entry
from core.feeds.registry import MOST_ENTRIES, EntrySource, State, register_entries
from core.typography import typeset_text
from core.visibility import shown
from magazine.models import ArticlePage, DossierItemPage, DossierPage, IssuePage, MagazinePage
from magazine.reading.body import render_body
from magazine.showing.issues import printed_date
from magazine.showing.items import things_of
from magazine.showing.people import WRITERS, named
from media_library.models import Licence
from media_library.visibility import picture_of, private_collections

WHOLE = 200
"""A number and a dossier are given whole."""
LEADS = ("subtitle", "standfirst", "introduction")
"""Where a page of the magazine says what it is about: the first it has."""
PICTURE = "width-1200|format-webp|webpquality-75"
TEMPLATE = "components/magazine/feed_entry.html"


def register() -> None:
    """Declare what has articles to follow."""
    kinds: dict[str, Callable[[Any], Any]] = {
        "magazine.magazinepage": lambda page: ArticlePage.objects.descendant_of(page),
        "magazine.issuepage": ArticlePage.objects.of_issue,
        "directory.agent": ArticlePage.objects.by,
        "thesaurus.concept": ArticlePage.objects.about,
    }
    for kind, articles in kinds.items():
        register_entries(kind, _articles_source(articles))
    register_entries("magazine.dossierpage", EntrySource(_state_of_dossier, _entries_of_dossier))


def show_feed(page: Any, request: HttpRequest, syntax: str) -> HttpResponse:
    """The feed of a page of the magazine; 404 for one that stands in what is not public."""
    if isinstance(page, DossierPage) and not DossierPage.objects.visible().filter(pk=page.pk).exists():
        raise Http404
    language = page.locale.language_code
    lead = next((text for name in LEADS if (text := getattr(page, name, ""))), "")
    head = FeedHead(
        identifier=f"urn:uuid:{page.uuid}",
        title=_title(page),
        path=str(page.get_url(request) or "/"),
        language=language,
        subtitle=typeset_text(lead, language),
    )
    return answer_feed(request, syntax, head, page, MOST_ENTRIES if isinstance(page, MagazinePage) else WHOLE)


def _title(page: Any) -> str:
    title = typeset_text(page.title, page.locale.language_code)
    return f"{title}, {printed_date(page)}" if isinstance(page, IssuePage) else title


# Entries ------------------------------------------------------------------------------------------


def _articles_source(articles: Callable[[Any], Any]) -> EntrySource:
    """The visible articles a thing has, newest number first."""

    def state(thing: Any) -> State:
        return State(*articles(thing).visible().state())

    def entries(thing: Any, origin: str, most: int) -> list[Entry]:
        found = articles(thing).visible().newest_number_first().with_all_parts()
        return article_entries(found[:most], origin)

    return EntrySource(state, entries)


def _state_of_dossier(dossier: DossierPage) -> State:
    """Its articles, the things placed among them, and these things themselves."""
    articles = State(*ArticlePage.objects.visible().child_of(dossier).state())
    items = DossierItemPage.objects.visible().child_of(dossier)
    return articles + State(*items.with_things().state()) + State(*items.state_of_things())


def _entries_of_dossier(dossier: DossierPage, origin: str, most: int) -> list[Entry]:
    """What stands in a dossier, in its one reading order."""
    articles = list(ArticlePage.objects.visible().child_of(dossier).newest_number_first().with_all_parts()[:most])
    items = list(DossierItemPage.objects.visible().child_of(dossier).select_related("locale")[:most])
    entries = dict(zip((one.path for one in articles), article_entries(articles, origin), strict=True))
    issued_on = articles[0].issued_on if articles else None
    things = things_of(items)
    for item in items:
        if thing := things.get(item.pk):
            language = item.locale.language_code
            entries[item.path] = Entry(
                uuid=item.uuid,
                title=typeset_text(item.title, language),
                url=origin + thing.path,
                updated=item.changed_at,
                published=_published(item, issued_on),
                language=language,
                summary=typeset_text(item.comment, language),
            )
    return [entries[path] for path in sorted(entries)][:most]


def article_entries(articles: Iterable[ArticlePage], origin: str) -> list[Entry]:
    """Articles as entries; the pictures of all are asked about once."""
    found = list(articles)
    private = private_collections() if any(article.image_id for article in found) else set()
    return [_entry(article, origin, private) for article in found]


def _entry(article: Any, origin: str, private: set[int]) -> Entry:
    language = article.locale.language_code
    url = origin + (article.get_url_parts() or ("", "", "/"))[2]
    people = named(article.contributors.all())
    with override(language):
        return Entry(
            uuid=article.uuid,
            title=typeset_text(article.title, language),
            url=url,
            updated=article.changed_at,
            published=_published(article, article.issued_on),
            language=language,
            summary=typeset_text(article.standfirst, language),
            html=with_whole_addresses(_html(article, private), origin, url),
            authors=[one.name for one in people if one.role in WRITERS],
            contributors=[one.name for one in people if one.role not in WRITERS],
            categories=_categories(article, language),
            rights="" if article.licence == Licence.RESERVED else str(Licence(article.licence).label),
        )


def _html(article: Any, private: set[int]) -> str:
    """The whole text; until the end of an embargo, the standfirst and the date."""
    given: dict[str, Any] = {"article": article, "until": article.embargo_until if article.is_under_embargo else None}
    if not article.is_under_embargo:
        given["body"] = render_body(article)
        given["picture"] = picture_of(article.image, private, PICTURE)
        given["corrections"] = list(article.corrections.all())
    return render_to_string(TEMPLATE, given)


def _categories(article: Any, language: str) -> Sequence[str]:
    """Its subjects in its own language."""
    if article.is_under_embargo:
        return ()
    concepts = {one.concept_id: concept for one in article.concepts.all() if (concept := shown(one.concept))}
    return list(dict.fromkeys(concept.label(language) for concept in concepts.values()))


def _published(page: Page, issued_on: Any) -> datetime | None:
    """When it first could be read: here, or in print when its number is older than this site."""
    here: datetime | None = page.first_published_at
    if issued_on is None:
        return here
    printed = timezone.make_aware(datetime.combine(issued_on, time()))
    return min(here, printed) if here else printed
