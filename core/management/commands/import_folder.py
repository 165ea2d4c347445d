"""`import_folder FOLDER --mapping FILE`: records of Markdown files with front matter."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from resources.imports.report import ImportReport
from resources.imports.rows import FileRefused
from resources.imports.services import Progress, import_file
from resources.imports.writer import WriteOptions
from resources.management.import_command import ImportCommand


class Command(ImportCommand):
    """Imports a folder of Markdown files."""

    help = "Imports records from Markdown files with front matter. Exit code: 0 all in, 1 some refused, 2 none."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What may be asked on the command line."""
        parser.add_argument("path", metavar="FOLDER", type=Path, help="the folder of .md files")
        parser.add_argument("--mapping", type=Path, required=True, help="TOML file saying which value becomes what")
        super().add_arguments(parser)

    def run(self, path: Path, progress: Progress, **options: Any) -> ImportReport:
        """Import the folder."""
        if not path.is_dir():
            raise FileRefused(_("%(path)s n’est pas un dossier.") % {"path": path})
        writing = WriteOptions(dry_run=options["dry_run"])
        return import_file(path, options["mapping"], options=writing, progress=progress)
