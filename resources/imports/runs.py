"""An import from the workshop, step by step: given, tried, confirmed, written, stopped, taken up again, undone."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.folders.rows import FileRefused
from resources.imports.journal import Journal, Stopped, bury_dead, describe, take_source
from resources.imports.report import ImportReport
from resources.imports.services import run_import
from resources.imports.sources import FileChanged, OpenedSource, open_source
from resources.imports.uploads import copy_of, forget_copies, keep_upload
from resources.imports.writer import WriteOptions
from resources.models import ImportLine, ImportRun, ImportState

AT_WORK = (ImportState.READING, ImportState.WRITING, ImportState.UNDOING)
UNDERWAY = (*AT_WORK, ImportState.WAITING)
UNDOABLE = (ImportState.DONE, ImportState.FAILED)


class WrongMoment(Exception):
    """What was asked can't be done in the state the import is in. Carries a sentence for the person."""


@dataclass(frozen=True)
class Wishes:
    """What somebody who gives a file wants done with it."""

    mapping: str = ""
    source: str = ""
    complete: bool = False
    skip_duplicates: bool = False


def give_file(chunks: Iterable[bytes], name: str, wishes: Wishes, user: Any) -> ImportRun:
    """Keep a file and have it tried. Raises FileRefused when it can't be read at all; then nothing is kept of it."""
    stored_as, digest = keep_upload(chunks, name)
    run = ImportRun(
        file_name=name[:255], stored_as=stored_as, digest=digest, mapping=wishes.mapping, source=wishes.source[:80],
        complete=wishes.complete, skip_duplicates=wishes.skip_duplicates, created_by=user,
    )  # fmt: skip
    path = copy_of(run)
    try:
        describe(run, open_run(run))
    except FileRefused as error:
        path.unlink(missing_ok=True)
        raise FileRefused(str(error).replace(str(path), name)) from error
    run.save()
    _enqueue(run)
    return run


def open_run(run: ImportRun) -> OpenedSource:
    """The kept copy of a run, read by its rules."""
    return open_source(copy_of(run), run.mapping or None, run.source, run.file_name.rsplit(".", 1)[0])


def remap(run: ImportRun, mapping: str) -> None:
    """Try a file again by other rules. Raises FileRefused when they won't do."""
    if run.state not in (ImportState.READY, ImportState.FAILED) or run.started_at:
        raise WrongMoment(_("Cet import n’attend plus de correction."))
    before = run.mapping, run.source
    run.mapping, run.source = mapping, ""
    try:
        describe(run, open_run(run))
    except FileRefused:
        run.mapping, run.source = before
        raise
    run.state = ImportState.WAITING
    run.save()
    _enqueue(run)


def check_run(run: ImportRun) -> None:
    """Try an import: read everything, compare, write nothing, and keep what it would do."""
    if not _take(run, ImportState.WAITING, ImportState.READING):
        return
    ImportLine.objects.filter(run=run)._raw_delete(using=run._state.db or "default")
    ImportRun.objects.filter(pk=run.pk).update(rows_read=0, counts={}, remarks=[])
    _carry_out(run, ImportState.READY, dry_run=True)


def confirm_run(run: ImportRun) -> None:
    """Have a tried import written."""
    ready = ImportRun.objects.filter(pk=run.pk, state=ImportState.READY)
    if not ready.update(state=ImportState.WAITING, started_at=timezone.now(), rows_read=0, counts={}, remarks=[]):
        raise WrongMoment(_("Cet import n’attend pas d’être confirmé."))
    ImportLine.objects.filter(run=run)._raw_delete(using=run._state.db or "default")
    run.refresh_from_db()
    _enqueue(run)


def write_run(run: ImportRun) -> None:
    """Write a confirmed import, from where it stopped if it was interrupted."""
    if run.state != ImportState.WAITING or run.started_at is None:
        return
    try:
        take_source(run, ImportState.WRITING)
    except FileRefused as error:
        _refuse(run, str(error))
        return
    _carry_out(run, ImportState.DONE, dry_run=False)


def _carry_out(run: ImportRun, finally_: ImportState, *, dry_run: bool) -> None:
    """Read the kept copy of a run to its end, or say what stopped it."""
    run.refresh_from_db()
    journal = Journal(run, 0 if dry_run else run.rows_read)
    report = ImportReport(run.source, run.file_name, run.encoding, dry_run, format=run.format)
    report.counts = Counter() if dry_run else Counter(run.counts)
    options = WriteOptions(dry_run=dry_run, skip_duplicates=run.skip_duplicates, user=run.created_by)
    try:
        run_import(open_run(run), report, options, journal, complete=run.complete)
    except (FileRefused, FileChanged, Stopped) as error:
        journal.fail(str(error), report)
    except Exception:
        journal.fail(_("L’import s’est arrêté sur une erreur ; elle est dans le journal du site."), report)
        raise
    else:
        journal.finish(report, finally_)


def stop_run(run: ImportRun, user: Any) -> None:
    """Give an import up; one that is being written stops after its batch, and what is in stays until it is undone."""
    here = ImportRun.objects.filter(pk=run.pk)
    values = {"remarks": [_("Arrêté par %(name)s.") % {"name": user}], "finished_at": timezone.now()}
    begun = here.filter(state=ImportState.WAITING, rows_read__gt=0).exclude(started_at=None)
    if (here.filter(state=ImportState.WRITING) | begun).update(state=ImportState.FAILED, **values):
        return
    waiting = (ImportState.WAITING, ImportState.READING, ImportState.READY)
    if not here.filter(state__in=waiting).update(state=ImportState.DISCARDED, **values):
        raise WrongMoment(_("Cet import n’est plus à arrêter."))


def resume_run(run: ImportRun) -> None:
    """Take an interrupted import up where it stopped."""
    stopped = ImportRun.objects.filter(pk=run.pk, state=ImportState.FAILED).exclude(stored_as="")
    if run.lines.exclude(undone="").exists() or not stopped.update(state=ImportState.WAITING, finished_at=None):
        raise WrongMoment(_("Cet import ne peut pas être repris."))
    run.refresh_from_db()
    _enqueue(run)


def ask_undo(run: ImportRun) -> None:
    """Have a whole import undone."""
    if run.state not in UNDOABLE or run.started_at is None:
        raise WrongMoment(_("Cet import n’a rien à annuler."))
    take_source(run, ImportState.UNDOING)
    from resources.tasks import undo_import

    transaction.on_commit(lambda: undo_import.enqueue(run.pk))


def tidy_imports() -> int:
    """What the clock does: mark dead imports as interrupted, forget old copies."""
    return bury_dead() + forget_copies()


def _take(run: ImportRun, state: ImportState, new: ImportState) -> bool:
    """Move a run from one state to another, unless somebody else just did."""
    taken = ImportRun.objects.filter(pk=run.pk, state=state).update(state=new, beat_at=timezone.now())
    run.refresh_from_db()
    return bool(taken)


def _refuse(run: ImportRun, reason: str) -> None:
    ImportRun.objects.filter(pk=run.pk).update(state=ImportState.FAILED, remarks=[reason], finished_at=timezone.now())
    run.refresh_from_db()


def _enqueue(run: ImportRun) -> None:
    """Leave the next step to the worker."""
    from resources.tasks import check_import, write_import

    task = write_import if run.started_at else check_import
    transaction.on_commit(lambda: task.enqueue(run.pk))
