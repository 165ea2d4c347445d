"""What the page of a number reads beside its contents: its cover, its facsimile, the numbers around it."""

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest

from magazine.models import IssuePage
from magazine.showing.issues import COVER_FILTER, IssueCard, issue_card
from media_library.visibility import is_public_file, picture_of, private_collections

PREVIOUS = 4


@dataclass(frozen=True)
class Around:
    """The numbers beside one, newest first, its own pictures and files, and what its magazine is known by."""

    cover: Any = None
    cover_image: Any = None
    """The image itself, for its description and credit."""
    facsimile: Any = None
    previous: list[IssueCard] = field(default_factory=list)
    newer: IssueCard | None = None
    issn: tuple[str, ...] = ()
    publisher: str = ""


def read_around(issue: IssuePage, request: HttpRequest) -> Around:
    """Everything in three queries at most, whatever the number holds; `issue` may be a version not yet public."""
    found = list(IssuePage.objects.around(issue, PREVIOUS).with_magazine(issue).select_related("facsimile").for_cards())
    stored = next((one for one in found if one.pk == issue.pk), issue)
    cover = stored.cover if stored.cover_id == issue.cover_id else issue.cover
    facsimile = stored.facsimile if stored.facsimile_id == issue.facsimile_id else issue.facsimile
    has_files = bool(cover or facsimile or any(one.cover_id for one in found))
    private = private_collections() if has_files else set()
    here = found.index(stored) if stored in found else 0
    newer = found[here - 1] if here else None
    picture = picture_of(cover, private, COVER_FILTER)
    return Around(
        cover=picture,
        cover_image=cover if picture else None,
        facsimile=facsimile if is_public_file(facsimile, private) else None,
        previous=[issue_card(one, request, private) for one in found[here + 1 :]],
        newer=issue_card(newer, request, private) if newer else None,
        issn=tuple(
            number for name in ("magazine_issn", "magazine_issn_online") if (number := getattr(stored, name, ""))
        ),
        publisher=getattr(stored, "magazine_publisher", "") or "",
    )
