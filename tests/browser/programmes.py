"""Real sound and film for the player: made by ffmpeg, small, once a session."""

import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from django.core.files.base import ContentFile

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


def film(colour: str = "testsrc") -> bytes:
    """A picture that moves and a tone, as MP4 whose head stands first."""
    picture = f"{colour}=size=192x108:rate=4" if colour == "testsrc" else f"color=c={colour}:size=192x108:rate=4"
    codecs = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac", "-b:a", "24k")
    return _made(f"{colour}.mp4", "-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", "sine", *codecs,
                 "-movflags", "+faststart")  # fmt: skip


def build_programmes(cues: int = 30) -> Programmes:
    """An episode with chapters and a transcript of some cues, and a capsule with captions and one in sign language."""
    voices = sound()
    recording = RecordingFactory(
        file=ContentFile(voices, name="voix.mp3"), size=len(voices), duration=float(SECONDS), language="fr"
    )
    _tell(recording, cues)
    show = ShowFactory(title="Voix de palier", slug="voix-de-palier")
    episode = EpisodeFactory(parent=show, title="La valise de mots", slug="la-valise", recording=recording)
    return Programmes(episode, _capsule())


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


def _capsule() -> CapsulePage:
    main, signed = film(), film("blue")
    recording = VideoFactory(
        file=ContentFile(main, name="film.mp4"), size=len(main), duration=float(SECONDS), language="fr"
    )
    _tell(recording, 30)
    for language, words in (("fr", "Un mot peul."), ("nl", "Een Fulwoord.")):
        kind = "captions" if language == "fr" else "subtitles"
        TrackFactory(recording=recording, kind=kind, language=language, cues=stored_cues([Cue(0, SECONDS, words)]))
    other = VideoFactory(file=ContentFile(signed, name="signes.mp4"), size=len(signed), duration=float(SECONDS))
    RecordingVersion.objects.create(
        recording=recording, version=other, kind=RecordingVersion.Kind.SIGNED, sign_language="sfb"
    )
    return CapsuleFactory(title="Qu’est-ce qu’un préjugé ?", slug="prejuge", recording=recording)
