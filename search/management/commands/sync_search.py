from typing import Any

from django.core.management.base import BaseCommand, CommandError

from search.contract import SearchUnavailable
from search.services import sync_search


class Command(BaseCommand):
    help = "Brings the search index up to date with what changed since."

    def handle(self, *args: Any, **options: Any) -> None:
        """Index everything that waits; exit code 1 when another process keeps the index."""
        try:
            done = sync_search(wait=30.0)
        except SearchUnavailable as error:
            raise CommandError(str(error)) from error
        if not done:
            raise CommandError("Some changes still wait: another process keeps the index, or one cannot be indexed.")
        self.stdout.write("The search index is up to date.")
