"""Versions and history of many records, written a table at a time.

Wagtail's own way costs some sixty queries a record. What is written is the same: a version that can be compared and
taken back, entries of the history, a note to the index.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.contrib.contenttypes.models import ContentType
from django.db.models import DateTimeField, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from wagtail.models import ModelLogEntry, Revision

from core.models import IndexChange
from resources.loading import attach_parts
from resources.models import Record

Content = dict[str, Any]


def publish_anew(records: Sequence[Record], write_rows: Callable[[Sequence[Record]], None], user: Any) -> None:
    """Change rows of records and publish what they say then as a new version; call it in a transaction.

    A record that has no version yet gets one of how it was, to compare with and to go back to.
    """
    attach_parts(records)
    was = {record.pk: record.serializable_data() for record in records if record.latest_revision_id is None}
    now = timezone.now()
    _write_revisions([one for one in records if one.pk in was], was, None, now - timedelta(milliseconds=1))
    write_rows(records)
    attach_parts(records)
    revisions = _write_revisions(records, {one.pk: one.serializable_data() for one in records}, user, now)
    for record in records:
        record.latest_revision = record.live_revision = revisions[record.pk]
    Record.objects.bulk_update(records, ["latest_revision", "live_revision"], batch_size=100)
    Record.objects.filter(pk__in=list(revisions)).update(
        live=True, has_unpublished_changes=False, expired=False, last_published_at=now,
        first_published_at=Coalesce("first_published_at", Value(now, output_field=DateTimeField())),
    )  # fmt: skip
    write_history(records, ("wagtail.edit", "wagtail.publish"), user, revisions)
    IndexChange.objects.note(Record.index_kind(), [record.uuid for record in records])


def save_drafts(records: Sequence[Record], edit: Callable[[Content], bool], user: Any) -> int:
    """Change the latest draft of records and save it as a new version; returns how many changed.

    What `edit` is given is changed in place; it answers whether anything is other than it was.
    """
    attach_parts(records)
    latest = Revision.objects.in_bulk([one.latest_revision_id for one in records if one.latest_revision_id])
    contents: dict[int, Content] = {}
    for record in records:
        revision = latest.get(record.latest_revision_id)
        content: Content = dict(revision.content) if revision else record.serializable_data()
        if edit(content):
            contents[record.pk] = content
    changed = [record for record in records if record.pk in contents]
    revisions = _write_revisions(changed, contents, user, timezone.now())
    for record in changed:
        record.latest_revision, record.has_unpublished_changes = revisions[record.pk], True
    Record.objects.bulk_update(changed, ["latest_revision", "has_unpublished_changes"], batch_size=100)
    write_history(changed, ("wagtail.edit",), user, revisions)
    return len(changed)


def write_history(
    records: Iterable[Record], actions: Sequence[str], user: Any, revisions: Mapping[int, Revision] | None = None
) -> None:
    """Note in the history of each record that these things were done to it."""
    kind, now = ContentType.objects.get_for_model(Record), timezone.now()
    entries = []
    for record in records:
        together = uuid4()
        revision = (revisions or {}).get(record.pk)
        entries += [
            ModelLogEntry(
                content_type=kind, object_id=str(record.pk), label=record.title, action=action, user=user,
                uuid=together, timestamp=now, revision=revision, content_changed=action == "wagtail.edit",
            )
            for action in actions
        ]  # fmt: skip
    ModelLogEntry.objects.bulk_create(entries, batch_size=500)


def _write_revisions(
    records: Sequence[Record], contents: Mapping[int, Content], user: Any, moment: Any
) -> dict[int, Revision]:
    """One version of each record, by its key."""
    kind = ContentType.objects.get_for_model(Record)
    rows = [
        Revision(
            content_type=kind, base_content_type=kind, object_id=str(record.pk), created_at=moment, user=user,
            object_str=str(contents[record.pk].get("title", record.title)), content=contents[record.pk],
        )
        for record in records
    ]  # fmt: skip
    Revision.objects.bulk_create(rows, batch_size=100)
    return {record.pk: row for record, row in zip(records, rows, strict=True)}
