"""`load_demo`: the content of the demonstration site."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from home.demo.loading import load_demo


class Command(BaseCommand):
    """Loads the demonstration's content; a second run adds nothing and changes nothing."""

    help = "Load the demo content: thesaurus, people, records, pages, and its users."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say how much was new."""
        if not getattr(settings, "DEMO", False):
            raise CommandError("The demo users have known passwords: load_demo works with config.settings.demo only.")
        for name, count in load_demo().items():
            self.stdout.write(f"{name}: {count} new")
