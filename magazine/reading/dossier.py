"""The contents of the dossier an article stands in, for the block that prints them in its text."""

from dataclasses import dataclass
from typing import Any

from core.typography import typeset_text
from magazine.contents import Contents, read_contents
from magazine.models import DossierItemPage, DossierPage, IssuePage
from magazine.showing.items import visible_things


@dataclass(frozen=True)
class DossierLine:
    """One article or placed thing; the article that is being read has no address."""

    title: str
    url: str = ""


@dataclass(frozen=True)
class Dossier:
    """A dossier by its title, and its lines in reading order."""

    title: str
    lines: tuple[DossierLine, ...]


def dossier_of(article: Any, contents: Contents | None = None) -> Dossier | None:
    """The dossier of an article as the public sees it, or as given; None when it stands in none."""
    if contents is None:
        issue = IssuePage.objects.ancestor_of(article).first()
        contents = read_contents(issue) if issue else None
    part = contents.part_of(article) if contents else None
    if part is None or not isinstance(part.page, DossierPage):
        return None
    language = part.page.locale.language_code
    items: Any = [row for row in part.rows if isinstance(row, DossierItemPage)]
    seen = visible_things(items)
    lines = [
        DossierLine(typeset_text(row.title, language), "" if row.pk == article.pk else row.get_url() or "")
        for row in part.rows
        if not isinstance(row, DossierItemPage) or row.pk in seen
    ]
    return Dossier(typeset_text(part.page.title, language), tuple(lines))
