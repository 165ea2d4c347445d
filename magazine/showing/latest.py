"""The latest number, for the front page of the site."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from core.typography import typeset_text
from magazine.models import DossierPage, IssuePage
from magazine.showing.issues import COVER_FILTER, IssueCard, issue_card
from media_library.visibility import private_collections


@dataclass(frozen=True)
class LatestIssue:
    """A number as the front page announces it; `dossiers` are titles and addresses."""

    card: IssueCard
    introduction: str
    dossiers: tuple[tuple[str, str], ...]


def latest_issue(language: str, request: HttpRequest) -> LatestIssue | None:
    """The latest number in a language; None when none is out. A fixed number of queries."""
    found: Any = IssuePage.objects.visible().in_language(language).newest_first().for_cards().first()
    if found is None:
        return None
    dossiers = DossierPage.objects.visible().of_issue(found).in_contents_order()
    return LatestIssue(
        issue_card(found, request, private_collections() if found.cover_id else set(), COVER_FILTER),
        typeset_text(found.introduction, language),
        tuple((typeset_text(one.title, language), one.get_url(request) or "") for one in dossiers),
    )
