"""The import itself: rows of any reader, drafted by a mapping, written in batches."""

import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

from core.models.outbox import announce_once
from resources.imports.drafting import draft_record
from resources.imports.mapping import ImportMapping, guess_mapping, load_mapping
from resources.imports.reader_csv import open_csv
from resources.imports.reader_markdown import open_folder
from resources.imports.report import ImportReport
from resources.imports.rows import BadRow, RowRefused, SourceRow
from resources.imports.writer import Incoming, RecordWriter
from search.services import sync_held_back

BATCH = 500
Progress = Callable[[int], None]
"""Told after each batch how many rows were read so far."""


class Reader(Protocol):
    """What a format has to offer: its rows, in order. MARC and others are readers beside these."""

    def rows(self) -> Any:
        """Rows and bad rows, one at a time, never all in memory."""
        ...


def import_csv(
    path: Path, mapping_path: Path | None, *, dry_run: bool = False, progress: Progress | None = None
) -> ImportReport:
    """Import a CSV file. Raises FileRefused, with nothing written, when the file or the mapping can't be used."""
    delimiter = ""
    mapping = load_mapping(mapping_path) if mapping_path else None
    if mapping:
        delimiter = mapping.delimiter
    file = open_csv(path, delimiter)
    mapping = mapping or guess_mapping(file.columns, path.stem)
    mapping.check_columns(file.columns, path)
    report = ImportReport(mapping.source, str(path), file.encoding.label, dry_run)
    return run_import(file, mapping, "csv", report, progress)


def import_markdown(
    path: Path, mapping_path: Path, *, dry_run: bool = False, progress: Progress | None = None
) -> ImportReport:
    """Import a folder of Markdown files with front matter. Raises FileRefused like `import_csv`."""
    mapping = load_mapping(mapping_path)
    report = ImportReport(mapping.source, str(path), "", dry_run)
    return run_import(open_folder(path), mapping, "markdown", report, progress)


def run_import(
    reader: Reader, mapping: ImportMapping, form: str, report: ImportReport, progress: Progress | None = None
) -> ImportReport:
    """Read, draft and write everything a reader gives; the index follows when all is in."""
    started = time.monotonic()
    writer = RecordWriter(mapping.source, form, report)
    rows = iter(reader.rows())
    read = 0
    with sync_held_back():
        while batch := list(islice(rows, BATCH)):
            writer.write([one for row in batch if (one := _draft(row, mapping, report))])
            read += len(batch)
            if progress:
                progress(read)
    report.seconds = round(time.monotonic() - started, 3)
    if not report.dry_run and report.counts["created"] + report.counts["updated"]:
        announce_once()
    return report


def _draft(row: SourceRow | BadRow, mapping: ImportMapping, report: ImportReport) -> Incoming | None:
    """A row as a draft; None when it was refused, which the report says."""
    if isinstance(row, BadRow):
        report.refuse(row.position, row.reason)
        return None
    try:
        return Incoming(row.position, row.payload, draft_record(row, mapping))
    except RowRefused as error:
        report.refuse(row.position, str(error))
        return None
