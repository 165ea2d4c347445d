"""The import itself: rows of any reader, drafted by a mapping, written in batches."""

import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path

from core.models.outbox import announce_once
from resources.imports.report import ImportReport
from resources.imports.rows import BadRow, RowRefused, SourceRow
from resources.imports.sources import OpenedSource, open_source
from resources.imports.writer import Incoming, RecordWriter
from search.services import sync_held_back

BATCH = 500
Progress = Callable[[int], None]
"""Told after each batch how many rows were read so far."""


def import_file(
    path: Path, mapping_path: Path | None = None, *, dry_run: bool = False, progress: Progress | None = None
) -> ImportReport:
    """Import a file or a folder. Raises FileRefused, with nothing written, when it or the mapping can't be used."""
    opened = open_source(path, mapping_path)
    report = ImportReport(opened.name, str(path), opened.encoding, dry_run)
    return run_import(opened, report, progress)


def run_import(opened: OpenedSource, report: ImportReport, progress: Progress | None = None) -> ImportReport:
    """Read, draft and write everything a reader gives; the index follows when all is in."""
    started = time.monotonic()
    writer = RecordWriter(opened.name, opened.form, report)
    rows = opened.rows()
    read = 0
    with sync_held_back():
        while batch := list(islice(rows, BATCH)):
            writer.write([one for row in batch if (one := _draft(row, opened, report))])
            read += len(batch)
            if progress:
                progress(read)
    report.seconds = round(time.monotonic() - started, 3)
    if not report.dry_run and report.counts["created"] + report.counts["updated"]:
        announce_once()
    return report


def _draft(row: SourceRow | BadRow, opened: OpenedSource, report: ImportReport) -> Incoming | None:
    """A row as a draft; None when it was refused, which the report says."""
    if isinstance(row, BadRow):
        report.refuse(row.position, row.reason)
        return None
    try:
        return Incoming(row.position, row.payload, opened.draft(row))
    except RowRefused as error:
        report.refuse(row.position, str(error))
        return None
