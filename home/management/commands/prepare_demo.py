"""`prepare_demo`: makes the demonstration site ready to be served, doing only what is not done yet."""

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from core.static_fingerprint import collect_if_changed
from home.demo.loading import load_demo


class Command(BaseCommand):
    """Database, content, search index and static files of the demonstration."""

    help = "Migrate, load the demo content once, bring the search index up to date, collect static files."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Go through the steps, saying how long each took."""
        if not getattr(settings, "DEMO", False):
            raise CommandError("prepare_demo works with DJANGO_SETTINGS_MODULE=config.settings.demo only.")
        self._step("database", lambda: call_command("migrate", verbosity=0, interactive=False))
        loaded = self._step("demo content", load_demo)
        self._step("search index", lambda: call_command("rebuild_search" if any(loaded.values()) else "sync_search"))
        self._step("static files", collect_if_changed)

    def _step(self, name: str, work: Callable[[], Any]) -> Any:
        """Do one step and say so."""
        start = time.monotonic()
        outcome = work()
        self.stdout.write(f"{name}: {time.monotonic() - start:.1f} s")
        return outcome
