"""`import_folder FOLDER --mapping FILE`: records, numbers, articles, news… of Markdown files with front matter."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from core.folders.kinds import FolderOptions, Progress, Report, importer_of
from core.folders.rows import FileRefused
from core.management.import_command import ImportCommand


class Command(ImportCommand):
    """Imports a folder of Markdown files, as what its mapping says."""

    help = "Imports a folder of Markdown files with front matter. Exit code: 0 all in, 1 some refused, 2 none."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What may be asked on the command line."""
        parser.add_argument("path", metavar="FOLDER", type=Path, help="the folder of .md files")
        parser.add_argument("--mapping", type=Path, required=True, help="TOML file saying which value becomes what")
        parser.add_argument("--publish", action="store_true", help="pages go live: numbers as a whole, others at once")
        parser.add_argument("--pictures", type=Path, help="folder of the pictures and files of the old site")
        super().add_arguments(parser)

    def run(self, path: Path, progress: Progress, **options: Any) -> Report:
        """Import the folder."""
        if not path.is_dir():
            raise FileRefused(_("%(path)s n’est pas un dossier.") % {"path": path})
        wishes = FolderOptions(options["dry_run"], options["publish"], options["pictures"])
        return importer_of(options["mapping"])(path, options["mapping"], wishes, progress)
