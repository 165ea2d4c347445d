"""A podcast with everything a feed can say, for those who read it back."""

import io
from datetime import UTC, datetime
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image

from audiovisual.models import EpisodePerson, ShowCategory, ShowHost, Soundbite
from media_library.models import RecordingRendition, Track
from media_library.sources import made_of_digest
from media_library.tracks.cues import Cue, stored_cues
from tests.factories.audiovisual import EpisodeFactory, RecordingFactory, SeasonFactory, ShowFactory, TrackFactory
from tests.factories.directory import AgentFactory, directory_page
from tests.factories.media_library import ImageFactory


def square(side: int = 1400, mode: str = "RGB", form: str = "PNG") -> ContentFile:
    """The file of a square picture."""
    buffer = io.BytesIO()
    Image.new(mode, (side, side)).save(buffer, form)
    return ContentFile(buffer.getvalue(), f"pochette.{form.lower()}")


def full_show() -> Any:
    """A show of one season and one episode, nothing left out."""
    directory_page()
    host: Any = AgentFactory(name="Awa Diallo", number=71)
    show: Any = ShowFactory(
        title="Voix du quartier",
        slug="voix",
        summary="Des voix & des rues.",
        artwork=ImageFactory(file=square(1500)),
        kind="serial",
        spoken_language="fr",
        author="La maison",
        owner_email="radio@example.org",
        copyright="© La maison",
        licence="CC-BY-SA-4.0",
        is_complete=True,
        funding_url="https://example.org/soutien",
        funding_label="Soutenez-nous",
    )
    show.hosts.add(ShowHost(agent=host, role="Animation"))
    show.categories.add(ShowCategory(category="Society & Culture > Documentary"), ShowCategory(category="History"))
    show.save()
    season: Any = SeasonFactory(parent=show, number=2, title="La rivière")
    full_episode(season, host)
    return show


def full_episode(season: Any, host: Any) -> Any:
    """An episode with a light file, a transcript, subtitles, chapters, a soundbite, people, a picture of its own."""
    recording: Any = RecordingFactory(duration=1800.4)
    RecordingRendition.objects.create(
        recording=recording, kind="light", state="ready", mime_type="audio/mpeg", size=400, bitrate=32000,
        duration=1800.4, made_of=made_of_digest(recording, ()), file="renditions/leger.mp3",
    )  # fmt: skip
    TrackFactory(recording=recording)
    TrackFactory(recording=recording, kind=Track.Kind.SUBTITLES, language="nl")
    chapters = stored_cues([Cue(0.0, 754.5, "L’eau"), Cue(754.5, 1800.0, "Le pont & après")])
    TrackFactory(recording=recording, kind=Track.Kind.CHAPTERS, cues=chapters)
    episode: Any = EpisodeFactory(
        parent=season,
        title="Passer à pied",
        slug="passer",
        summary="La rivière est basse, on < passe.",
        notes='<p>Voir <a href="/fr/magazine/">le magazine</a>.</p>',
        number=3,
        kind="bonus",
        explicit="yes",
        guid="https://old.example.org/?p=3",
        licence="CC-BY-4.0",
        published_at=datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC),
        recording=recording,
        image=ImageFactory(file=square(1400)),
    )
    guest: Any = AgentFactory(name="Bo Peeters", number=72)
    episode.people.add(EpisodePerson(agent=host, role="hst"), EpisodePerson(agent=guest, role="ive"))
    episode.soundbites.add(Soundbite(start=12.5, duration=30, title="Le gué"))
    episode.save()
    return episode
