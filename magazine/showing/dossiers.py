"""What the pages of dossiers and rubrics print."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest
from django.utils.text import Truncator

from core.typography import typeset_text
from magazine.contents import Contents, Part, read_contents, read_drafts
from magazine.models import ArticlePage, DossierItemPage, DossierPage, IssuePage, RubricPage
from magazine.showing.issues import issue_card, number_label, printed_date
from magazine.showing.items import Thing, things_of
from magazine.showing.people import people_by_relation
from magazine.showing.rows import Row, show_rows
from magazine.showing.structured_data import describe_part
from media_library.visibility import picture_of, private_collections
from search.references import subjects_of

IMAGE_FILTER = "fill-960x540|format-webp|webpquality-75"
DESCRIPTION = 200


def present_part(
    page: DossierPage | RubricPage, request: HttpRequest, contents: Contents | None = None
) -> dict[str, Any]:
    """The context of the page of a dossier or a rubric; `contents` are given where the number is not out yet.

    Raises Http404 for one that stands in a number that is not public, unless it is previewed.
    """
    language = page.locale.language_code
    issue = contents.issue if contents else issue_of(page, request)
    if contents is None and getattr(request, "is_preview", False):
        contents = read_drafts(issue)
    drafts = contents is not None
    shown = contents or read_contents(issue)
    part = next((one for one in shown.parts if one.page is not None and one.page.pk == page.pk), Part(page))
    articles = [row for row in part.rows if isinstance(row, ArticlePage)]
    is_dossier = isinstance(page, DossierPage)
    groups = {"contributors": articles, **({"guest_editors": [page]} if is_dossier else {})}
    people = people_by_relation(groups, drafts)
    rows = show_rows(part.rows, people, request, drafts)
    private = private_collections() if issue.cover_id or getattr(page, "image_id", None) else set()
    lead = page.standfirst if isinstance(page, DossierPage) else page.note
    context: dict[str, Any] = {
        "title": typeset_text(page.title, language),
        "lead": typeset_text(lead, language),
        "description": Truncator(lead).chars(DESCRIPTION),
        "rows": [rows[one.pk] for one in part.rows if one.pk in rows],
        "issue": issue_card(issue, request, private),
        "issue_label": number_label(issue),
        "issue_date": printed_date(issue),
    }
    subjects: list[Any] = []
    if isinstance(page, DossierPage):
        items = [one for one in part.rows if isinstance(one, DossierItemPage)]
        subjects = subjects_of_dossier(page)
        context |= {
            "rows": with_things(context["rows"], things_of(items)),
            "editors": people.get(page.pk, []),
            "subjects": subjects,
            "picture": picture_of(page.image, private, IMAGE_FILTER),
        }
    data = "" if drafts else describe_part(page, request, issue, articles, people, subjects)
    return {**context, "structured_data": data}


def with_things(rows: Sequence[Row], things: Mapping[int, Thing]) -> list[Row]:
    """Rows whose placed things come with their cards."""
    return [row if row.is_article else replace(row, thing=things.get(row.page.pk)) for row in rows]


def issue_of(page: DossierPage | RubricPage, request: HttpRequest) -> IssuePage:
    """The number a part stands in, with its cover. Raises Http404 when the public may not see the part there.

    In the editors' own preview of the part alone, the number it will be in.
    """
    issue = IssuePage.objects.for_cards().filter(path=page.path[: -page.steplen]).first()
    previewed = getattr(request, "is_preview", False)
    if issue is None or not (previewed or page.may_be_shared()):
        raise Http404
    found: IssuePage = issue
    return found


def subjects_of_dossier(page: DossierPage) -> list[Any]:
    """The subjects of a dossier that may be seen, in their order; two queries at most."""
    concepts = [one.concept for one in page.concepts.select_related("concept__merged_into")]
    return list(dict.fromkeys(subjects_of(concepts).values()))
