"""The outbox of the search index: a change and the note that it must be indexed are one transaction."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Self
from uuid import UUID

from django.db import models, transaction

from core.signals import index_changed


class IndexChangeQuerySet(models.QuerySet["IndexChange"]):
    """Named questions about noted changes."""

    def pending(self) -> Self:
        """Not yet in the index, oldest first."""
        return self.filter(indexed_at=None).order_by("pk")

    def purge(self, before: datetime) -> int:
        """Forget changes indexed before a moment; returns how many."""
        return self.filter(indexed_at__lt=before).delete()[0]

    def note(self, kind: str, uuids: Iterable[UUID], *, derived: bool = False) -> None:
        """Note that things of one kind changed; call it in the transaction that changes them.

        `derived` marks what is out of date only because something it prints changed.
        """
        rows = [IndexChange(kind=kind, object_uuid=uuid, derived=derived) for uuid in uuids]
        self.bulk_create(rows, batch_size=1000)  # type: ignore[arg-type]  # the plugin loses the model here
        transaction.on_commit(announce_once)


def announce_once() -> None:
    """Tell the index, after commit, that something waits in the outbox."""
    index_changed.send(sender=IndexChange)


class IndexChange(models.Model):
    """One thing whose document in the index may be out of date. Holds identifiers only."""

    kind = models.CharField(max_length=60)
    object_uuid = models.UUIDField()
    derived = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    indexed_at = models.DateTimeField(null=True, blank=True)

    objects = IndexChangeQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["id"], condition=models.Q(indexed_at=None), name="core_change_pending"),
            models.Index(fields=["indexed_at"], name="core_change_indexed"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_uuid}"


class IndexedModel(models.Model):
    """A thing whose public face is in the search index, or in documents of it."""

    uuid: Any

    class Meta:
        abstract = True

    @classmethod
    def index_kind(cls) -> str:
        """The kind under which changes are noted."""
        return cls._meta.label_lower

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and note the change in the same transaction."""
        with transaction.atomic():
            super().save(*args, **kwargs)
            IndexChange.objects.note(self.index_kind(), [self.uuid])

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete, and note the change in the same transaction."""
        with transaction.atomic():
            IndexChange.objects.note(self.index_kind(), [self.uuid])
            return super().delete(*args, **kwargs)
