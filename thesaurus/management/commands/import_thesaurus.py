"""`import_thesaurus FILE`: brings a SKOS file in and says what it did."""

import json
import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from thesaurus.imports import ImportReport, import_thesaurus
from thesaurus.skos_reading import UnreadableFile

SHOWN = 20
"""How many lines of each list the text report shows; the JSON report holds them all."""


class Command(BaseCommand):
    """Exit code 0: everything went in; 1: some concepts have problems, the others are in; 2: nothing was imported."""

    help = "Imports a SKOS thesaurus (Turtle, RDF/XML or JSON-LD). Run again, it writes only what changed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, and how to treat it."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--scheme", default="", metavar="URI", help="only the concepts of this vocabulary")
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, write nothing")
        parser.add_argument("--report", type=Path, metavar="FILE", help="write the whole report there, as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import, report, and let the exit code tell."""
        started = time.monotonic()
        try:
            report = self._import(options)
        except UnreadableFile as error:
            raise CommandError(f"{options['file']} : {error}", returncode=2) from error
        self._print(report, time.monotonic() - started)
        code = 0 if not report.problems else 1 if report.created or report.changed or report.unchanged else 2
        if options["report"]:
            self._write(report, options["report"], code)
        if code:
            sys.exit(code)

    def _write(self, report: ImportReport, path: Path, code: int) -> None:
        """The whole report, as JSON. What was imported stays when the report can't be written."""
        text = json.dumps(report.as_dict(), ensure_ascii=False, indent=2)
        try:
            path.write_text(text + "\n", encoding="utf-8")
        except OSError as error:
            raise CommandError(f"{path} : {error.strerror}", returncode=code or 1) from error

    def _import(self, options: dict[str, Any]) -> ImportReport:
        """Do the work under a progress bar, on the error stream so that the report can be piped."""
        columns = (TextColumn("{task.description:<12}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns, console=Console(file=sys.stderr), transient=True) as bar:
            tasks: dict[str, Any] = {}

            def tell(step: str, done: int, total: int) -> None:
                if step not in tasks:
                    for finished in tasks.values():
                        bar.update(finished, completed=bar.tasks[finished].total)
                    tasks[step] = bar.add_task(step, total=total)
                bar.update(tasks[step], completed=done, total=total)

            return import_thesaurus(options["file"], options["scheme"], dry_run=options["dry_run"], progress=tell)

    def _print(self, report: ImportReport, seconds: float) -> None:
        """The report for a person."""
        if report.dry_run:
            self.stdout.write(_("Essai : rien n’a été écrit."))
        self.stdout.write(_("Vocabulaire : %s") % ", ".join(report.schemes))
        self.stdout.write(
            _("%(created)d concepts créés, %(changed)d modifiés, %(unchanged)d inchangés, en %(seconds).1f s")
            % {
                "created": len(report.created),
                "changed": len(report.changed),
                "unchanged": report.unchanged,
                "seconds": seconds,
            }
        )
        self._print_list(_("Retirés, car dépréciés dans le fichier"), report.withdrawn)
        self._print_list(_("Absents du fichier, gardés tels quels"), report.vanished)
        self._print_list(_("À regarder"), [f"{each.subject} : {each.message}" for each in report.problems])

    def _print_list(self, heading: str, lines: list[str]) -> None:
        """A heading and the first lines of a list; nothing when it is empty."""
        if not lines:
            return
        self.stdout.write(f"{heading} ({len(lines)}) :")
        for line in lines[:SHOWN]:
            self.stdout.write(f"  {line}")
        if len(lines) > SHOWN:
            self.stdout.write(_("  … et %d autres") % (len(lines) - SHOWN))
