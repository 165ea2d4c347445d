"""A number by the titles of what is read in it alone: what leads from one to the next."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.http import HttpRequest
from wagtail.models import Page

from core.private_pages import without_private
from core.typography import typeset_text
from magazine.contents import Contents
from magazine.models import ArticlePage, DossierItemPage, MagazinePage
from magazine.placing import leads_to_visible
from magazine.querysets import ISSUE_PATH
from magazine.showing.items import visible_things


@dataclass(frozen=True)
class Title:
    """An article or a placed thing by its title; `path` is its place in the tree."""

    title: str
    url: str
    path: str
    is_article: bool = True


@dataclass(frozen=True)
class Periodical:
    """The magazine of a number."""

    title: str
    url: str
    issn: tuple[str, ...] = ()
    publisher: str = ""


@dataclass(frozen=True)
class IssueFacts:
    """What is said of a number beside its articles."""

    title: str
    url: str
    number: str
    issued_on: date
    magazine: Periodical | None = None


@dataclass(frozen=True)
class IssueTitles:
    """A number with the titles of its articles and placed things, in the order of its contents."""

    issue: IssueFacts | None = None
    titles: tuple[Title, ...] = ()


_OWN = ("path", "title", "url_path", "locale__language_code", "content_type")
_OF_ISSUE = ("issuepage__number", "issuepage__issued_on")
_OF_MAGAZINE = ("magazinepage__issn", "magazinepage__issn_online", "magazinepage__publisher")


def read_titles(article: ArticlePage, request: HttpRequest) -> IssueTitles:
    """The number an article stands in, its magazine, and what in it anybody may see; one query.

    The rule is that of `visible()` (itself, its part and its number are live, none private), asked of all its pages
    at once; of a placed thing, that it may be seen too.
    """
    number, magazine = article.path[:ISSUE_PATH], article.path[: ISSUE_PATH - Page.steplen]
    within = Page.objects.filter(Q(path__startswith=number) | Q(path=magazine)).live().order_by("path")
    within = within.filter(Q(dossieritempage__isnull=True) | leads_to_visible("dossieritempage"))
    columns = (*_OWN, *_OF_ISSUE, *_OF_MAGAZINE)
    rows = {row["path"]: row for row in without_private(within).values(*columns)}
    if number not in rows:
        return IssueTitles()
    address = _Addresses(article, request)
    return IssueTitles(_facts(rows[number], rows.get(magazine), address), tuple(_titles(rows, number, address)))


def _titles(rows: Mapping[str, Any], number: str, address: "_Addresses") -> Iterator[Title]:
    """What is read whose part is there too."""
    article, item = (ContentType.objects.get_for_model(model).pk for model in (ArticlePage, DossierItemPage))
    for path, row in rows.items():
        if row["content_type"] in (article, item) and path[: -Page.steplen] in rows:
            title = typeset_text(row["title"], row["locale__language_code"])
            yield Title(title, address.of(row["url_path"]), path, row["content_type"] == article)


def _facts(row: Any, above: Any, address: "_Addresses") -> IssueFacts:
    magazine = None
    if above is not None:
        numbers = (above["magazinepage__issn"], above["magazinepage__issn_online"])
        magazine = Periodical(
            above["title"],
            address.of(above["url_path"]),
            tuple(number for number in numbers if number),
            above["magazinepage__publisher"] or "",
        )
    return IssueFacts(
        row["title"], address.of(row["url_path"]), row["issuepage__number"], row["issuepage__issued_on"], magazine
    )


def titles_of(contents: Contents, request: HttpRequest) -> IssueTitles:
    """The same of contents that are loaded already, public or not."""
    issue = contents.issue
    magazine = MagazinePage.objects.order_by().filter(path=issue.path[: -Page.steplen]).first()
    periodical = None
    if magazine is not None:
        numbers = tuple(number for number in (magazine.issn, magazine.issn_online) if number)
        periodical = Periodical(magazine.title, magazine.get_url(request) or "", numbers, magazine.publisher)
    facts = IssueFacts(issue.title, issue.get_url(request) or "", issue.number, issue.issued_on, periodical)
    language = issue.locale.language_code
    seen = visible_things([row for row in contents.rows if isinstance(row, DossierItemPage)])
    rows: Any = [row for row in contents.rows if isinstance(row, ArticlePage) or row.pk in seen]
    return IssueTitles(
        facts,
        tuple(
            Title(typeset_text(one.title, language), one.get_url(request) or "", one.path, isinstance(one, ArticlePage))
            for one in rows
        ),
    )


class _Addresses:
    """From paths of slugs to addresses, for the pages of one site: what those of an article have in common."""

    def __init__(self, article: ArticlePage, request: HttpRequest) -> None:
        url = article.get_url(request) or ""
        root = "/".join(article.url_path.split("/", 2)[:2])
        self.skipped = len(root)
        rest = article.url_path[self.skipped :]
        self.start = url[: len(url) - len(rest)] if url.endswith(rest) else ""

    def of(self, url_path: str) -> str:
        """The address of a page by its path of slugs."""
        return self.start + url_path[self.skipped :]
