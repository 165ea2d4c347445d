"""Takes a podcast over from another host: its feed becomes a show, its files are brought here."""

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from audiovisual.models import PodcastsPage, TakenEpisode
from audiovisual.podcasts.takeover.fetching import FetchRefused
from audiovisual.podcasts.takeover.files import bring_episode, bring_show
from audiovisual.podcasts.takeover.reading import FeedRefused
from audiovisual.podcasts.takeover.services import (
    Outcome,
    TakeoverRefused,
    begin_takeover,
    load_feed,
    plan_takeover,
    take_episodes,
    tell_old_host,
)
from audiovisual.podcasts.takeover.tasks import bring_all


class Command(BaseCommand):
    """The command."""

    help = "Take a podcast over from its feed: pages now, files by the worker. It can be repeated."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """The feed, and what to do with it."""
        parser.add_argument("feed", help="Address of the feed, or a file of this machine.")
        parser.add_argument("--parent", help="Path of the page of podcasts it goes under; the French one by default.")
        parser.add_argument("--live", action="store_true", help="Publish; drafts otherwise.")
        parser.add_argument("--dry-run", action="store_true", help="Say what would be done, do nothing.")
        parser.add_argument("--even-if-locked", action="store_true", help="The owner agrees though it is locked.")
        parser.add_argument("--here", action="store_true", help="Bring the files now, without the worker.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Take it over, and report."""
        feed, even_if_locked = options["feed"], options["even_if_locked"]
        try:
            foreign = load_feed(feed)
            if options["dry_run"]:
                self._report(plan_takeover(foreign, feed, even_if_locked=even_if_locked))
                self.stdout.write("Essai : rien n’a été fait.")
                return
            parent = _parent(options["parent"])
            takeover = begin_takeover(foreign, feed, parent, goes_live=options["live"], even_if_locked=even_if_locked)
        except (FetchRefused, FeedRefused, TakeoverRefused) as error:
            raise CommandError(str(error)) from error
        self._report(take_episodes(takeover, foreign))
        if options["here"]:
            self._bring(takeover)
        else:
            self.stdout.write(f"{bring_all(takeover)} épisodes à rapatrier par le « worker ».")
        self.stdout.write(tell_old_host(takeover.show))

    def _report(self, outcome: Outcome) -> None:
        for name, titles in outcome.lists:
            self.stdout.write(f"{name} : {len(titles)}")
            for title in titles:
                self.stdout.write(f"  {title}")
        if outcome.without_sound:
            self.stdout.write(f"Sans fichier, laissés de côté : {outcome.without_sound}")

    def _bring(self, takeover: Any) -> None:
        if problem := bring_show(takeover):
            self.stderr.write(problem)
        for row in takeover.episodes.exclude(state=TakenEpisode.State.READY).order_by("pk"):
            bring_episode(row)
            self.stdout.write(f"{row.get_state_display()} : {row.guid} {row.message}".rstrip())


def _parent(path: str | None) -> Any:
    pages = PodcastsPage.objects.live()
    if path:
        found = next((page for page in pages if page.url and page.url.rstrip("/") == path.rstrip("/")), None)
    else:
        found = pages.filter(locale__language_code="fr").first()
    if found is None:
        raise CommandError("Il n’y a pas de page de podcasts à cette adresse.")
    return found
