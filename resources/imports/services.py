"""The import itself: rows of any reader, drafted, written in batches, with what each became kept by its run."""

import hashlib
import time
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from core.folders.kinds import FolderOptions, Progress
from core.folders.rows import BadRow, RowRefused, SourceRow
from core.models.outbox import announce_once
from resources.imports.gone import find_gone, propose_gone
from resources.imports.hosts import join_hosts
from resources.imports.journal import Journal, Stopped
from resources.imports.outcome import Incoming, Outcome
from resources.imports.report import ImportReport
from resources.imports.rows import Draft
from resources.imports.sources import FileChanged, OpenedSource, open_source
from resources.imports.writer import RecordWriter, WriteOptions
from search.services import sync_held_back

BATCH = 500


def import_file(
    path: Path,
    mapping_path: Path | None = None,
    *,
    source: str = "",
    options: WriteOptions | None = None,
    complete: bool = False,
    progress: Progress | None = None,
) -> ImportReport:
    """Import a file or a folder on this machine; unless it is a trial, a run is kept of it, as of an upload.

    Raises FileRefused, with nothing written, when the file, its mapping or the moment won't do.
    """
    options = options or WriteOptions()
    opened = open_source(path, mapping_path, source)
    report = ImportReport(opened.name, str(path), opened.encoding, options.dry_run, format=opened.format)
    if options.dry_run:
        return run_import(opened, report, options, complete=complete, progress=progress)
    journal = Journal.begin(opened, path.name, _text_of(mapping_path), complete=complete)
    try:
        run_import(opened, report, options, journal, complete=complete, progress=progress)
    except (FileChanged, Stopped) as error:
        journal.fail(str(error), report)
        report.remarks.append(str(error))
        report.counts["errors"] += 1
    except BaseException:
        journal.fail(_("L’import s’est arrêté sur une erreur."), report)
        raise
    else:
        journal.finish(report)
    return report


def import_records_folder(path: Path, mapping_path: Path, options: FolderOptions, progress: Progress) -> ImportReport:
    """Import a folder of Markdown files as records."""
    return import_file(path, mapping_path, options=WriteOptions(dry_run=options.dry_run), progress=progress)


def _text_of(mapping_path: Path | None) -> str:
    return mapping_path.read_text(encoding="utf-8-sig") if mapping_path else ""


def run_import(
    opened: OpenedSource,
    report: ImportReport,
    options: WriteOptions,
    journal: Journal | None = None,
    *,
    complete: bool = False,
    progress: Progress | None = None,
) -> ImportReport:
    """Read, draft and write everything a source gives; the index follows when all is in.

    Each batch is one transaction, together with its lines and with how far the run has come: whatever stops the
    process, no record is half written and the run knows what it did.
    """
    started = time.monotonic()
    job = _Job(opened, report, replace(options, run=str(journal.run.uuid)) if journal else options, journal)
    rows = opened.rows()
    with sync_held_back():
        while batch := list(islice(rows, BATCH)):
            opened.check_unchanged()
            job.write(batch)
            if progress:
                progress(job.read)
        opened.check_unchanged()
        job.close(complete)
    report.remarks += opened.remarks()
    report.seconds = round(time.monotonic() - started, 3)
    if not options.dry_run and report.counts["created"] + report.counts["updated"]:
        announce_once()
    return report


class _Job:
    """One reading of a source."""

    def __init__(
        self, opened: OpenedSource, report: ImportReport, options: WriteOptions, journal: Journal | None
    ) -> None:
        self.opened, self.report, self.options, self.journal = opened, report, options, journal
        self.writer = RecordWriter(opened.name, opened.form, options)
        self.read = 0
        self.unknown = 0
        """Rows so broken that their identifier can't be told."""
        self.refused: set[str] = set()

    def write(self, batch: list[Any]) -> None:
        """Draft and write some rows, and count them unless an interrupted run had counted them already."""
        outcome = Outcome()
        incoming = [one for row in batch if (one := self._draft(row, outcome))]
        with transaction.atomic():
            if self.journal:
                self.journal.beat()
            written = self.writer.write(incoming)
            outcome.merge(written)
            outcome.sort([row.position for row in batch])
            self.read += len(batch)
            if self.journal is None or self.read > self.journal.resume_at:
                self.report.add(outcome)
                if self.journal:
                    self.journal.keep(outcome, self.read, self.report)

    def close(self, complete: bool) -> None:
        """Join what names its host, and say what the source no longer has."""
        if not self.options.dry_run:
            join_hosts(self.opened.name, self.writer.hostless, self.options.user)
        if not complete or not self.read:
            return
        if self.unknown:
            self.report.remarks.append(
                _("Des lignes sont illisibles : rien n’est proposé au retrait, car elles pourraient y être.")
            )
            return
        outcome = Outcome()
        gone = find_gone(self.opened.name, self.writer.seen.keys() | self.refused)
        with transaction.atomic():
            if not self.options.dry_run:
                propose_gone(gone)
            outcome.lose(gone)
            self.report.add(outcome)
            if self.journal:
                self.journal.keep(outcome, self.read, self.report)

    def _draft(self, row: SourceRow | BadRow, outcome: Outcome) -> Incoming | None:
        """A row as a draft; None when it was refused, which the outcome says."""
        if isinstance(row, BadRow):
            self.unknown += 1
            outcome.refuse(Incoming(row.position, "", Draft(), ""), row.reason)
            return None
        try:
            draft = self.opened.draft(row)
        except RowRefused as error:
            identifier = self.opened.identify(row)
            if identifier:
                self.refused.add(identifier)
            else:
                self.unknown += 1
            outcome.refuse(Incoming(row.position, "", Draft(identifier=identifier), ""), str(error))
            return None
        self.report.add_unread(draft.unread)
        digest = hashlib.sha256((row.payload + self.opened.rules).encode("utf-8", "surrogatepass")).hexdigest()
        return Incoming(row.position, row.payload, draft, digest)
