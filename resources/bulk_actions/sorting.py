"""Which records a bulk action takes, and which it leaves alone and why: asked in a fixed number of queries."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision, TaskState, WorkflowState
from wagtail.permissions import policy_registry

from resources.models import Record

CHUNK = 500
"""Records looked at in one query."""
LIGHT = (
    "title", "number", "live", "has_unpublished_changes", "withdrawn_at", "merged_into_id", "locked", "locked_by_id",
    "first_published_at", "latest_revision_id",
)  # fmt: skip


class Reason(models.TextChoices):
    """Why a record is left alone."""

    FORBIDDEN = "forbidden", _("vous n’en avez pas le droit")
    WITHDRAWN = "withdrawn", _("retirée ou fusionnée")
    LOCKED = "locked", _("verrouillée")
    REVIEW = "review", _("en relecture")
    SCHEDULED = "scheduled", _("publication programmée")
    DRAFT = "draft", _("un brouillon est ouvert")
    IDLE = "idle", _("rien à changer")
    INVALID = "invalid", _("incomplète, à corriger d’abord")
    GONE = "gone", _("introuvable")


@dataclass(frozen=True)
class Rules:
    """What an action asks of a record: `permission` says which right it takes, `idle` that nothing would change."""

    permission: Callable[[Record], str]
    idle: Callable[[Record], bool] = lambda record: False
    edits: bool = False
    """Whether it writes a new version: an open draft of a public record would be published with it."""
    reads_only: bool = False
    """Whether it changes nothing: what is locked, withdrawn or under review may be exported all the same."""


@dataclass
class Sorted:
    """The records taken, by key and in order, those left alone by reason, and the first of each to show."""

    keys: list[int] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    first: list[Record] = field(default_factory=list)
    first_left_out: list[tuple[Record, str]] = field(default_factory=list)

    SHOWN = 50

    def add(self, record: Record, reason: Reason | None) -> None:
        """Count one record in."""
        if reason is None:
            self.keys.append(record.pk)
            if len(self.first) < self.SHOWN:
                self.first.append(record)
            return
        self.left_out[reason.value] += 1
        if len(self.first_left_out) < self.SHOWN:
            self.first_left_out.append((record, str(reason.label)))


class Judge:
    """Says of each record whether one person may do one thing to it; what it asks the database, it asks once."""

    def __init__(self, user: Any, rules: Rules) -> None:
        """Who asks, and what for."""
        self.user, self.rules = user, rules
        self.policy: Any = policy_registry.get_by_type(Record)
        self._rights: dict[str, bool] = {}
        self.reviewed = set() if rules.reads_only else self._under_review()
        self.scheduled = set() if rules.reads_only else self._scheduled()

    def refuse(self, record: Record) -> Reason | None:
        """Why this record is left alone; None when it is taken."""
        if not self._may(self.rules.permission(record)):
            return Reason.FORBIDDEN
        if self.rules.reads_only:
            return None
        if record.withdrawn_at is not None or record.merged_into_id is not None:
            return Reason.WITHDRAWN
        return self._held(record) or (Reason.IDLE if self.rules.idle(record) else None)

    def _held(self, record: Record) -> Reason | None:
        """What keeps a record from being changed now."""
        if record.locked and (self._locked_for_all() or record.locked_by_id != self.user.pk):
            return Reason.LOCKED
        if record.pk in self.reviewed:
            return Reason.REVIEW
        if record.pk in self.scheduled:
            return Reason.SCHEDULED
        if self.rules.edits and record.live and record.has_unpublished_changes:
            return Reason.DRAFT
        return None

    @staticmethod
    def _locked_for_all() -> bool:
        return bool(getattr(settings, "WAGTAILADMIN_GLOBAL_EDIT_LOCK", False))

    def _may(self, permission: str) -> bool:
        if permission not in self._rights:
            wanted = {"add", "change", "publish", "view"} if permission == "view" else {permission}
            self._rights[permission] = bool(self.policy.user_has_any_permission(self.user, wanted))
        return self._rights[permission]

    def _under_review(self) -> set[int]:
        """Keys of records submitted: all of them to who edits, those of other reviewers to who publishes."""
        states = TaskState.objects.filter(
            status=TaskState.STATUS_IN_PROGRESS,
            workflow_state__status=WorkflowState.STATUS_IN_PROGRESS,
            workflow_state__base_content_type=ContentType.objects.get_for_model(Record),
        ).select_related("task", "workflow_state")
        waiting = [(int(one.workflow_state.object_id), one.task) for one in states]
        if self.rules.edits:
            return {pk for pk, _task in waiting}
        tasks = {task.pk: task for _pk, task in waiting}
        closed = {pk for pk, task in tasks.items() if task.specific.locked_for_user(None, self.user)}
        return {pk for pk, task in waiting if task.pk in closed}

    @staticmethod
    def _scheduled() -> set[int]:
        """Keys of records a version of which will be published by the clock."""
        kind = ContentType.objects.get_for_model(Record)
        revisions = Revision.objects.filter(base_content_type=kind, approved_go_live_at__isnull=False)
        return {int(key) for key in revisions.values_list("object_id", flat=True)}


def sort_out(keys: Sequence[int], user: Any, rules: Rules) -> Sorted:
    """Tell the records an action takes from those it leaves alone; keys that are gone are not counted."""
    judge, answer = Judge(user, rules), Sorted()
    for record in read_light(keys):
        answer.add(record, judge.refuse(record))
    return answer


def read_light(keys: Sequence[int]) -> Iterator[Record]:
    """The records of these keys, in their order, with what a decision takes."""
    for start in range(0, len(keys), CHUNK):
        wanted = keys[start : start + CHUNK]
        found = Record.objects.only(*LIGHT).in_bulk(list(wanted))
        yield from (found[pk] for pk in wanted if pk in found)
