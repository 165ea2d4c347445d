"""`backup`: the whole site in one archive, while it runs."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from core.backup.databases import BackupRefused
from core.backup.services import PREFIX, forget_old_backups, make_backup

MOST_NAMED = 20


class Command(BaseCommand):
    """Copies database and files."""

    help = "Copy the database and all files into one archive, while the site runs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What may be asked on the command line."""
        parser.add_argument(
            "path", nargs="?", type=Path, help="the archive to write; by default a dated one in backups/ of VAR_DIR"
        )
        parser.add_argument(
            "--keep", type=int, default=0, metavar="N", help="afterwards keep the N newest archives of that folder only"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the archive and say what is in it."""
        if options["keep"] < 0:
            raise CommandError("--keep takes a number of archives, 1 or more; 0 keeps all.")
        default = Path(settings.VAR_DIR) / "backups" / f"{PREFIX}{timezone.now():%Y%m%d-%H%M%S}.tar"
        try:
            report = make_backup(options["path"] or default)
        except BackupRefused as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{report.path}: {report.size / 1e6:.1f} MB, {report.files} files and the database")
        for name in report.missing[:MOST_NAMED]:
            self.stderr.write(f"named by the database but not there: {name}")
        if len(report.missing) > MOST_NAMED:
            self.stderr.write(f"… and {len(report.missing) - MOST_NAMED} more")
        for path in forget_old_backups(report.path.parent, options["keep"]):
            self.stdout.write(f"{path}: deleted")
