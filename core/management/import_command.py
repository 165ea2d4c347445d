"""What the commands that import have in common: options, progress on a terminal, a report, an exit code."""

import sys
from abc import ABC, abstractmethod
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import Progress as ProgressBar
from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

from core.folders.kinds import Progress, Report
from core.folders.rows import FileRefused


class ImportCommand(BaseCommand, ABC):
    """A command that imports something and says how it went."""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Options of every import."""
        parser.add_argument("--dry-run", action="store_true", help="read and check everything, write nothing")
        parser.add_argument("--report", type=Path, help="write the report there; JSON when the name ends in .json")

    @abstractmethod
    def run(self, path: Path, progress: Progress, **options: Any) -> Report:
        """Do the import."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Import, print the report, and leave with its exit code."""
        try:
            report = self._run_with_bar(**options)
        except FileRefused as error:
            raise CommandError(str(error), returncode=2) from error
        self.stdout.write(report.as_text())
        if options["report"]:
            try:
                report.write(options["report"])
            except OSError as error:
                raise CommandError(
                    f"{options['report']}: {error.strerror}", returncode=report.exit_code or 1
                ) from error
        if report.exit_code:
            sys.exit(report.exit_code)

    def _run_with_bar(self, **options: Any) -> Report:
        """Show rows as they are read, on a terminal only."""
        if not sys.stderr.isatty():
            return self.run(progress=lambda read: None, **options)
        columns = (SpinnerColumn(), TextColumn("{task.completed} lues"), TimeElapsedColumn())
        with ProgressBar(*columns, console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task("", total=None)
            return self.run(progress=lambda read: bar.update(task, completed=read), **options)
