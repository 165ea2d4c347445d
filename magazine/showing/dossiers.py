"""What the pages of dossiers and rubrics print."""

from typing import Any

from django.http import HttpRequest

from core.typography import typeset_text
from magazine.contents import Contents, Part, read_contents
from magazine.models import ArticlePage, DossierPage, IssuePage, RubricPage
from magazine.showing.issues import number_label, printed_date
from magazine.showing.items import things_of
from magazine.showing.people import people_by_relation
from magazine.showing.rows import show_rows


def present_part(
    page: DossierPage | RubricPage, request: HttpRequest, contents: Contents | None = None
) -> dict[str, Any]:
    """The context of the page of a dossier or a rubric; `contents` are given where the number is not out yet."""
    language, drafts = page.locale.language_code, contents is not None
    issue = contents.issue if contents else IssuePage.objects.ancestor_of(page).get()
    shown = contents or read_contents(issue)
    part = next((one for one in shown.parts if one.page is not None and one.page.pk == page.pk), Part(page))
    articles = [row for row in part.rows if isinstance(row, ArticlePage)]
    groups = {"contributors": articles, **({"guest_editors": [page]} if isinstance(page, DossierPage) else {})}
    people = people_by_relation(groups, drafts)
    rows = show_rows(part.rows, people, request, drafts)
    context: dict[str, Any] = {
        "title": typeset_text(page.title, language),
        "rows": [rows[one.pk] for one in part.rows if one.pk in rows],
        "issue": issue,
        "issue_label": number_label(issue),
        "issue_date": printed_date(issue),
    }
    if isinstance(page, DossierPage):
        items: Any = [one for one in part.rows if one.pk in rows and not rows[one.pk].is_article]
        context["things"] = things_of(items)
        context["editors"] = people.get(page.pk, [])
    return context
