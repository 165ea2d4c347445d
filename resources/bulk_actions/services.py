"""A bulk change, done at once when it is short and by the worker when it is long."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from resources.bulk_actions.operations import OPERATIONS, Operation, Options
from resources.bulk_actions.sorting import Judge, Reason
from resources.models import BulkRun, BulkState, Record

STEP = 100
"""Records changed in one transaction: others can write between two."""


@dataclass
class Outcome:
    """What a bulk change came to; `run` follows it when the worker has it."""

    changed: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    run: BulkRun | None = None


def start_bulk(operation: Operation, keys: Sequence[int], user: Any, options: Options) -> Outcome:
    """Do something to records: at once, or by the worker when they are too many for a request."""
    if len(keys) > operation.at_once:
        run = BulkRun.objects.create(operation=operation.name, options=dict(options), keys=list(keys), created_by=user)
        _hand_over(run)
        return Outcome(run=run)
    outcome = Outcome()
    for start in range(0, len(keys), STEP):
        change_some(operation, keys[start : start + STEP], user, options, outcome)
    return outcome


def change_some(operation: Operation, keys: Sequence[int], user: Any, options: Options, outcome: Outcome) -> None:
    """Change a step's worth of records in one transaction, leaving out those that may no longer be changed."""
    with transaction.atomic():
        found = Record.objects.select_related("latest_revision").in_bulk(list(keys))
        judge = Judge(user, operation.rules)
        taken = []
        for pk in keys:
            reason = judge.refuse(found[pk]) if pk in found else Reason.GONE
            if reason is None:
                taken.append(found[pk])
            else:
                outcome.left_out[reason.value] += 1
        changed = operation.perform(taken, user, options) if taken else 0
        if untouched := len(taken) - changed:
            reason = Reason.INVALID if operation.name == "publish" else Reason.IDLE
            outcome.left_out[reason.value] += untouched
        outcome.changed += changed


def perform_run(run: BulkRun) -> None:
    """For the worker: go on where the run stands, to its end."""
    operation = OPERATIONS[run.operation]
    _set(run, state=BulkState.RUNNING, beat_at=timezone.now())
    try:
        while run.position < len(run.keys):
            outcome = Outcome(run.changed, Counter(run.left_out))
            step = run.keys[run.position : run.position + STEP]
            with transaction.atomic():
                change_some(operation, step, run.created_by, run.options, outcome)
                _set(
                    run, position=run.position + len(step), changed=outcome.changed,
                    left_out=dict(outcome.left_out), beat_at=timezone.now(),
                )  # fmt: skip
    except Exception:
        _set(run, state=BulkState.FAILED, finished_at=timezone.now())
        raise
    _set(run, state=BulkState.DONE, finished_at=timezone.now())


def resume_run(run: BulkRun) -> bool:
    """Take up an interrupted run again; False when it is not interrupted."""
    if run.state != BulkState.FAILED and not run.is_stale:
        return False
    _set(run, state=BulkState.WAITING, finished_at=None, beat_at=None)
    _hand_over(run)
    return True


def _hand_over(run: BulkRun) -> None:
    """Give the run to the worker, once it is written for good."""
    from resources.bulk_actions.tasks import run_bulk  # the task calls back into this module

    transaction.on_commit(lambda: run_bulk.enqueue(run.pk))


def _set(run: BulkRun, **values: Any) -> None:
    for name, value in values.items():
        setattr(run, name, value)
    run.save(update_fields=list(values))
