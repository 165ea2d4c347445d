"""Decisions and writes about records: withdrawn, restored, merged, published in numbers."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from core.models import IndexChange
from resources.models import Record


def withdraw_record(record: Record, reason: str = "") -> None:
    """Take a record out of public view for good; its number and address stay, and answer that it is gone."""
    record.withdraw(reason)


def restore_record(record: Record) -> None:
    """Undo a withdrawal or a merge; the record is live again if it was."""
    record.withdrawn_at, record.withdrawn_reason, record.merged_into = None, "", None
    record.save(update_fields=["withdrawn_at", "withdrawn_reason", "merged_into"])


def merge_records(record: Record, target: Record) -> None:
    """Make a record another name of a second one: its address leads there, its parts and its sources go there."""
    target = target.resolve()
    if target.pk == record.pk:
        raise ValueError("A record can't be merged into itself.")
    with transaction.atomic():
        parts = list(record.parts.all())
        for part in parts:
            part.host = target
            part.save(update_fields=["host"])
        record.sources.update(record=target)
        record.merged_into, record.withdrawn_at = target, timezone.now()
        record.save(update_fields=["merged_into", "withdrawn_at"])
        IndexChange.objects.note(Record.index_kind(), [target.uuid])


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
