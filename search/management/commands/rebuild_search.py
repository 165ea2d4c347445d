import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from search import registry
from search.contract import SearchUnavailable
from search.services import rebuild_search


class Command(BaseCommand):
    help = "Builds a new search index beside the live one and swaps; searches answer all along."

    def handle(self, *args: Any, **options: Any) -> None:
        """Count, fill, swap, and say how long it took."""
        total = sum(source.visible().count() for source in registry.sources.values())
        started = time.monotonic()
        console = Console(stderr=True)
        columns = (TextColumn("Indexing"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        try:
            with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
                row = bar.add_task("", total=total)
                count = rebuild_search(lambda done: bar.advance(row, done))
        except SearchUnavailable as error:
            raise CommandError(str(error)) from error
        seconds = time.monotonic() - started
        self.stdout.write(f"{count} documents indexed in {seconds:.1f} s.")
