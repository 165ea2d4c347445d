"""`export_records`: records of the catalogue as a file of UNIMARC, CSV, RIS or BibTeX."""

import sys
from argparse import ArgumentParser
from array import array
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeElapsedColumn, TimeRemainingColumn

from resources.exports.formats import FORMATS
from resources.exports.selection import find_keys
from resources.exports.services import read_in_batches
from resources.models import Record
from resources.shown import RecordParts
from search.addresses import SearchAddress
from search.contract import SearchUnavailable

MOST = 10**9


class Command(BaseCommand):
    """Writes records to a file or to the standard output."""

    help = "Exports records: all, those a search finds, or those of one source."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What may be asked on the command line."""
        chosen = parser.add_mutually_exclusive_group(required=True)
        chosen.add_argument("--all", action="store_true", help="every record")
        chosen.add_argument("--query", help="those a search finds, in the language of the search page")
        chosen.add_argument("--source", help="those imported from a source, by its name")
        parser.add_argument("--format", choices=list(FORMATS), default="unimarc", help="unimarc when not said")
        parser.add_argument("--output", type=Path, help="the file; the standard output when not said")
        parser.add_argument(
            "--internal", action="store_true",
            help="with what editors alone see: drafts, withdrawn records, inventory numbers, hidden names",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        """Export, and say how many records were written."""
        keys = _keys(options)
        with _opened(options["output"]) as file:
            written = _write(file, options["format"], keys, public=not options["internal"])
        said = f"{written} records exported"
        (self.stdout if options["output"] else self.stderr).write(said)


def _keys(options: dict[str, Any]) -> Sequence[int]:
    """The keys of the records asked for; by number, or in the order of the search."""
    if options["query"] is not None:
        try:
            return find_keys(SearchAddress(query=options["query"]), "fr", MOST)
        except SearchUnavailable as error:
            raise CommandError("There is no search index: run rebuild_search, or use --all.") from error
    records = Record.objects.imported_from(options["source"]) if options["source"] else Record.objects.all()
    return array("q", records.order_by("number").values_list("pk", flat=True).iterator())


@contextmanager
def _opened(path: Path | None) -> Iterator[BinaryIO]:
    """The file, whole or not at all: it takes its name once everything is written."""
    if path is None:
        yield sys.stdout.buffer
        return
    unfinished = path.with_name(path.name + ".part")
    try:
        with unfinished.open("wb") as file:
            yield file
        unfinished.replace(path)
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}") from error
    finally:
        unfinished.unlink(missing_ok=True)


def _write(file: BinaryIO, format_name: str, keys: Sequence[int], *, public: bool) -> int:
    """Write the records, with a bar on a terminal; returns how many there were."""
    count = 0
    columns = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    hidden = not sys.stderr.isatty()
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=hidden) as bar:
        task = bar.add_task("", total=len(keys))

        def counted() -> Iterator[RecordParts]:
            nonlocal count
            for parts in read_in_batches(keys, public=public):
                count += 1
                bar.advance(task)
                yield parts

        for piece in FORMATS[format_name].write(counted()):
            file.write(piece)
    return count
