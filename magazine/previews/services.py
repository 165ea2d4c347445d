"""Private links to a number: made, found again, closed, forgotten."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from core.secret_links import hash_token, make_token
from magazine.models import IssuePage, IssuePreviewLink

MOST_DAYS = 90
REMEMBERED = timedelta(days=60)
"""For so long a link that has expired says so; afterwards it is unknown like any guess."""


def create_link(issue: IssuePage, by: Any, days: int, label: str = "") -> tuple[IssuePreviewLink, str]:
    """A new link and its token, which is shown once and kept nowhere. `days` from 1 to 90."""
    token = make_token()
    until = timezone.now() + timedelta(days=min(max(days, 1), MOST_DAYS))
    link = IssuePreviewLink.objects.create(
        issue=issue, token_hash=hash_token(token), label=label[:120], created_by=by, expires_at=until
    )
    return link, token


def find_link(token: str) -> IssuePreviewLink | None:
    """The link of a token, open or not; None for a guess."""
    return IssuePreviewLink.objects.with_hash(hash_token(token)).first()


def revoke_link(link: IssuePreviewLink) -> None:
    """Close a link now; doing it twice changes nothing."""
    if link.revoked_at is None:
        link.revoked_at = timezone.now()
        link.save(update_fields=["revoked_at"])


def forget_old_links(now: datetime | None = None) -> int:
    """For the clock: delete links closed long ago; returns how many."""
    return IssuePreviewLink.objects.expired_before((now or timezone.now()) - REMEMBERED).delete()[0]
