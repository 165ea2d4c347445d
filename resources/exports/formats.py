"""The formats records leave in, by the name they have in addresses and on the command line."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from resources.exports import bibtex, csv_table, ris, unimarc
from resources.shown import RecordParts


@dataclass(frozen=True)
class ExportFormat:
    """One format: what it is called, what a browser is told, and how records are written in it."""

    name: str
    label: str
    content_type: str
    extension: str
    write: Callable[[Iterable[RecordParts]], Iterator[bytes]]
    """A whole file, piece by piece, from records one at a time: never all in memory."""


FORMATS: dict[str, ExportFormat] = {
    one.name: one
    for one in (
        ExportFormat("ris", "RIS", "application/x-research-info-systems; charset=utf-8", "ris", ris.write_records),
        ExportFormat("bibtex", "BibTeX", "application/x-bibtex; charset=utf-8", "bib", bibtex.write_records),
        ExportFormat("csv", "CSV", "text/csv; charset=utf-8", "csv", csv_table.write_records),
        ExportFormat("unimarc", "UNIMARC", "application/marcxml+xml; charset=utf-8", "xml", unimarc.write_records),
    )
}
"""In the order they are offered."""
