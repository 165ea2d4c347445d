"""Decisions and writes about records: withdrawn, restored, merged, published in numbers."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db import transaction

from core.merging import merge_things
from core.models import Merge
from core.unmerging import restore_thing
from resources.models import Record


def withdraw_record(record: Record, reason: str = "") -> None:
    """Take a record out of public view for good; its number and address stay, and answer that it is gone."""
    record.withdraw(reason)


def restore_record(record: Record, user: Any = None) -> list[str]:
    """Undo a withdrawal or a merge; the record is live again if it was. Sentences about what could not come back."""
    return restore_thing(record, user)


def merge_records(record: Record, target: Record, user: Any = None, take: Collection[str] = ()) -> Merge:
    """Make a record another name of a second one: its address leads there, its copies and its sources go there."""
    return merge_things(record, target, user=user, take=take)


def publish_records(records: Iterable[Record], user: Any) -> int:
    """Publish the latest draft of each record; returns how many were."""
    count = 0
    for record in records:
        with transaction.atomic():
            revision = record.get_latest_revision() or record.save_revision(user=user)
            revision.publish(user=user)
        count += 1
    return count


def unpublish_records(records: Iterable[Record], user: Any) -> int:
    """Take live records back to drafts; returns how many were."""
    count = 0
    for record in records:
        with transaction.atomic():
            record.unpublish(user=user)
        count += 1
    return count
