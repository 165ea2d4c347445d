"""Terms and names proposed by who catalogues: what happens to them, and to what already uses them.

The thesaurus and the directory know no records; the layer that does registers how a refused thing leaves them.
"""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

PROPOSED, VALIDATED, REFUSED = "passerelles.propose", "passerelles.validate", "passerelles.refuse"

Leave = Callable[[Any, bool, Any], int]
"""Takes a refused thing out of what uses it (as a free keyword or a printed name when the second argument is true),
on behalf of a user; returns how many it changed."""

_leaves: dict[str, Leave] = {}


class AlreadyDecided(Exception):
    """Somebody else validated, merged or refused it first."""


def register_leave(kind: str, leave: Leave) -> None:
    """Declare how a refused thing of a kind (`thesaurus.concept`) leaves what uses it."""
    _leaves[kind] = leave


def mark_proposed(thing: Any, user: Any, note: str) -> None:
    """Mark a draft that is about to be saved for the first time as a proposal."""
    thing.proposed_at, thing.proposed_by, thing.proposal_note = timezone.now(), user, note[:500]


def take_proposal(thing: Any) -> Any:
    """A proposal as it is now, for this transaction alone."""
    model = type(thing)
    fresh = model.objects.select_for_update().filter(pk=thing.pk, proposed_at__isnull=False).first()
    if fresh is None or fresh.withdrawn_at or fresh.merged_into_id:
        raise AlreadyDecided(_("Quelqu’un d’autre a déjà décidé de cette proposition."))
    return fresh


def validate_proposal(thing: Any, user: Any) -> None:
    """Publish a proposal: it is a term or a name like any other from now on."""
    with transaction.atomic():
        fresh = take_proposal(thing)
        revision = fresh.get_latest_revision() or fresh.save_revision(user=user, clean=False)
        revision.publish(user=user)
        log(instance=fresh, action=VALIDATED, user=user, revision=revision)


def refuse_proposal(thing: Any, reason: str, user: Any, *, keep_words: bool) -> int:
    """Refuse a proposal and take it out of what uses it; `keep_words` leaves its name there as free text.

    Returns how many records were changed. The proposal stays as a withdrawn draft, with the reason.
    """
    with transaction.atomic():
        fresh = take_proposal(thing)
        leave = _leaves.get(fresh._meta.label_lower)
        count = leave(fresh, keep_words, user) if leave else 0
        fresh.withdraw(reason)
        log(instance=fresh, action=REFUSED, user=user, data={"reason": reason, "records": count})
    return count
