"""The outbox of the search index: a change and the note that it must be indexed are one transaction."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar, Self
from uuid import UUID

from django.apps import apps
from django.db import models, transaction
from django.utils import timezone

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

        `derived` marks a change nothing else follows: the thing is out of date only because something it prints
        changed, or nobody but the editors has ever seen it.
        """
        uuids = list(uuids)
        touch(kind, uuids)
        self._add(kind, uuids, derived=derived)

    def note_unseen(self, kind: str, uuids: Iterable[UUID], *, derived: bool = False) -> None:
        """Note things that changed, when the public sees no difference or their date is already written."""
        self._add(kind, uuids, derived=derived)

    def _add(self, kind: str, uuids: Iterable[UUID], *, derived: bool) -> None:
        rows = [IndexChange(kind=kind, object_uuid=uuid, derived=derived) for uuid in uuids]
        self.bulk_create(rows, batch_size=1000)  # type: ignore[arg-type]  # the plugin loses the model here
        transaction.on_commit(announce_once)


def touch(kind: str, uuids: Iterable[UUID]) -> None:
    """Write the date of now on things whose public face changed; kinds that keep no date are passed over."""
    try:
        model: Any = apps.get_model(kind)
    except LookupError:
        return
    if issubclass(model, IndexedModel):
        wanted = list(uuids)
        for start in range(0, len(wanted), 500):
            model._default_manager.filter(uuid__in=wanted[start : start + 500]).update(changed_at=timezone.now())


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


_UNSEEN = {
    "latest_revision", "has_unpublished_changes", "locked", "locked_at", "locked_by", "go_live_at", "expire_at",
    "proposed_at", "proposed_by", "proposal_note",
}  # fmt: skip
"""Fields of the editors' alone: saving them changes nothing the public sees."""


class IndexedModel(models.Model):
    """A thing whose public face is in the search index, or in documents of it.

    `changed_at` is when that face last changed, for harvesters and sitemaps: a draft or a lock leaves it alone, and a
    name printed on it that changes moves it.
    """

    lasting_fields: ClassVar[tuple[str, ...]] = ("changed_at",)

    uuid: Any
    changed_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True

    @classmethod
    def index_kind(cls) -> str:
        """The kind under which changes are noted."""
        return cls._meta.label_lower

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and note the change in the same transaction."""
        names = kwargs.get("update_fields")
        if names is None or not set(names) <= _UNSEEN:
            self.changed_at = timezone.now()
            if names is not None:
                kwargs["update_fields"] = {*names, "changed_at"}
        with transaction.atomic():
            super().save(*args, **kwargs)
            IndexChange.objects.note_unseen(self.index_kind(), [self.uuid], derived=self._never_public())

    def _never_public(self) -> bool:
        """Whether nobody but the editors can have seen it: nothing public prints it then."""
        return not getattr(self, "live", True) and getattr(self, "first_published_at", True) is None

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete, and note the change in the same transaction."""
        with transaction.atomic():
            IndexChange.objects.note(self.index_kind(), [self.uuid])
            return super().delete(*args, **kwargs)
