"""`import_records FILE`: records of CSV, MARCXML or ISO 2709."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from core.folders.kinds import Progress
from core.management.import_command import ImportCommand
from resources.imports.report import ImportReport
from resources.imports.services import import_file
from resources.imports.writer import WriteOptions


class Command(ImportCommand):
    """Imports a file of records, whatever its format."""

    help = "Imports records from CSV or MARC; detects which. Exit code: 0 all rows in, 1 some not, 2 none."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What may be asked on the command line."""
        parser.add_argument("path", metavar="FILE", type=Path, help="the CSV, MARCXML or ISO 2709 file")
        parser.add_argument("--mapping", type=Path, help="TOML file saying which column of a CSV becomes what")
        parser.add_argument("--source", default="", help="name of the source (else what the mapping or the file says)")
        parser.add_argument(
            "--complete", action="store_true", help="the file is the whole source: propose what it lacks for withdrawal"
        )
        parser.add_argument(
            "--skip-duplicates", action="store_true", help="report likely duplicates of what is here, leave them out"
        )
        super().add_arguments(parser)

    def run(self, path: Path, progress: Progress, **options: Any) -> ImportReport:
        """Import the file."""
        writing = WriteOptions(dry_run=options["dry_run"], skip_duplicates=options["skip_duplicates"])
        return import_file(
            path,
            options["mapping"],
            source=options["source"],
            options=writing,
            complete=options["complete"],
            progress=progress,
        )
