"""What awaits a reading: records submitted, then drafts of those who may not publish; and what came of one's own."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext as _
from wagtail.models import TaskState, WorkflowState
from wagtail.permissions import policy_registry

from resources.models import Record


@dataclass(frozen=True)
class Waiting:
    """One line of a queue: the record as it was last saved, whose it is, since when, and what was last said of it."""

    record: Record
    title: str
    state: str
    submitted: bool
    who: str
    since: datetime | None
    comment: str = ""
    commented_by: str = ""


class ReviewQueue(Sequence[Waiting]):
    """What awaits a reading, the submitted first, the oldest first; read a slice at a time."""

    def __init__(self) -> None:
        """Count both parts."""
        self.submitted = submitted_states().order_by("created_at", "pk")
        self.drafts = drafts_to_read().order_by("latest_revision__created_at", "pk")
        self.submitted_count, self.draft_count = self.submitted.count(), self.drafts.count()

    def __len__(self) -> int:
        return self.submitted_count + self.draft_count

    def __getitem__(self, wanted: Any) -> Any:
        """Some lines, in a fixed number of queries."""
        if isinstance(wanted, int):
            return self[wanted : wanted + 1][0]
        start, stop, _step = wanted.indices(len(self))
        states = list(self.submitted[start : min(stop, self.submitted_count)]) if start < self.submitted_count else []
        skipped = max(0, start - self.submitted_count)
        drafts = list(self.drafts[skipped : max(0, stop - self.submitted_count)])
        return [*_submitted_lines(states), *_draft_lines(drafts)]


def count_submitted() -> int:
    """How many records were submitted and wait."""
    return submitted_states().count()


def submitted_states() -> models.QuerySet[WorkflowState]:
    """The readings of records that are under way."""
    return WorkflowState.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Record), status=WorkflowState.STATUS_IN_PROGRESS
    ).select_related("requested_by", "current_task_state__task")


def drafts_to_read() -> models.QuerySet[Record]:
    """Drafts last saved by somebody who may not publish, and that are not submitted."""
    policy: Any = policy_registry.get_by_type(Record)
    publishers = policy.users_with_permission("publish").values("pk")
    drafts = Record.objects.unread().exclude(latest_revision__user__in=publishers)
    return drafts.filter(latest_revision__user__isnull=False).select_related("latest_revision__user")


def drafts_of(user: Any) -> list[Waiting]:
    """What somebody wrote and that is not public as it stands, the last touched first; a hundred at most."""
    mine = Record.objects.unpublished_of(user).select_related("latest_revision__user")
    records = list(mine.order_by("-latest_revision__created_at", "-pk")[:100])
    waiting = set(
        submitted_states().filter(object_id__in=[str(one.pk) for one in records]).values_list("object_id", flat=True)
    )
    return _draft_lines(records, waiting)


def _submitted_lines(states: Sequence[WorkflowState]) -> list[Waiting]:
    records = Record.objects.select_related("latest_revision").in_bulk([int(one.object_id) for one in states])
    lines = []
    for state in states:
        record = records.get(int(state.object_id))
        if record is None:
            continue
        task = state.current_task_state.task.name if state.current_task_state else ""
        who = _name(state.requested_by)
        lines.append(Waiting(record, _title(record), task, True, who, state.created_at))
    return lines


def _draft_lines(records: Sequence[Record], waiting: Iterable[str] = ()) -> list[Waiting]:
    said = _last_comments(records)
    lines = []
    for record in records:
        state = said.get(str(record.pk))
        submitted = str(record.pk) in waiting
        revision = record.latest_revision
        lines.append(
            Waiting(
                record, _title(record), _say_state(record, state, submitted), submitted,
                _name(revision.user if revision else None), revision.created_at if revision else None,
                state.comment if state else "", _name(state.finished_by) if state else "",
            )
        )  # fmt: skip
    return lines


def _say_state(record: Record, said: Any, submitted: bool) -> str:
    """Where a draft stands, in words."""
    if submitted:
        return _("en relecture")
    if said is not None and said.status == TaskState.STATUS_REJECTED:
        return _("modifications demandées")
    return _("publiée, modifiée depuis") if record.live else _("brouillon, non soumis")


def _last_comments(records: Sequence[Record]) -> dict[str, Any]:
    """The last word of a reviewer on each record, by its key."""
    states = TaskState.objects.filter(
        workflow_state__base_content_type=ContentType.objects.get_for_model(Record),
        workflow_state__object_id__in=[str(record.pk) for record in records],
    ).exclude(finished_at=None)
    rows = states.select_related("finished_by", "workflow_state").order_by("finished_at", "pk")
    return {one.workflow_state.object_id: one for one in rows}


def _title(record: Record) -> str:
    """The title as it was last saved."""
    return (record.latest_revision.object_str if record.latest_revision else "") or record.title


def _name(user: Any) -> str:
    return (user.get_full_name() or user.get_username()) if user else ""
