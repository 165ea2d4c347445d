"""A number by the titles of its articles alone: what leads from one to the next."""

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
from magazine.models import ArticlePage, MagazinePage
from magazine.querysets import ISSUE_PATH


@dataclass(frozen=True)
class Title:
    """An article by its title; `path` is its place in the tree."""

    title: str
    url: str
    path: str


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
    """A number with the titles of its articles, in the order of its contents."""

    issue: IssueFacts | None = None
    articles: tuple[Title, ...] = ()


_OWN = ("path", "title", "url_path", "locale__language_code", "content_type")
_OF_ISSUE = ("issuepage__number", "issuepage__issued_on")
_OF_MAGAZINE = ("magazinepage__issn", "magazinepage__issn_online", "magazinepage__publisher")


def read_titles(article: ArticlePage, request: HttpRequest) -> IssueTitles:
    """The number an article stands in, its magazine, and those of its articles anybody may see; one query.

    The rule is that of `visible()` (itself, its part and its number are live, none private), asked of all its pages
    at once.
    """
    number, magazine = article.path[:ISSUE_PATH], article.path[: ISSUE_PATH - Page.steplen]
    within = Page.objects.filter(Q(path__startswith=number) | Q(path=magazine)).live().order_by("path")
    columns = (*_OWN, *_OF_ISSUE, *_OF_MAGAZINE)
    rows = {row["path"]: row for row in without_private(within).values(*columns)}
    if number not in rows:
        return IssueTitles()
    address = _Addresses(article, request)
    return IssueTitles(_facts(rows[number], rows.get(magazine), address), tuple(_titles(rows, number, address)))


def _titles(rows: Mapping[str, Any], number: str, address: "_Addresses") -> Iterator[Title]:
    """The articles whose part is there too."""
    kind = ContentType.objects.get_for_model(ArticlePage).pk
    for path, row in rows.items():
        if row["content_type"] == kind and path[: -Page.steplen] in rows:
            title = typeset_text(row["title"], row["locale__language_code"])
            yield Title(title, address.of(row["url_path"]), path)


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
    return IssueTitles(
        facts,
        tuple(
            Title(typeset_text(one.title, language), one.get_url(request) or "", one.path) for one in contents.articles
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
