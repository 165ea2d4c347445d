"""What the page of a number prints."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from core.typography import typeset_text
from magazine.contents import Contents, read_contents, read_drafts
from magazine.models import IssuePage
from magazine.showing.around import Around, read_around
from magazine.showing.files import take_away
from magazine.showing.issues import cover_letters, number_label, printed_date, printed_price
from magazine.showing.people import Name
from magazine.showing.rows import people_of_contents, show_parts
from magazine.showing.structured_data import describe_issue

DESCRIPTION = 200
"""Characters search engines and shared links show."""


def present_issue(issue: IssuePage, request: HttpRequest, contents: Contents | None = None) -> dict[str, Any]:
    """The context of a number's page; `contents` are given where it is shown before it is out."""
    if contents is None and getattr(request, "is_preview", False):
        contents = read_drafts(issue)
    drafts = contents is not None
    shown = read_contents(issue) if contents is None else contents
    people = people_of_contents(shown, drafts)
    parts = show_parts(shown, people, request, drafts)
    around = read_around(issue, request)
    rows = [row for part in parts for row in part.rows]
    return {
        "title": typeset_text(issue.title, issue.locale.language_code),
        "label": number_label(issue),
        "date_printed": printed_date(issue),
        "letters": cover_letters(str(issue.number)),
        "parts": parts,
        "first_row": next((row for row in rows if row.is_article and row.until is None), None),
        "coordination": coordination_of(shown, people),
        "details": details_of(issue, around),
        "around": around,
        "files": [] if drafts else take_away(issue),
        "magazine": issue.get_parent(),
        "description": Truncator(issue.introduction).chars(DESCRIPTION),
        "structured_data": "" if drafts else describe_issue(issue, request, shown, people, around),
    }


def coordination_of(contents: Contents, people: Mapping[int, Sequence[Name]]) -> list[Name]:
    """The guest editors of all dossiers, each once."""
    named = [one for part in contents.parts if part.is_dossier and part.page for one in people.get(part.page.pk, ())]
    return list({(one.name, one.url): one for one in named}.values())


def details_of(issue: IssuePage, around: Around) -> list[tuple[str, str]]:
    """Names and values of what identifies the printed number; what nobody said is left out."""
    language = issue.locale.language_code
    said = [
        (_("Parution"), printed_date(issue)),
        (_("Pages"), str(issue.pages or "")),
        (_("Prix"), printed_price(issue, language)),
        (_("ISBN"), issue.isbn),
        (_("ISSN"), ", ".join(around.issn)),
    ]
    return [(name, value) for name, value in said if value]
