"""`run_due`: does what is due now, or every so many seconds."""

import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import close_old_connections

from core.clock import registered_jobs, run_jobs


class Command(BaseCommand):
    """Runs the registered jobs; exit code 1 when one of them failed."""

    help = "Run what is due: scheduled publication, the search index's catching up, cleaning. To be run every minute."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which jobs, and whether to go on."""
        parser.add_argument("names", nargs="*", metavar="job", help="Run only these jobs.")
        parser.add_argument("--every", type=float, metavar="SECONDS", help="Go on until stopped, at this interval.")
        parser.add_argument("--list", action="store_true", help="Print the names of the jobs and stop.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run once, or until a signal."""
        if options["list"]:
            self.stdout.write("\n".join(registered_jobs()))
            return
        unknown = sorted(set(options["names"]) - set(registered_jobs()))
        if unknown:
            raise CommandError(f"Unknown job: {', '.join(unknown)}. Known: {', '.join(registered_jobs())}.")
        if options["every"] is None:
            self._run_once(options["names"] or None)
        elif options["every"] <= 0:
            raise CommandError("--every expects a number of seconds above 0.")
        else:
            run_until_stopped(options["every"], options["names"] or None)

    def _run_once(self, names: list[str] | None) -> None:
        """Run each job, print how long it took, and fail when one did."""
        results = run_jobs(names)
        for result in results:
            outcome = f"FAILED ({result.error})" if result.error else "ok"
            self.stdout.write(f"{result.name}: {outcome}, {result.seconds:.3f} s")
        failed = [result.name for result in results if result.error]
        if failed:
            raise CommandError(f"Failed: {', '.join(failed)}.", returncode=1)


def run_until_stopped(seconds: float, names: list[str] | None = None) -> None:
    """Run the jobs at an interval until SIGTERM or Ctrl-C; the job under way ends first."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    while not stop.is_set():
        close_old_connections()
        run_jobs(names)
        stop.wait(seconds)
