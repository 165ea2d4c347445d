"""The feeds of news and press releases: whole, on their own pages and among what is said of a person or a subject."""

from collections.abc import Callable, Iterable
from datetime import datetime, time
from typing import Any

from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override

from core.feeds.addresses import with_whole_addresses
from core.feeds.answers import FeedHead, answer_feed
from core.feeds.documents import Entry
from core.feeds.registry import EntrySource, State, register_entries
from core.typography import typeset_text
from core.visibility import shown
from home.blocks import record_context
from home.models import Bulletin, BulletinIndex, NewsPage, PressReleasePage
from home.search import path_of
from media_library.blocks import PRIVATE_KEY, file_context
from media_library.visibility import private_collections

TEMPLATE = "components/home/feed_entry.html"
AUTHOR = "aut"


def register() -> None:
    """Declare what has news to follow."""
    for kind in ("home.newsindexpage", "home.pressindexpage"):
        register_entries(kind, _source(lambda index: index.bulletins()))
    register_entries("directory.agent", _source(lambda agent: NewsPage.objects.visible().by(agent)))
    for model in (NewsPage, PressReleasePage):
        register_entries("thesaurus.concept", _source(_about(model)))


def show_feed(index: BulletinIndex, request: HttpRequest, syntax: str) -> HttpResponse:
    """The feed of a page of news or of the press."""
    language = index.locale.language_code
    head = FeedHead(
        identifier=f"urn:uuid:{index.uuid}",
        title=typeset_text(index.title, language),
        path=str(index.get_url(request) or "/"),
        language=language,
        subtitle=typeset_text(index.introduction, language),
    )
    return answer_feed(request, syntax, head, index)


def _about(model: Any) -> Callable[[Any], Any]:
    """The visible pages of a model on a subject or a narrower one."""
    return lambda concept: model.objects.visible().under_concepts([concept.uuid])


def _source(bulletins: Callable[[Any], Any]) -> EntrySource:
    """The news a thing has, the last first."""

    def state(thing: Any) -> State:
        return State(*bulletins(thing).state())

    def entries(thing: Any, origin: str, most: int) -> list[Entry]:
        found = bulletins(thing).select_related("locale", "image").with_concepts().newest_first()
        return _entries(found[:most], origin)

    return EntrySource(state, entries)


def _entries(pages: Iterable[Bulletin], origin: str) -> list[Entry]:
    """Pages as entries; who signs them and which files are private is asked once."""
    found = list(pages)
    prefetch_related_objects([page for page in found if isinstance(page, NewsPage)], "contributors__agent__merged_into")
    private = private_collections() if found else set()
    return [_entry(page, origin, private) for page in found]


def _entry(page: Any, origin: str, private: set[int]) -> Entry:
    language, url = page.locale.language_code, origin + path_of(page)
    rows = page.contributors.all() if isinstance(page, NewsPage) else ()
    named = [(agent.name, row.role) for row in rows if (agent := shown(row.agent))]
    with override(language):
        return Entry(
            uuid=page.uuid,
            title=typeset_text(page.title, language),
            url=url,
            updated=page.changed_at,
            published=_published(page),
            language=language,
            summary=typeset_text(page.standfirst, language),
            html=with_whole_addresses(_html(page, private), origin, url),
            authors=[name for name, role in named if role == AUTHOR],
            contributors=[name for name, role in named if role != AUTHOR],
            categories=_categories(page, language),
        )


def _html(page: Any, private: set[int]) -> str:
    context = {**file_context(page.body), **record_context(page.body), PRIVATE_KEY: private}
    return render_to_string(TEMPLATE, {**context, "page": page})


def _categories(page: Any, language: str) -> list[str]:
    """Its subjects in its own language."""
    concepts = {row.concept_id: concept for row in page.concepts.all() if (concept := shown(row.concept))}
    return list(dict.fromkeys(str(concept.label(language)) for concept in concepts.values()))


def _published(page: Bulletin) -> datetime:
    """The day it carries; the hour it went out where that is the same day."""
    here: datetime | None = page.first_published_at
    if here is not None and timezone.localtime(here).date() == page.date:
        return here
    return timezone.make_aware(datetime.combine(page.date, time()))
