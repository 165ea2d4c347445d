"""What the page of the magazine prints."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from magazine.models import IssuePage, MagazinePage
from magazine.showing.issues import COVER_FILTER, IssueCard, issue_card
from magazine.showing.people import people_of
from magazine.showing.structured_data import describe_magazine
from media_library.visibility import private_collections


def present_magazine(page: MagazinePage, request: HttpRequest) -> dict[str, Any]:
    """The context of the page of the magazine: the same number of queries for one number and for a hundred."""
    issues = list(IssuePage.objects.visible().child_of(page).newest_first().for_cards())
    private = private_collections() if any(issue.cover_id for issue in issues) else set()
    cards = [issue_card(issue, request, private) for issue in issues]
    years: dict[int, list[IssueCard]] = {}
    for issue, card in zip(issues, cards, strict=True):
        years.setdefault(issue.issued_on.year, []).append(card)
    board = people_of([page], "board").get(page.pk, [])
    return {
        "latest": issue_card(issues[0], request, private, COVER_FILTER) if issues else None,
        "latest_introduction": issues[0].introduction if issues else "",
        "years": list(years.items()),
        "board": board,
        "details": details_of(page),
        "structured_data": describe_magazine(page, request, board, cards),
    }


def details_of(page: MagazinePage) -> list[tuple[str, str]]:
    """Names and values of what identifies the periodical; what nobody said is left out."""
    said = [
        (_("Éditeur"), page.publisher),
        (_("Périodicité"), page.frequency),
        (_("ISSN imprimé"), page.issn),
        (_("ISSN en ligne"), page.issn_online),
    ]
    return [(name, value) for name, value in said if value]
