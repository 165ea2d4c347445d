"""Articles of the magazine, made of Markdown files, under their numbers and in their order."""

from collections import Counter
from collections.abc import Sequence
from functools import partial
from html import unescape
from pathlib import PurePosixPath
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Page

from core.conversion import Converted
from core.conversion.result import Block
from core.folders.markdown_folder import PATH
from core.folders.page_run import PageImport, stream_value
from core.folders.pages import PageDraft, Written, check_length, digest_of, find_imported, put_in_order, write_page
from core.folders.rows import RowRefused, SourceRow
from core.text import squeeze
from magazine.imports.issues import KIND as ISSUES
from magazine.imports.people import Signatories, read_about, read_corrections
from magazine.imports.publishing import publish_imported
from magazine.models import ArticlePage, IssuePage, RubricPage
from media_library.imports import FileShelf

KIND = "articles"
LAST = 10**6


class ArticleImport(PageImport):
    """One article a file. The table `[rubrics]` of the mapping names the rubric of each value of the column `part`."""

    parts = frozenset({"title", "issue", "body", "byline", "about", "order", "part", "slug", "standfirst"})
    needed = frozenset({"title", "issue", "body"})

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.shelf = FileShelf(self.options.pictures, self.mapping.site, self.options.dry_run)
        self.rubrics = {str(key): str(title) for key, title in self.mapping.table("rubrics").items()}
        self.signatories = Signatories([], {})
        self.parents: dict[str, tuple[str, str]] = {}
        """Under each row, by its position: the identifier of its number, and the rubric it stands in, with its rank."""
        self.issues: dict[str, Any] = {}

    def prepare(self, rows: list[SourceRow]) -> list[SourceRow]:
        """Number after number, each in the order of its contents; finds everybody who signs."""
        rows = sorted(rows, key=self._place)
        corrections = read_corrections(self.mapping)
        self.signatories = Signatories([self.mapping.cell(row, "byline") for row in rows], corrections)
        self.report.add("", self.signatories.doubtful())
        self._divide(rows)
        return rows

    def _place(self, row: SourceRow) -> tuple[str, int, str]:
        """By number, then by the order given there, then by name of file."""
        order = self.mapping.cell(row, "order")
        return self._issue_of(row), int(order) if order.isdigit() else LAST, row.position

    def _issue_of(self, row: SourceRow) -> str:
        """The identifier of the number a row names, by the name of its file or its own."""
        return self.mapping.identifier(ISSUES, PurePosixPath(self.mapping.cell(row, "issue")).stem)

    def _divide(self, rows: list[SourceRow]) -> None:
        """Which rubric each article stands in: those of one rubric that follow each other share it."""
        ranks: Counter[tuple[str, str]] = Counter()
        before: tuple[str, str] = ("", "")
        for row in rows:
            here = self._issue_of(row), self.rubrics.get(self.mapping.cell(row, "part"), "")
            ranks[here] += here != before
            self.parents[row.position] = here[0], f"{here[1]}#{ranks[here]}" if here[1] else ""
            before = here

    def draft(self, row: SourceRow) -> PageDraft:
        """The article of a file."""
        identifier = self.mapping.identifier(KIND, row.values[PATH])
        title = squeeze(unescape(self.mapping.cell(row, "title")))
        if not title:
            raise RowRefused(_("pas de titre"))
        check_length(ArticlePage, "title", title)
        issue = self._find_issue(row)
        converted = self.convert(row, "body", self.shelf.picture, identifier)
        byline = self.mapping.cell(row, "byline")
        about, is_short = read_about(self.mapping.cell(row, "about"))
        people = self.signatories.rows(byline, about if is_short else "")
        blocks = [*converted.blocks, *self._box(row, converted, people, is_short, about)]
        standfirst = squeeze(self.mapping.cell(row, "standfirst")) or converted.standfirst
        check_length(ArticlePage, "standfirst", standfirst)
        fields = {
            "title": title,
            "standfirst": standfirst,
            "body": stream_value(ArticlePage, blocks, identifier),
            "source_identifier": identifier,
        }
        return PageDraft(
            identifier, row.position, ArticlePage, partial(self._parent, row, issue), fields,
            slug=self.mapping.cell(row, "slug") or title, notes=converted.notes, children={"contributors": people},
            remarks=[*self.signatories.remarks(byline), *converted.remarks],
            digest=digest_of(row.payload, self.mapping.digest, blocks),
        )  # fmt: skip

    def _box(
        self, row: SourceRow, converted: Converted, people: list[dict[str, Any]], is_short: bool, about: str
    ) -> list[Block]:
        """What is said of an author at too great length to stand beside the name: a box at the end of the article."""
        if not about or (is_short and people):
            return []
        said = self.convert(row, "about", self.shelf.picture, "")
        interviewed = [one for one in people if one["role"] == "ive"] or people
        title = str(interviewed[0]["agent"].name) if interviewed else _("À propos")
        converted.remarks += said.remarks
        texts = [value for name, value in said.blocks if name == "text"]
        others = [(name, value) for name, value in said.blocks if name != "text"]
        box = [("box", {"title": title[:160], "text": "".join(texts)})] if texts else []
        return [*others, *box]

    def _find_issue(self, row: SourceRow) -> IssuePage:
        """The number of an article, imported before it. Raises RowRefused when it is not here."""
        identifier = self._issue_of(row)
        if identifier not in self.issues:
            self.issues[identifier] = find_imported(identifier)
        issue = self.issues[identifier]
        if not isinstance(issue, IssuePage):
            name = self.mapping.cell(row, "issue")
            raise RowRefused(_("le numéro « %(name)s » n’a pas été importé") % {"name": name})
        return issue

    def _parent(self, row: SourceRow, issue: IssuePage) -> Page:
        """The page an article goes under: its number, or a rubric of it, which is made when it is not there."""
        rubric = self.parents[row.position][1]
        if not rubric:
            return IssuePage.objects.get(pk=issue.pk)
        draft = PageDraft(
            self.mapping.identifier("rubrics", f"{issue.slug}/{rubric}"), row.position, RubricPage,
            lambda: IssuePage.objects.get(pk=issue.pk), {"title": rubric.rsplit("#", 1)[0]}, digest=digest_of(rubric),
        )  # fmt: skip
        return RubricPage.objects.get(pk=write_page(draft).page.pk)

    def finish(self, written: Sequence[tuple[SourceRow, Written]]) -> None:
        """Put new articles in their places, and let the numbers go out when that was asked."""
        by_issue: dict[str, list[Any]] = {}
        for row, outcome in written:
            by_issue.setdefault(self.parents[row.position][0], []).append(outcome)
        for outcomes in by_issue.values():
            if any(one.state == "created" for one in outcomes):
                _arrange(outcomes)
        if self.options.publish:
            publish_imported([self.issues[identifier] for identifier in by_issue], self.report)


def _arrange(outcomes: Sequence[Written]) -> None:
    """Put the new articles of a number, and their rubrics, after those they follow."""
    pages = list(ArticlePage.objects.filter(pk__in=[one.page.pk for one in outcomes]))
    by_key = {page.pk: page for page in pages}
    tops: list[Any] = []
    for one in outcomes:
        page = by_key[one.page.pk]
        top = page.get_parent().specific if isinstance(page.get_parent().specific, RubricPage) else page
        if top not in tops:
            tops.append(top)
    put_in_order(tops)
    put_in_order(ArticlePage.objects.get(pk=one.page.pk) for one in outcomes)
