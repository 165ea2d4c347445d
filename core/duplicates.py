"""Pairs of things that may be one: found by a report over everything, dismissed by a person once and for all."""

import heapq
import logging
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from core.models import DuplicatePair, DuplicateReport

logger = logging.getLogger(__name__)
MOST = 5000
"""Pairs kept of one kind, the most alike: nobody reads more, and a bad import must not fill the table."""
LOST_AFTER = timedelta(hours=3)
"""A report that has been going on for longer was interrupted."""
STALE_AFTER = timedelta(hours=20)
NIGHT = range(2, 6)
"""Hours of the house at which nobody works."""


@dataclass(frozen=True, slots=True)
class FoundPair:
    """Two things that may be one, how much so (0 to 100), and why, as codes."""

    first: UUID
    second: UUID
    score: int
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class PairSource:
    """How the pairs of one kind are found: `read` returns how many things there are and the pairs, one at a time."""

    kind: str
    read: Callable[[], tuple[int, Iterable[FoundPair]]]
    reasons: Mapping[str, Any]


_sources: dict[str, PairSource] = {}


def register_pairs(source: PairSource) -> None:
    """Declare how the duplicates of a kind are found."""
    _sources[source.kind] = source


def pair_sources() -> dict[str, PairSource]:
    """Every kind that is looked through."""
    return dict(_sources)


def find_pairs(kind: str) -> int:
    """Look through all things of a kind and keep what is found; returns how many pairs are open.

    Does nothing, and returns -1, while another process is at it.
    """
    report = _begin(kind)
    if report is None:
        return -1
    started = time.monotonic()
    compared, found = _sources[kind].read()
    kept = _best(kind, found)
    with transaction.atomic():
        _write(kind, kept)
        report.finished_at, report.compared = timezone.now(), compared
        report.seconds = round(time.monotonic() - started, 1)
        report.save(update_fields=["finished_at", "compared", "seconds"])
    logger.info("%d pairs of %s among %d in %.1f s", len(kept), kind, compared, report.seconds)
    return len(kept)


def _begin(kind: str) -> DuplicateReport | None:
    """Take the report of a kind; None when somebody else has it."""
    now = timezone.now()
    report, _made = DuplicateReport.objects.get_or_create(kind=kind)
    idle = Q(started_at=None) | Q(finished_at__isnull=False) | Q(started_at__lt=now - LOST_AFTER)
    taken = DuplicateReport.objects.filter(idle, pk=report.pk).update(started_at=now, finished_at=None)
    report.refresh_from_db()
    return report if taken else None


def _best(kind: str, found: Iterable[FoundPair]) -> dict[tuple[UUID, UUID], FoundPair]:
    """The most alike, each pair once, without those somebody said are two."""
    dismissed = set(
        DuplicatePair.objects.filter(kind=kind, dismissed_at__isnull=False).values_list("first_uuid", "second_uuid")
    )
    best: dict[tuple[UUID, UUID], FoundPair] = {}
    for pair in found:
        key = in_order(pair.first, pair.second)
        if key in dismissed or (key in best and best[key].score >= pair.score):
            continue
        best[key] = pair
        if len(best) > MOST * 2:
            best = _most_alike(best)
    return _most_alike(best)


def _most_alike(pairs: dict[tuple[UUID, UUID], FoundPair]) -> dict[tuple[UUID, UUID], FoundPair]:
    return dict(heapq.nlargest(MOST, pairs.items(), key=lambda item: (item[1].score, item[0])))


def _write(kind: str, pairs: dict[tuple[UUID, UUID], FoundPair]) -> None:
    """Make the open pairs of a kind those that were found; what was dismissed meanwhile stays so."""
    open_pairs = DuplicatePair.objects.filter(kind=kind, dismissed_at=None)
    known = {(first, second): pk for pk, first, second in open_pairs.values_list("pk", "first_uuid", "second_uuid")}
    gone = [pk for key, pk in known.items() if key not in pairs]
    for start in range(0, len(gone), 500):
        DuplicatePair.objects.filter(pk__in=gone[start : start + 500]).delete()
    rows = [
        DuplicatePair(kind=kind, first_uuid=key[0], second_uuid=key[1], score=one.score, reasons=list(one.reasons))
        for key, one in pairs.items()
    ]
    DuplicatePair.objects.bulk_create(
        rows, batch_size=500, update_conflicts=True, unique_fields=["kind", "first_uuid", "second_uuid"],
        update_fields=["score", "reasons"],
    )  # fmt: skip


def in_order(first: UUID, second: UUID) -> tuple[UUID, UUID]:
    """The two as a pair is kept."""
    return (first, second) if first < second else (second, first)


def dismiss_pair(kind: str, first: UUID, second: UUID, user: Any) -> None:
    """Remember for good that two things are two."""
    one, other = in_order(first, second)
    DuplicatePair.objects.update_or_create(
        kind=kind, first_uuid=one, second_uuid=other,
        defaults={"dismissed_at": timezone.now(), "dismissed_by": user},
        create_defaults={"dismissed_at": timezone.now(), "dismissed_by": user, "score": 0},
    )  # fmt: skip


def reopen_pair(kind: str, first: UUID, second: UUID) -> None:
    """Take back that two things are two; the next report may name them again."""
    one, other = in_order(first, second)
    DuplicatePair.objects.filter(kind=kind, first_uuid=one, second_uuid=other).update(
        dismissed_at=None, dismissed_by=None
    )


def known_as_others(kind: str, uuid: UUID) -> set[UUID]:
    """What somebody said a thing is not."""
    pairs = DuplicatePair.objects.filter(kind=kind, dismissed_at__isnull=False)
    rows = pairs.filter(Q(first_uuid=uuid) | Q(second_uuid=uuid)).values_list("first_uuid", "second_uuid")
    return {one for row in rows for one in row} - {uuid}


def look_when_stale() -> int:
    """For the clock: at night, have the worker look through every kind that was not for a day; returns how many."""
    from core.tasks import look_for_duplicates

    if timezone.localtime().hour not in NIGHT:
        return 0
    stale = [kind for kind in _sources if is_stale(kind)]
    for kind in stale:
        ask_for_report(kind)
        look_for_duplicates.enqueue(kind)
    return len(stale)


def ask_for_report(kind: str) -> None:
    """Note that a report is on its way, so that the clock does not ask for it every minute."""
    DuplicateReport.objects.update_or_create(kind=kind, defaults={"asked_at": timezone.now()})


def is_stale(kind: str) -> bool:
    """Whether a report should be made again: none for a day, and nobody is at it."""
    report = DuplicateReport.objects.filter(kind=kind).first()
    if report is None:
        return True
    now = timezone.now()
    if report.asked_at and report.asked_at > now - LOST_AFTER:
        return False
    return report.finished_at is None or report.finished_at < now - STALE_AFTER
