"""Undoing a whole import: what it made is withdrawn, what it changed is as before, what was edited since stays."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from core.models import IndexChange
from core.models.outbox import announce_once
from directory.models import Agent
from resources.imports.applying import apply_values, log_all
from resources.imports.comparison import PARTS, Values, digest, values_of
from resources.imports.naming import name_field
from resources.imports.resolving import UNDONE
from resources.models import (
    Contribution,
    ImportLine,
    ImportRun,
    ImportState,
    LineState,
    Publication,
    Record,
    SourceRecord,
    UndoState,
)
from search.services import sync_held_back

BATCH = 200


def undo_run(run: ImportRun) -> None:
    """Undo what a run wrote, last line first; a batch is one transaction, so that it can be taken up at any point."""
    if run.state != ImportState.UNDOING:
        return
    with sync_held_back():
        while _undo_batch(run):
            pass
    kept = run.lines.filter(undone=UndoState.KEPT).count()
    remark = _("Annulé.") if not kept else _("Annulé, sauf %(kept)d notices modifiées depuis.") % {"kept": kept}
    now = timezone.now()
    values = {"state": ImportState.UNDONE, "undone_at": now, "remarks": [*run.remarks, remark]}
    ImportRun.objects.filter(pk=run.pk, state=ImportState.UNDOING).update(**values)
    run.refresh_from_db()
    announce_once()


def _undo_batch(run: ImportRun) -> bool:
    """Undo some lines; False when none is left or somebody took the run away."""
    with transaction.atomic():
        alive = ImportRun.objects.filter(pk=run.pk, state=ImportState.UNDOING)
        if not alive.update(beat_at=timezone.now()):
            return False
        written = Q(state__in=(LineState.NEW, LineState.DUPLICATE)) | Q(before__isnull=False) | Q(state=LineState.GONE)
        lines = list(
            run.lines.filter(written, undone="", record__isnull=False)
            .select_related("record__latest_revision")
            .order_by("-pk")[:BATCH]
        )
        if not lines:
            return False
        agents = _agents_of([line.record_id for line in lines])
        _undo_new([line for line in lines if line.before is None and line.state != LineState.GONE], run)
        _undo_changes([line for line in lines if line.before is not None], run)
        _undo_gone([line for line in lines if line.state == LineState.GONE], run)
        ImportLine.objects.bulk_update(lines, ["undone", "reason"], batch_size=BATCH)
        _withdraw_orphans(agents, run)
    return True


def _undo_new(lines: Sequence[ImportLine], run: ImportRun) -> None:
    """Withdraw the records a run made, unless somebody has worked on them since."""
    records = {line.record_id: line.record for line in lines if line.record}
    sources = {
        (row.record_id, row.identifier): row
        for row in SourceRecord.objects.filter(source=run.source, record__in=records).defer("payload")
    }
    here = values_of(list(records.values()))
    now = timezone.now()
    gone: list[Record] = []
    undone: list[SourceRecord] = []
    for line in lines:
        record = line.record
        if record is None:
            continue
        source = sources.get((record.pk, line.identifier))
        if record.withdrawn_at is None:
            if source is None or _is_edited(source, here[record.pk]) or _is_open(record):
                _keep(line, _("modifiée ici depuis, gardée"))
                continue
            record.withdrawn_at, record.withdrawn_reason = now, UNDONE
            gone.append(record)
        line.undone = UndoState.DONE
        if source is not None and record.withdrawn_reason == UNDONE:
            source.undone_at = now
            undone.append(source)
    Record.objects.bulk_update(gone, ["withdrawn_at", "withdrawn_reason"], batch_size=100)
    SourceRecord.objects.bulk_update(undone, ["undone_at"], batch_size=100)
    log_all(gone, run.created_by, "passerelles.import_undone", {"source": run.source, "run": str(run.uuid)})
    IndexChange.objects.note(Record.index_kind(), [record.uuid for record in gone])


def _is_edited(source: SourceRecord, here: Values) -> bool:
    """Whether anything an import wrote is no longer so."""
    names = {name for name in here if name != "host_id"}
    return any(digest(here[name]) != source.fingerprints.get(name, "") for name in names)


def _is_open(record: Record) -> bool:
    """Whether somebody is at work on a record: a draft, a lock."""
    return bool(record.locked or record.has_unpublished_changes or record.merged_into_id)


def _keep(line: ImportLine, reason: str) -> None:
    line.undone = UndoState.KEPT
    line.reason = f"{line.reason} ; {reason}" if line.reason else reason


def _undo_changes(lines: Sequence[ImportLine], run: ImportRun) -> None:
    """Give records back what a run replaced, field by field; a field edited since stays."""
    records = {line.record_id: line.record for line in lines if line.record}
    here = values_of(list(records.values()))
    chosen: list[tuple[Record, Values]] = []
    for line in lines:
        record, before = line.record, line.before
        if record is None or before is None:
            continue
        if _is_open(record) or record.withdrawn_at:
            _keep(line, _("verrouillée, retirée ou en cours de modification : laissée telle quelle"))
            continue
        written: dict[str, str] = before["written"]
        back = {
            name: value for name, value in before["values"].items() if digest(here[record.pk][name]) == written[name]
        }
        _drop_missing(back)
        line.undone = UndoState.DONE
        if kept := [name_field(name) for name in before["values"] if name not in back]:
            _keep(line, _("modifié ici depuis, gardé : %(fields)s") % {"fields": ", ".join(kept)})
        if back:
            chosen.append((record, back))
    apply_values(chosen, run.created_by, "passerelles.import_undone", {"source": run.source, "run": str(run.uuid)})
    _restore_sources([line for line in lines if line.undone])


def _drop_missing(values: Values) -> None:
    """Leave out rows that point to what has gone for good meanwhile."""
    targets = {"agent_id": Agent._meta.label}
    for name in set(values) & set(PARTS):
        columns = PARTS[name][1]
        if columns[0] in targets:
            pks = {row[0] for row in values[name] if row[0]}
            known = set(Agent.objects.filter(pk__in=pks).values_list("pk", flat=True))
            values[name] = [row for row in values[name] if row[0] is None or row[0] in known]
    if values.get("host_id") and not Record.objects.filter(pk=values["host_id"]).exists():
        values["host_id"] = None


def _restore_sources(lines: Iterable[ImportLine]) -> None:
    """The source records as they were, unless a later import has changed them: the next one offers the change again."""
    before = {line.before["source"]["pk"]: line.before for line in lines if line.before}
    rows = [row for row in SourceRecord.objects.filter(pk__in=before) if row.digest == before[row.pk]["digest"]]
    for row in rows:
        was: dict[str, Any] = before[row.pk]["source"]
        row.payload, row.digest, row.fingerprints = was["payload"], was["digest"], was["fingerprints"]
    SourceRecord.objects.bulk_update(rows, ["payload", "digest", "fingerprints"], batch_size=100)


def _undo_gone(lines: Sequence[ImportLine], run: ImportRun) -> None:
    """What a run proposed for withdrawal is proposed no more."""
    identifiers = [line.identifier for line in lines]
    proposed = SourceRecord.objects.filter(source=run.source, identifier__in=identifiers, gone_at__gte=run.started_at)
    proposed.update(gone_at=None)
    for line in lines:
        line.undone = UndoState.DONE


def _agents_of(records: Iterable[int | None]) -> set[int]:
    """Everyone some records name."""
    pks = [pk for pk in records if pk]
    found: Counter[int] = Counter()
    for model in (Contribution, Publication):
        found.update(pk for pk in model.objects.filter(record__in=pks).values_list("agent_id", flat=True) if pk)
    return set(found)


def _withdraw_orphans(candidates: set[int], run: ImportRun) -> None:
    """Withdraw the people and organisations the run made in passing that nothing else names and nobody has edited."""
    if not candidates or run.started_at is None:
        return
    until = (run.finished_at or timezone.now()) + timedelta(minutes=1)
    here = {"agent": OuterRef("pk"), "record__withdrawn_at": None}
    named = Q(Exists(Contribution.objects.filter(**here))) | Q(Exists(Publication.objects.filter(**here)))
    orphans = Agent.objects.not_gone().filter(
        pk__in=candidates, latest_revision=None, proposed_at=None, first_published_at__range=(run.started_at, until)
    )
    found = list(orphans.exclude(named))
    now = timezone.now()
    Agent.objects.filter(pk__in=[agent.pk for agent in found]).update(withdrawn_at=now, withdrawn_reason=UNDONE)
    IndexChange.objects.note(Agent.index_kind(), [agent.uuid for agent in found])
