"""What the feed of a podcast takes: `python -m tests.bench.podcast_feed`; prints figures, asserts none.

300 episodes, each with a transcript of 200 cues, chapters, notes and people; `--cues` for other lengths.
"""

import argparse
import gzip
import os
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
TIMES = 20


def main() -> None:
    """Make the podcast, ask for its feed, say what it took."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--episodes", type=int, default=300)
    parser.add_argument("--cues", type=int, default=200)
    options = parser.parse_args()
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    with TemporaryDirectory() as folder:
        os.environ.update(VAR_DIR=folder, DJANGO_SETTINGS_MODULE="config.settings.test", LOG_LEVEL="ERROR")
        import django

        django.setup()
        measure(options.episodes, options.cues)


def measure(episodes: int, cues: int) -> None:
    """A podcast of one episode, then of all."""
    from django.core.management import call_command
    from django.test import Client

    from tests.factories.audiovisual import ShowFactory
    from tests.factories.directory import AgentFactory, directory_page

    call_command("migrate", verbosity=0)
    directory_page()
    show: Any = ShowFactory(slug="voix")
    host: Any = AgentFactory()
    client = Client(headers={"host": "127.0.0.1"})
    address = "/fr/podcasts/voix/flux/"
    for count in (1, episodes):
        add(show, host, count - (0 if count == 1 else 1), cues)
        say(f"{count} episodes, first page", lambda: client.get(address))
        known = {"if-none-match": client.get(address).headers["ETag"]}
        say(f"{count} episodes, 304", partial(client.get, address, headers=known))
    last = -(-episodes // 100)
    if last > 1:
        say(f"{episodes} episodes, page {last}", lambda: client.get(f"{address}?page={last}"))


def add(show: Any, host: Any, count: int, cues: int) -> None:
    """Episodes with all that a feed says."""
    from audiovisual.models import EpisodePerson
    from media_library.tracks.cues import Cue, stored_cues
    from tests.factories.audiovisual import EpisodeFactory, RecordingFactory, TrackFactory

    said = stored_cues(Cue(4.0 * number, 4.0 * number + 4, "La rivière est basse, on passe.") for number in range(cues))
    chapters = stored_cues(Cue(60.0 * number, 60.0 * number + 60, f"Chapitre {number}") for number in range(8))
    for number in range(count):
        recording: Any = RecordingFactory(duration=4.0 * cues)
        TrackFactory(recording=recording, cues=said)
        TrackFactory(recording=recording, kind="chapters", cues=chapters)
        notes = "<p>" + "Des notes sur ce qu’on entend. " * 30 + "</p>"
        episode: Any = EpisodeFactory(parent=show, recording=recording, notes=notes, number=number + 1)
        episode.people.add(EpisodePerson(agent=host))
        episode.save()


def say(name: str, ask: Callable[[], Any]) -> None:
    """One line: time, bytes, queries."""
    from django.db import connection

    asked: list[str] = []

    def count(execute: Any, sql: str, *rest: Any) -> Any:
        asked.append(sql)
        return execute(sql, *rest)

    ask()
    with connection.execute_wrapper(count):
        answer = ask()
    times = []
    for _number in range(TIMES):
        start = time.process_time()
        ask()
        times.append((time.process_time() - start) * 1000)
    times.sort()
    size, packed = len(answer.content), len(gzip.compress(answer.content))
    print(
        f"{name:28} {answer.status_code}  {times[TIMES // 2]:7.1f} ms of CPU  {len(asked):3} queries  "
        f"{size / 1024:7.1f} kB, {packed / 1024:6.1f} kB compressed"
    )


if __name__ == "__main__":
    main()
