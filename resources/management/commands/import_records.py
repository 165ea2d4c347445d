"""`import_records FILE`: records of a CSV file with a header."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from resources.imports.report import ImportReport
from resources.imports.services import Progress, import_file
from resources.management.import_command import ImportCommand


class Command(ImportCommand):
    """Imports a CSV file."""

    help = "Imports records from a CSV file with a header. Exit code: 0 all rows in, 1 some refused, 2 none."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What may be asked on the command line."""
        parser.add_argument("path", metavar="FILE", type=Path, help="the CSV file")
        parser.add_argument("--mapping", type=Path, help="TOML file saying which column becomes what")
        super().add_arguments(parser)

    def run(self, path: Path, progress: Progress, **options: Any) -> ImportReport:
        """Import the file."""
        return import_file(path, options["mapping"], dry_run=options["dry_run"], progress=progress)
