"""What the pages of podcasts and capsules cost: an episode of an hour with its transcript, a show, a playlist.

`python -m tests.bench.programme_pages` makes shows of its own. The words of the transcript are those of the
demonstration's magazine, as they follow each other: an hour of reading aloud, by two voices in turn.
"""

import json
import os
import re
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.bench.magazine_pages import page_figures

ROOT = Path(__file__).resolve().parents[2]
CUES = 1000
SECONDS = 3600
WORDS_OF_A_CUE = 9
TURN = 4
"""Cues until the other voice answers: a quarter of a minute."""


def main() -> None:
    """Make shows, and say what their pages take."""
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    with TemporaryDirectory() as folder:
        os.environ["VAR_DIR"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.demo"
        os.environ["LOG_LEVEL"] = "ERROR"
        import django

        django.setup()
        print(json.dumps(measure(), indent=1))


def measure() -> dict[str, Any]:
    """Milliseconds of CPU, queries and compressed kilobytes of each page."""
    from django.core.management import call_command

    from search.services import rebuild_search
    from tests.factories.audiovisual import EpisodeFactory, RecordingFactory, ShowFactory

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    rebuild_search()
    show = ShowFactory(slug="voix")
    bare = EpisodeFactory(parent=show, recording=RecordingFactory(duration=float(SECONDS)))
    full = EpisodeFactory(parent=show, recording=spoken())
    figures = {
        "episode without a transcript": page_figures(bare.get_url()),
        f"episode of {CUES} cues": page_figures(full.get_url()),
        "show of 2": page_figures(show.get_url()),
    }
    for _place in range(298):
        EpisodeFactory(parent=show)
    return figures | {
        "show of 300": page_figures(show.get_url()),
        f"episode of {CUES} cues, of 300": page_figures(full.get_url()),
        "podcasts": page_figures("/fr/podcasts/"),
    }


def spoken() -> Any:
    """A recording of an hour with two voices, a thousand cues and ten chapters."""
    from media_library.tracks.cues import Cue, stored_cues
    from tests.factories.audiovisual import RecordingFactory, SpeakerFactory, TrackFactory

    recording = RecordingFactory(duration=float(SECONDS), language="fr")
    voices = [str(SpeakerFactory(recording=recording, label=name).uuid) for name in ("Salomé", "Ismaël")]
    words, step = demo_words(), SECONDS / CUES
    cues = []
    for place in range(CUES):
        said = " ".join(words[place * WORDS_OF_A_CUE : (place + 1) * WORDS_OF_A_CUE])
        cues.append(Cue(place * step, (place + 1) * step, said, speaker=voices[place // TURN % 2]))
    TrackFactory(recording=recording, cues=stored_cues(cues))
    chapters = [Cue(place * 360.0, (place + 1) * 360.0, f"Chapitre {place + 1}") for place in range(10)]
    TrackFactory(recording=recording, kind="chapters", cues=stored_cues(chapters))
    return recording


def demo_words() -> list[str]:
    """The words of the articles of the demonstration's magazine, without the signs of Markdown, which nobody speaks."""
    found: list[str] = []
    for file in sorted((ROOT / "demo" / "magazine").rglob("*.md")):
        text = file.read_text(encoding="utf-8").split("---", 2)[-1]
        found += re.sub(r"\]\([^)]*\)|[#*\[\]>|_]|\^\d+", " ", text).split()
    return found


if __name__ == "__main__":
    main()
