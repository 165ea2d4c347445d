"""Real sound and film for the player: made by ffmpeg, small, once a session."""

import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
from django.core.files.base import ContentFile
from playwright.sync_api import Page

from audiovisual.models import CapsulePage, EpisodePage
from media_library.models import Recording, RecordingVersion
from media_library.tracks.cues import Cue, stored_cues
from tests.factories.audiovisual import (
    CapsuleFactory,
    EpisodeFactory,
    RecordingFactory,
    ShowFactory,
    SpeakerFactory,
    TrackFactory,
    VideoFactory,
)

TIME = "document.querySelector('programme-player')?.place"
PLAYS = "!document.querySelector('programme-player').media.paused"
SECONDS = 90
CHAPTERS = [(0, "Le mot de passe"), (30, "La première valise"), (60, "Un mot pour la pluie d’été")]
SAID = {3: "Et celui-là, sur le carton bleu ?", 33: "C’est un mot peul pour la pluie.", 63: "Dans le tram 81."}


@dataclass(frozen=True)
class Programmes:
    """The pages a test opens."""

    episode: EpisodePage
    capsule: CapsulePage


@cache
def _made(name: str, *arguments: str) -> bytes:
    path = Path(mkdtemp()) / name
    command = ["ffmpeg", "-v", "error", *arguments, "-t", str(SECONDS), str(path)]
    subprocess.run(command, check=True, timeout=120)
    return path.read_bytes()


def sound() -> bytes:
    """A tone, as MP3."""
    return _made("voix.mp3", "-f", "lavfi", "-i", "sine=frequency=330", "-b:a", "24k", "-ac", "1", "-ar", "22050")


def film(colour: str = "", size: str = "192x108") -> bytes:
    """A picture that moves, or of one colour, and a tone, as MP4 whose head stands first."""
    picture = f"color=c={colour}:size={size}:rate=4" if colour else f"testsrc=size={size}:rate=4"
    codecs = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac", "-b:a", "24k")
    return _made(f"film{colour}.mp4", "-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", "sine", *codecs,
                 "-movflags", "+faststart")  # fmt: skip


def build_programmes(cues: int = 30, slug: str = "voix-de-palier") -> Programmes:
    """An episode with chapters and a transcript of some cues, and a capsule with captions and one in sign language."""
    voices = sound()
    recording = RecordingFactory(
        file=ContentFile(voices, name="voix.mp3"), size=len(voices), duration=float(SECONDS), language="fr"
    )
    _tell(recording, cues)
    RecordingVersion.objects.create(
        recording=recording, version=_film("signes.mp4", film("blue")), kind=RecordingVersion.Kind.SIGNED
    )
    show = ShowFactory(title="Voix de palier", slug=slug)
    episode = EpisodeFactory(parent=show, title="La valise de mots", slug="la-valise", recording=recording)
    return Programmes(episode, _capsule(slug))


def _film(name: str, content: bytes, **fields: Any) -> Any:
    return VideoFactory(file=ContentFile(content, name=name), size=len(content), duration=float(SECONDS), **fields)


def _tell(recording: Recording, cues: int) -> None:
    host, guest = (
        SpeakerFactory(recording=recording, label="Salomé"),
        SpeakerFactory(recording=recording, label="Ismaël"),
    )
    step = SECONDS / cues
    lines = [
        Cue(number * step, (number + 1) * step, SAID.get(int(number * step), f"Parole numéro {number}."),
            speaker=str((host, guest)[number // 3 % 2].uuid))
        for number in range(cues)
    ]  # fmt: skip
    TrackFactory(recording=recording, cues=stored_cues(lines))
    chapters = [Cue(start, start + 30, title) for start, title in CHAPTERS]
    TrackFactory(recording=recording, kind="chapters", cues=stored_cues(chapters))


def _capsule(slug: str) -> CapsulePage:
    main, signed, inset = film(), film("blue"), film("red", "72x96")
    recording = _film("film.mp4", main, language="fr")
    _tell(recording, 30)
    for language, words in (("fr", "Un mot peul."), ("nl", "Een Fulwoord.")):
        kind = "captions" if language == "fr" else "subtitles"
        TrackFactory(recording=recording, kind=kind, language=language, cues=stored_cues([Cue(0, SECONDS, words)]))
    other = _film("signes.mp4", signed)
    RecordingVersion.objects.create(
        recording=recording, version=other, kind=RecordingVersion.Kind.SIGNED, sign_language="sfb"
    )
    alone = _film("interprete.mp4", inset, width=72, height=96)
    RecordingVersion.objects.create(
        recording=recording, version=alone, kind=RecordingVersion.Kind.SIGNED, sign_language="vgt"
    )
    return CapsuleFactory(title="Qu’est-ce qu’un préjugé ?", slug=f"prejuge-{slug}", recording=recording)


def until(page: Page, expression: str, seconds: float = 20) -> None:
    """Wait until something is true in the page; its rules let no other waiting run."""
    for _turn in range(int(seconds * 10)):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"never true: {expression}; the player stands at {page.evaluate(TIME)}")


def heard_at(page: Page, least: float, most: float) -> None:
    """The player stands between two moments."""
    until(page, f"({TIME}) >= {least} && ({TIME}) <= {most}")


def begin(page: Page) -> None:
    """Press the button and wait until it is heard."""
    page.locator(".play").click()
    until(page, f"{PLAYS} && ({TIME}) > 0.2")
