"""The contents of a number as its pages print them: parts, rows, who they are by, what may be read when."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import HttpRequest

from core.typography import typeset_text
from magazine.contents import Contents
from magazine.models import ArticlePage, DossierItemPage
from magazine.reading.words import reading_minutes
from magazine.showing.items import Thing, visible_things
from magazine.showing.people import Name, byline, join_names, people_by_relation

People = Mapping[int, Sequence[Name]]


@dataclass(frozen=True)
class Row:
    """One line of the contents; `until` is when its text may be read, None when it may be now."""

    page: Any
    url: str
    title: str
    page_printed: str = ""
    standfirst: str = ""
    by: str = ""
    minutes: int = 0
    until: datetime | None = None
    is_article: bool = True
    thing: Thing | None = None
    """The card of a placed thing, where the row is shown with it."""


@dataclass(frozen=True)
class ShownPart:
    """A dossier, a rubric, or what stands in neither, with its rows; `url` is "" for the last."""

    anchor: str
    title: str = ""
    url: str = ""
    is_dossier: bool = False
    note: str = ""
    editors: str = ""
    rows: list[Row] = field(default_factory=list)

    @property
    def row_level(self) -> int:
        """The level of the headings of its rows: under its own title when it has one."""
        return 4 if self.title else 3


def people_of_contents(contents: Contents, drafts: bool = False) -> dict[int, list[Name]]:
    """Contributors of articles and guest editors of dossiers, by the key of their page; one query unless `drafts`."""
    dossiers = [part.page for part in contents.parts if part.is_dossier]
    return people_by_relation({"contributors": contents.articles, "guest_editors": dossiers}, drafts)


def show_parts(contents: Contents, people: People, request: HttpRequest, drafts: bool = False) -> list[ShownPart]:
    """The contents of a number, rubrics without anything left out; no query unless `drafts`."""
    language = contents.issue.locale.language_code
    rows = show_rows(contents.rows, people, request, drafts)
    shown = []
    for place, part in enumerate(contents.parts, start=1):
        listed = [rows[one.pk] for one in part.rows if one.pk in rows]
        page: Any = part.page
        if page is None:
            shown.append(ShownPart(f"partie-{place}", rows=listed))
        elif listed or part.is_dossier:
            shown.append(
                ShownPart(
                    f"partie-{place}",
                    typeset_text(page.title, language),
                    page.get_url(request) or "",
                    part.is_dossier,
                    typeset_text(page.standfirst if part.is_dossier else page.note, language),
                    join_names([one.name for one in people.get(page.pk, ())], language),
                    listed,
                )
            )
    return [part for part in shown if part.rows or part.is_dossier]


def show_rows(
    pages: Sequence[ArticlePage | DossierItemPage], people: People, request: HttpRequest, drafts: bool = False
) -> dict[int, Row]:
    """Rows by the key of their page. A placed thing that may not be seen has none, nor a place in public contents."""
    items = [page for page in pages if isinstance(page, DossierItemPage)]
    placed = visible_things(items) if drafts else {item.pk for item in items}
    rows = {}
    for page in pages:
        if isinstance(page, ArticlePage):
            rows[page.pk] = _article_row(page, request, people.get(page.pk, ()))
        elif page.pk in placed:
            rows[page.pk] = _item_row(page, request)
    return rows


def _item_row(item: DossierItemPage, request: HttpRequest) -> Row:
    language = item.locale.language_code
    title, comment = typeset_text(item.title, language), typeset_text(item.comment, language)
    return Row(item, item.get_url(request) or "", title, standfirst=comment, is_article=False)


def _article_row(article: ArticlePage, request: HttpRequest, people: Sequence[Name]) -> Row:
    language = article.locale.language_code
    waits = article.is_under_embargo
    return Row(
        article,
        article.get_url(request) or "",
        typeset_text(article.title, language),
        article.page_printed,
        typeset_text(article.standfirst, language),
        byline(people, language),
        0 if waits else reading_minutes(article.word_count),
        article.embargo_until if waits else None,
    )
