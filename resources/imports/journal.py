"""The run of an import as its process writes it: one at a time for a source, alive, with its lines and counts."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Self

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.folders.rows import FileRefused
from resources.imports.outcome import Outcome
from resources.imports.report import COUNTS, ImportReport
from resources.imports.sources import OpenedSource
from resources.models import ImportLine, ImportRun, ImportState

DEAD_AFTER = timedelta(minutes=5)
"""A process gives a sign of life with each batch, every second or so."""


class SourceBusy(FileRefused):
    """Another import of the same source is at work."""


class Stopped(Exception):
    """The run was taken from this process: somebody stopped it, or it was thought dead."""


class Journal:
    """Keeps what a run does, in the transactions that do it."""

    def __init__(self, run: ImportRun, resume_at: int = 0) -> None:
        self.run = run
        self.resume_at = resume_at
        """Rows an interrupted run had already written and counted."""

    @classmethod
    def begin(cls, opened: OpenedSource, file_name: str, mapping: str = "", *, complete: bool) -> Self:
        """A run for a file on this machine, at work at once. Raises SourceBusy when another is."""
        run = ImportRun(file_name=file_name[:255], mapping=mapping, complete=complete, started_at=timezone.now())
        describe(run, opened)
        take_source(run, ImportState.WRITING)
        return cls(run)

    def beat(self) -> None:
        """Give a sign of life; raises Stopped when the run is no longer this process' own."""
        now = timezone.now()
        if not ImportRun.objects.filter(pk=self.run.pk, state=self.run.state).update(beat_at=now):
            raise Stopped(_("L’import a été arrêté. Ce qui était entré l’est entièrement."))

    def keep(self, outcome: Outcome, read: int, report: ImportReport) -> None:
        """Write the lines of a batch and how far the run has come."""
        for line in outcome.lines:
            line.run = self.run
        ImportLine.objects.bulk_create(outcome.lines, batch_size=500)
        ImportRun.objects.filter(pk=self.run.pk).update(rows_read=read, counts=counts_of(report))

    def finish(self, report: ImportReport, state: ImportState = ImportState.DONE) -> None:
        """Say how it went."""
        self._close(state, report, report.sentences())

    def fail(self, reason: str, report: ImportReport | None = None) -> None:
        """Say what stopped it, unless somebody stopped it and said so."""
        remarks = [*(report.sentences() if report else []), reason]
        self._close(ImportState.FAILED, report, remarks)

    def _close(self, state: ImportState, report: ImportReport | None, remarks: list[str]) -> None:
        values: dict[str, Any] = {"state": state, "remarks": remarks, "finished_at": timezone.now()}
        if report:
            values["counts"] = counts_of(report)
        ImportRun.objects.filter(pk=self.run.pk, state=self.run.state).update(**values)
        self.run.refresh_from_db()


def counts_of(report: ImportReport) -> Mapping[str, int]:
    """The counts that are kept."""
    return {key: report.counts[key] for key in COUNTS if report.counts[key]}


def describe(run: ImportRun, opened: OpenedSource) -> None:
    """Note on a run what was detected."""
    run.source, run.format, run.encoding = opened.name[:80], opened.format[:40], opened.encoding[:60]


def take_source(run: ImportRun, state: ImportState) -> None:
    """Give a run a state in which it is the only one of its source. Raises SourceBusy when another has it.

    The database holds to it by a constraint; a run whose process died gives way.
    """
    bury_dead()
    run.state, run.beat_at = state, timezone.now()
    try:
        with transaction.atomic():
            run.save()
    except IntegrityError as error:
        raise SourceBusy(
            _("Un autre import de « %(source)s » est en cours : attendez sa fin.") % {"source": run.source}
        ) from error


def bury_dead() -> int:
    """Mark the runs whose process has died as interrupted; returns how many. What they wrote is whole."""
    at_work = (ImportState.READING, ImportState.WRITING, ImportState.UNDOING)
    count = 0
    for run in ImportRun.objects.filter(state__in=at_work, beat_at__lt=timezone.now() - DEAD_AFTER):
        remark = _("Interrompu : plus de signe de vie. Ce qui était entré l’est entièrement ; on peut reprendre.")
        dead = ImportRun.objects.filter(pk=run.pk, state=run.state, beat_at=run.beat_at)
        count += dead.update(state=ImportState.FAILED, remarks=[*run.remarks, remark], finished_at=timezone.now())
    return count
