"""Keeps the index in step with the database: the outbox is read, documents are made after commit, nothing is lost."""

import gc
import logging
import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from core.models import IndexChange
from core.models.outbox import touch_shown
from search import registry
from search.contract import IndexBuild, Indexed, SearchEngine, SearchUnavailable
from search.engines.tantivy_engine import TantivyEngine

logger = logging.getLogger(__name__)
BATCH = 500
MOST_AT_ONCE = 300
"""More changes than this are left to the worker: a request does not wait for them."""
LOCK_SECONDS = 3.0
REPLAY_MARGIN = timedelta(minutes=5)

_held_back = threading.local()
Identity = tuple[str, UUID]


@lru_cache(maxsize=4)
def _engine_at(folder: str) -> SearchEngine:
    return TantivyEngine(settings.SEARCH_DIR)


def engine() -> SearchEngine:
    """The engine of this site, kept open by each process."""
    return _engine_at(str(settings.SEARCH_DIR))


@contextmanager
def sync_held_back() -> Iterator[None]:
    """For bulk writers: changes are noted, but indexed only when asked for."""
    before = getattr(_held_back, "on", False)
    _held_back.on = True
    try:
        yield
    finally:
        _held_back.on = before


def sync_after_commit(**kwargs: Any) -> None:
    """Bring the index up to date right after a commit; what can't be done now is left to the worker."""
    if getattr(_held_back, "on", False):
        return
    try:
        done = sync_search(most=MOST_AT_ONCE)
    except Exception:  # the change is committed and noted: indexing must never undo a save
        logger.exception("The search index could not be brought up to date; the worker will try again")
        done = False
    if not done:
        from search.tasks import catch_up

        catch_up.enqueue()


def sync_search(most: int | None = None, wait: float = LOCK_SECONDS) -> bool:
    """Index what the outbox holds. True when nothing is left waiting.

    `most` stops after so many changes; `wait` is how long another process may keep the lock, in seconds.
    """
    seen = 0
    after = 0
    while True:
        if not IndexChange.objects.pending().filter(pk__gt=after).exists():
            return not IndexChange.objects.pending().exists()
        with engine().exclusive(wait) as held:
            if not held:
                return False
            changes = list(IndexChange.objects.pending().filter(pk__gt=after)[:BATCH])
            if changes:
                _index(changes)
                after = changes[-1].pk
        seen += len(changes)
        if most is not None and seen >= most:
            return not IndexChange.objects.pending().exists()


def _index(changes: Sequence[IndexChange]) -> None:
    """Index one batch; when it fails, each change alone, so that one bad thing holds up no other."""
    identities = _with_few_dependents(changes)
    try:
        engine().write(*documents_of(identities))
    except SearchUnavailable:
        raise
    except Exception:
        logger.exception("A batch of %d changes could not be indexed; trying one by one", len(changes))
        changes = [change for change in changes if _index_alone(change)]
    pks = [change.pk for change in changes]
    IndexChange.objects.filter(pk__in=pks).update(indexed_at=timezone.now())


def _with_few_dependents(changes: Sequence[IndexChange]) -> dict[str, set[UUID]]:
    """The changed things and their dependents; too many of these are noted in the outbox instead, for later."""
    own: dict[str, set[UUID]] = defaultdict(set)
    for change in changes:
        own[change.kind].add(change.object_uuid)
    first_hand = [(change.kind, change.object_uuid) for change in changes if not change.derived]
    everything = with_dependents(first_hand)
    derived = {kind: uuids - own[kind] for kind, uuids in everything.items()}
    if sum(len(uuids) for uuids in derived.values()) <= MOST_AT_ONCE:
        for kind, uuids in derived.items():
            touch_shown(kind, uuids)
            own[kind] |= uuids
        return own
    with sync_held_back():
        for kind, uuids in derived.items():
            for part in _chunks(list(uuids), BATCH):
                with transaction.atomic():
                    IndexChange.objects.note_unseen(kind, part, derived=True)
                    touch_shown(kind, part)
    return own


def _index_alone(change: IndexChange) -> bool:
    """Index one change; one that can't be is taken out of the index and stays noted for the next try."""
    identity = (change.kind, change.object_uuid)
    try:
        engine().write(*documents_of({change.kind: {change.object_uuid}}))
    except SearchUnavailable:
        raise
    except Exception:
        logger.exception("%s %s cannot be indexed", *identity)
        engine().write([], [identity])
        return False
    return True


