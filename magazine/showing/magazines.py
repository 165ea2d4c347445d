"""What the page of the magazine prints."""

from typing import Any

from django.http import HttpRequest

from magazine.models import IssuePage, MagazinePage
from magazine.showing.issues import issue_cards
from magazine.showing.people import people_of


def present_magazine(page: MagazinePage, request: HttpRequest) -> dict[str, Any]:
    """The context of the page of the magazine."""
    issues = list(
        IssuePage.objects.visible()
        .child_of(page)
        .newest_first()
        .select_related("locale", "cover")
        .prefetch_related("cover__renditions")
    )
    cards = issue_cards(issues, request)
    years: dict[int, list[Any]] = {}
    for issue, card in zip(issues, cards, strict=True):
        years.setdefault(issue.issued_on.year, []).append(card)
    return {
        "latest": cards[0] if cards else None,
        "years": list(years.items()),
        "board": people_of([page], "board").get(page.pk, []),
    }
