"""The contents of a number, in the order of the tree: as the public sees them, or as the editors have them.

Everything that shows a number whole (its page, the assembly, the private preview, feeds, PDF, e-book) reads it here.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from wagtail.models import Page, Revision

from magazine.models import ArticlePage, DossierItemPage, DossierPage, IssuePage, RubricPage

PARTS = (DossierPage, RubricPage)
ROWS = (ArticlePage, DossierItemPage)


@dataclass
class Part:
    """A dossier or a rubric with what stands in it; `page` is None for articles that stand in none."""

    page: DossierPage | RubricPage | None
    rows: list[ArticlePage | DossierItemPage] = field(default_factory=list)

    @property
    def is_dossier(self) -> bool:
        """Whether it is a thematic dossier."""
        return isinstance(self.page, DossierPage)


@dataclass
class Contents:
    """A number with its parts, in reading order."""

    issue: IssuePage
    parts: list[Part] = field(default_factory=list)

    @property
    def rows(self) -> list[ArticlePage | DossierItemPage]:
        """Articles and placed things, one after the other."""
        return [row for part in self.parts for row in part.rows]

    @property
    def articles(self) -> list[ArticlePage]:
        """Articles alone, in reading order."""
        return [row for row in self.rows if isinstance(row, ArticlePage)]

    @property
    def pages(self) -> Iterator[Any]:
        """Every page of the number in the order of the tree, the number itself first."""
        yield self.issue
        for part in self.parts:
            if part.page is not None:
                yield part.page
            yield from part.rows

    def part_of(self, row: Page) -> Part | None:
        """The part an article stands in; None when it is not in the number."""
        return next((part for part in self.parts if any(one.pk == row.pk for one in part.rows)), None)


def read_contents(issue: IssuePage, with_bodies: bool = False) -> Contents:
    """What the public sees of a number, in one query; bodies are left unread unless asked for.

    A placed thing that may not be seen has no place.
    """
    names = [str(model._meta.model_name) for model in (*PARTS, *ROWS)]
    found = IssuePage.objects.public_parts(issue).select_related(*names)
    pages: list[Any] = []
    for page in found if with_bodies else found.defer(f"{ArticlePage._meta.model_name}__body"):
        part = next((one for name in names if (one := getattr(page, name, None)) is not None), None)
        if part is not None:
            part.locale = issue.locale
            pages.append(part)
    return _arranged(issue, pages)


def read_drafts(issue: IssuePage) -> Contents:
    """A number as the editors have it: each page in its latest version, live or not; two queries a page at most."""
    pages: list[Any] = []
    for model in (*PARTS, *ROWS):
        pages += model.objects.of_issue(issue).select_related("locale", "latest_revision")
    return _arranged(_latest(issue), [_latest(page) for page in pages])


def _latest(page: Any) -> Any:
    """A page as its latest version has it; its own row when there is none."""
    revision: Revision | None = page.latest_revision
    return revision.as_object() if revision is not None else page


def _arranged(issue: IssuePage, pages: Iterable[Any]) -> Contents:
    """Pages under their parts, by path. What stands in a part that is not there is left out with it."""
    contents = Contents(issue)
    in_order = sorted(pages, key=lambda page: page.path)
    parts = {page.path: Part(page) for page in in_order if isinstance(page, PARTS)}
    for page in in_order:
        if isinstance(page, PARTS):
            contents.parts.append(parts[page.path])
            continue
        parent = page.path[: -Page.steplen]
        if parent in parts:
            parts[parent].rows.append(page)
        elif parent == issue.path:
            if not contents.parts or contents.parts[-1].page is not None:
                contents.parts.append(Part(None))
            contents.parts[-1].rows.append(page)
    return contents