def with_dependents(identities: Iterable[Identity]) -> dict[str, set[UUID]]:
    """The changed things by kind, and every other whose document prints one of them."""
    changed: dict[str, set[UUID]] = defaultdict(set)
    for kind, uuid in identities:
        changed[kind].add(uuid)
    result: dict[str, set[UUID]] = defaultdict(set, {kind: set(uuids) for kind, uuids in changed.items()})
    for kind, uuids in changed.items():
        for dependency in registry.dependencies.get(kind, ()):
            for other, uuid in dependency.dependents(list(uuids)):
                result[other].add(uuid)
    return result


def documents_of(identities: dict[str, set[UUID]]) -> tuple[Iterator[Indexed], list[Identity]]:
    """The documents of what is visible, made a batch at a time, and the identities of what is not."""
    gone: list[Identity] = []
    wanted: list[tuple[registry.Source, list[UUID]]] = []
    for kind, uuids in identities.items():
        source = registry.sources.get(kind)
        if source is None:
            continue
        visible: set[UUID] = set()
        for part in _chunks(list(uuids), BATCH):
            visible.update(source.visible().filter(uuid__in=part).values_list("uuid", flat=True))
        gone += [(kind, uuid) for uuid in uuids - visible]
        wanted.append((source, list(visible)))
    return _built(wanted), gone


def _built(wanted: Iterable[tuple[registry.Source, list[UUID]]]) -> Iterator[Indexed]:
    for source, uuids in wanted:
        for part in _chunks(uuids, source.batch_size):
            yield from source.build(list(source.visible().filter(uuid__in=part)))


def _chunks(items: list[UUID], size: int) -> Iterator[list[UUID]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]


def rebuild_search(progress: Callable[[int], None] = lambda count: None) -> int:
    """Fill a new index beside the live one, replay what changed meanwhile, and swap. Returns how many documents."""
    since = timezone.now() - REPLAY_MARGIN
    noted_before = _noted_since(since)
    build = engine().begin_rebuild()
    try:
        with _cycles_left_alone():
            total = _fill(build, progress)
        with engine().exclusive(60.0) as held:
            if not held:
                raise SearchUnavailable("Another process keeps the search index locked.")
            _replay(build, since, noted_before)
            build.swap()
    except BaseException:
        build.abandon()
        raise
    return total


@contextmanager
def _cycles_left_alone() -> Iterator[None]:
    """Without Python's search for cycles, which looks at a million living rows again and again and takes as long as
    all the rest; what the loop leaves behind is freed without it."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _fill(build: IndexBuild, progress: Callable[[int], None]) -> int:
    total = 0
    for source in registry.sources.values():
        last = 0
        while rows := list(source.visible().filter(pk__gt=last).order_by("pk")[: source.batch_size]):
            last = rows[-1].pk
            count = build.add(source.build(rows))
            total += count
            progress(count)
    return total


def _noted_since(moment: datetime) -> set[int]:
    """Changes noted since a moment, and all that wait. Read before the index is filled: the filling sees them."""
    recent = IndexChange.objects.filter(created_at__gte=moment) | IndexChange.objects.filter(indexed_at=None)
    return set(recent.values_list("pk", flat=True).iterator())


def _replay(build: IndexBuild, since: datetime, noted_before: set[int]) -> None:
    """Index the changes that came while the index was being filled, whoever put them in the live one already.

    A change may commit after others with a later number: hence the margin, and the set instead of a number.
    """
    noted = _noted_since(since)
    changes = list(IndexChange.objects.in_bulk(list(noted - noted_before)).values())
    if changes:
        build.replace(*documents_of(with_dependents((change.kind, change.object_uuid) for change in changes)))
    done = list(noted)
    for start in range(0, len(done), BATCH):
        part = IndexChange.objects.filter(pk__in=done[start : start + BATCH], indexed_at=None)
        _date_dependents(list(part.filter(derived=False)))
        part.update(indexed_at=timezone.now())


def _date_dependents(changes: Sequence[IndexChange]) -> None:
    """Date what prints these things, unless it has changed since; the rebuilt index holds it as it is already."""
    if not changes:
        return
    identities = {(change.kind, change.object_uuid) for change in changes}
    since = min(change.created_at for change in changes)
    for kind, uuids in with_dependents(identities).items():
        touch_shown(kind, [uuid for uuid in uuids if (kind, uuid) not in identities], since)


def sync_due() -> int:
    """For the clock: index what was left waiting; returns how many changes waited. Fails when some still do.

    An index that is not there yet, or was made by another version, is built.
    """
    try:
        check_index()
    except SearchUnavailable:
        return rebuild_search()
    waiting = IndexChange.objects.pending().count()
    if waiting and not sync_search(wait=10.0):
        raise SearchUnavailable("Some changes still wait: another process keeps the index, or one cannot be indexed.")
    return waiting


def check_index() -> None:
    """For `/readyz`: the index answers."""
    engine().count_facet("type", [])
