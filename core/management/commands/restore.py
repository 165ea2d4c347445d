"""`restore ARCHIVE`: the site as it was when the archive was made."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.backup.databases import BackupRefused
from core.backup.services import restore_backup


class Command(BaseCommand):
    """Puts database and files back, and makes the search index again."""

    help = "Check an archive made by `backup`, put its database and files back, and rebuild the search index."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What may be asked on the command line."""
        parser.add_argument("path", type=Path, metavar="ARCHIVE")
        parser.add_argument("--replace", action="store_true", help="over a site that has content")

    def handle(self, *args: Any, **options: Any) -> None:
        """Restore, and say what is there now."""
        try:
            manifest = restore_backup(options["path"], replace=options["replace"])
        except BackupRefused as error:
            raise CommandError(str(error)) from error
        files = len(manifest.files) - 1
        self.stdout.write(f"{options['path']}: database and {files} files as they were at {manifest.created_at}")
