"""Recordings, and the pages that play them."""

from typing import Any

import factory
from django.core.files.base import ContentFile

from audiovisual.models import CapsulePage, CapsulesPage, EpisodePage, PodcastsPage, SeasonPage, SeriesPage, ShowPage
from media_library.models import ProbeState, Recording, Release, Speaker, Track
from media_library.tracks.cues import Cue, stored_cues


def podcasts_page(language: str = "fr") -> PodcastsPage:
    """The page of the podcasts of a language."""
    return PodcastsPage.objects.get(locale__language_code=language)


def capsules_page(language: str = "fr") -> CapsulesPage:
    """The page of the capsules of a language."""
    return CapsulesPage.objects.get(locale__language_code=language)


class RecordingFactory(factory.django.DjangoModelFactory[Recording]):
    """An MP3 that was read: a minute long by what was read; its bytes are of no sound."""

    class Meta:
        model = Recording

    title = factory.Sequence(lambda number: f"Enregistrement {number}")
    type = "audio"
    language = "fr"
    file = factory.LazyAttribute(lambda _recording: ContentFile(b"0123456789" * 100, name="voix.mp3"))
    probe_state = ProbeState.READY
    duration = 60.0
    size = 1000
    mime_type = "audio/mpeg"
    digest = factory.Sequence(lambda number: f"{number:064x}")
    facts = factory.LazyFunction(
        lambda: {"container": "mp3", "bitrate": 64000, "audio": {"codec": "mp3", "channels": 1, "rate": 44100}}
    )


class VideoFactory(RecordingFactory):
    """An MP4 that was read."""

    type = "video"
    file = factory.LazyAttribute(lambda _recording: ContentFile(b"0123456789" * 100, name="film.mp4"))
    mime_type = "video/mp4"
    width, height = 640, 360
    facts = factory.LazyFunction(
        lambda: {
            "container": "mp4", "bitrate": 300000, "audio": {"codec": "aac", "channels": 1, "rate": 44100},
            "video": {"codec": "h264", "width": 640, "height": 360},
        }
    )  # fmt: skip


class SpeakerFactory(factory.django.DjangoModelFactory[Speaker]):
    """A voice of a recording (`recording`)."""

    class Meta:
        model = Speaker

    label = factory.Sequence(lambda number: f"Voix {number}")


class ReleaseFactory(factory.django.DjangoModelFactory[Release]):
    """What somebody heard in a recording (`recording`) agreed to."""

    class Meta:
        model = Release

    name = "Awa Diallo"


class TrackFactory(factory.django.DjangoModelFactory[Track]):
    """A transcript of two cues, of a recording (`recording`)."""

    class Meta:
        model = Track

    kind = Track.Kind.TRANSCRIPT
    language = "fr"
    cues = factory.LazyFunction(
        lambda: stored_cues([Cue(0.0, 4.5, "La rivière est basse."), Cue(4.5, 9.25, "On passe à pied.")])
    )


class _UnderParent(factory.django.DjangoModelFactory[Any]):
    """A page made under `parent`; `live` by default."""

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class: type[Any], *args: Any, **kwargs: Any) -> Any:
        parent = kwargs.pop("parent", None) or cls.home_of()
        page = model_class(*args, **{"locale": parent.locale, **kwargs})
        return parent.add_child(instance=page)

    @classmethod
    def home_of(cls) -> Any:
        """Where it stands unless told otherwise."""
        return podcasts_page()


class ShowFactory(_UnderParent):
    """A live show under the French page of podcasts, or under `parent`."""

    class Meta:
        model = ShowPage

    title = factory.Sequence(lambda number: f"Podcast {number}")
    slug = factory.Sequence(lambda number: f"podcast-{number}")
    summary = "Des voix de la maison."


class SeasonFactory(_UnderParent):
    """A live season of a show (`parent`)."""

    class Meta:
        model = SeasonPage

    number = factory.Sequence(lambda number: number + 1)
    title = factory.LazyAttribute(lambda page: f"Saison {page.number}")
    slug = factory.LazyAttribute(lambda page: f"saison-{page.number}")


class EpisodeFactory(_UnderParent):
    """A live episode of a show or a season (`parent`), with a recording unless told otherwise."""

    class Meta:
        model = EpisodePage

    title = factory.Sequence(lambda number: f"Épisode {number}")
    slug = factory.Sequence(lambda number: f"episode-{number}")
    summary = "Un résumé."
    recording = factory.SubFactory(RecordingFactory)


class SeriesFactory(_UnderParent):
    """A live series under the French page of capsules, or under `parent`."""

    class Meta:
        model = SeriesPage

    title = factory.Sequence(lambda number: f"Série {number}")
    slug = factory.Sequence(lambda number: f"serie-{number}")

    @classmethod
    def home_of(cls) -> Any:
        """Under the French page of capsules."""
        return capsules_page()


class CapsuleFactory(_UnderParent):
    """A live capsule under the French page of capsules, or under a series (`parent`)."""

    class Meta:
        model = CapsulePage

    title = factory.Sequence(lambda number: f"Capsule {number}")
    slug = factory.Sequence(lambda number: f"capsule-{number}")
    summary = "Un résumé."
    recording = factory.SubFactory(VideoFactory)

    @classmethod
    def home_of(cls) -> Any:
        """Under the French page of capsules."""
        return capsules_page()
