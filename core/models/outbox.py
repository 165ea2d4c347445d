"""The outbox of the search index: a change and the note that it must be indexed are one transaction."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any, ClassVar, Self
from uuid import UUID

from django.apps import apps
from django.db import models, transaction
from django.utils import timezone

from core.signals import index_changed

FRESH = timedelta(seconds=2)
"""A date no older than this when its transaction ends was read by nobody yet."""


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
        if not derived:
            transaction.on_commit(
                partial(date_again, kind, [row.object_uuid for row in rows], timezone.now()), robust=True
            )
        transaction.on_commit(announce_once)


def touch(kind: str, uuids: Iterable[UUID]) -> None:
    """Write the date of now on things whose public face changed; kinds that keep no date are passed over."""
    for things in _dated(kind, uuids):
        _date(things)


def touch_shown(kind: str, uuids: Iterable[UUID], unchanged_since: datetime | None = None) -> None:
    """The same, for things that are public now: what nobody sees prints nothing, and a tombstone keeps its date.

    `unchanged_since` passes over what has a later date already.
    """
    for things in _dated(kind, uuids):
        shown = things.visible() if hasattr(things, "visible") else things
        _date(shown.filter(changed_at__lt=unchanged_since) if unchanged_since else shown)


def date_again(kind: str, uuids: Iterable[UUID], dated_at: datetime) -> None:
    """After a commit: write a new date on what changed, when the transaction went on for long after the date it wrote.

    Who reads by date may have passed that date before the change was there to be read.
    """
    if timezone.now() - dated_at > FRESH:
        touch(kind, uuids)


def _dated(kind: str, uuids: Iterable[UUID]) -> Iterator[Any]:
    """Things of a kind, some hundreds at a time; nothing when the kind keeps no date."""
    try:
        model: Any = apps.get_model(kind)
    except LookupError:
        return
    if not issubclass(model, IndexedModel):
        return
    wanted = list(uuids)
    for start in range(0, len(wanted), 500):
        yield model._default_manager.order_by().filter(uuid__in=wanted[start : start + 500])


def _date(things: Any) -> None:
    with transaction.atomic():  # the date is taken once it can be written, so that it is never an old one
        things.update(changed_at=timezone.now())


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
    "proposed_at", "proposed_by", "proposal_note", "draft_title", "latest_revision_created_at",
    "wagtail_admin_comments",
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
        """Save, and note the change in the same transaction; its date moves when the public sees a difference."""
        with transaction.atomic():
            shows = self._shows(kwargs.get("update_fields"))
            if shows:
                self.changed_at = timezone.now()
                if kwargs.get("update_fields") is not None:
                    kwargs["update_fields"] = {*kwargs["update_fields"], "changed_at"}
            super().save(*args, **kwargs)
            IndexChange.objects.note_unseen(self.index_kind(), [self.uuid], derived=not shows)

    def _shows(self, names: Iterable[str] | None) -> bool:
        """Whether the public sees a difference when these fields (all of them when None) are saved.

        What is hidden before and after changes nothing for it: a draft never live, more work on what was withdrawn.
        """
        if names is not None and set(names) <= _UNSEEN:
            return False
        before = type(self)._default_manager.filter(pk=self.pk).first() if self.pk else None
        if before is not None and not before.is_public:
            self.changed_at = before.changed_at
        if not self.is_public:
            return before is not None and before.is_public
        thing: Any = self
        if names is None and hasattr(thing, "first_published_at") and thing.first_published_at is None:
            thing.first_published_at = timezone.now()  # a tombstone is kept of what was public once, and of that alone
        return True

    @property
    def is_public(self) -> bool:
        """Whether its own fields let the public see it."""
        withdrawn = getattr(self, "withdrawn_at", None) or getattr(self, "merged_into_id", None)
        return bool(getattr(self, "live", True) and not withdrawn)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete, and note the change in the same transaction."""
        with transaction.atomic():
            IndexChange.objects.note_unseen(self.index_kind(), [self.uuid], derived=not self.is_public)
            return super().delete(*args, **kwargs)
