"""Podcasts and capsules, all of them public: what hidden ones are held against."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from django.core.files.base import ContentFile
from django.db.models import Model
from django.utils import timezone

from audiovisual.models import (
    CapsuleConcept,
    CapsulePage,
    CapsulePerson,
    CapsulesPage,
    EpisodeConcept,
    EpisodePage,
    EpisodePerson,
    EpisodeRecord,
    PlaylistEntry,
    PlaylistPage,
    PodcastsPage,
    SeasonPage,
    SeriesPage,
    ShowHost,
    ShowPage,
    Soundbite,
)
from magazine.models import DossierItemPage
from media_library.models import Recording, RecordingRendition, RecordingVersion, RenditionState, Track
from media_library.passages import hidden_passages
from media_library.sources import file_path, made_of_digest, sources_of
from media_library.tracks.addresses import CHAPTER_FORMS, TRACK_FORMS, chapters_path, track_path
from media_library.tracks.cues import Cue, stored_cues
from tests.factories.audiovisual import (
    CapsuleFactory,
    EpisodeFactory,
    RecordingFactory,
    ReleaseFactory,
    SeasonFactory,
    SeriesFactory,
    ShowFactory,
    SpeakerFactory,
    TrackFactory,
    VideoFactory,
    capsules_page,
    podcasts_page,
)

OUT = datetime(2018, 5, 4, 10, tzinfo=UTC)
PODCASTS, CAPSULES = "/fr/podcasts/", "/fr/capsules/"
SHOW, SERIES = f"{PODCASTS}rives/", f"{CAPSULES}gestes/"


@dataclass
class Programmes:
    """The pages of live podcasts and capsules, and what they play."""

    podcasts: PodcastsPage
    show: ShowPage
    season: SeasonPage
    episode: EpisodePage
    episode_with_draft: EpisodePage
    """It stands right in its show."""
    capsules: CapsulesPage
    series: SeriesPage
    capsule: CapsulePage
    playlist: PlaylistPage
    recording: Recording
    """What the episode plays."""
    film: Recording
    """What the capsule plays."""
    item: DossierItemPage

    def read_again(self) -> "Programmes":
        """The same things, as the database has them."""
        return Programmes(**{name: _again(thing) for name, thing in vars(self).items()})


def _again(thing: Model) -> Any:
    return type(thing)._default_manager.get(pk=thing.pk)


def build_programmes(agent: Any, concept: Any, record: Any, dossier: Any) -> Programmes:
    """A show with a season and two episodes, a series with a film, a list of both, and a place in a dossier."""
    show = ShowFactory(title="Rives", slug="rives", summary="Une passerelle de voix.")
    show.hosts = [ShowHost(agent=agent)]
    show.save()
    season = SeasonFactory(parent=show, number=1, title="Saison 1", slug="saison-1")
    recording, film = _talk(agent), _film()
    episode = EpisodeFactory(
        parent=season, title="La passerelle entendue", slug="entendue", published_at=OUT, recording=recording, number=1
    )
    episode.people = [EpisodePerson(agent=agent, role="hst")]
    episode.concepts = [EpisodeConcept(concept=concept)]
    episode.records = [EpisodeRecord(record=record)]
    episode.soundbites = [Soundbite(start=1, duration=5, title="Le pont")]
    episode.save()
    series = SeriesFactory(title="Gestes", slug="gestes", summary="Des mains.")
    capsule = CapsuleFactory(
        parent=series, title="La passerelle filmée", slug="filmee", published_at=OUT, recording=film
    )
    capsule.people = [CapsulePerson(agent=agent, role="flm")]
    capsule.concepts = [CapsuleConcept(concept=concept)]
    capsule.save()
    playlist = PlaylistPage(title="Passerelles à entendre", slug="soiree", locale=show.locale)
    playlist.entries = [PlaylistEntry(programme=page, comment="À entendre.") for page in (episode, capsule)]
    capsules_page().add_child(instance=playlist)
    item = DossierItemPage(title="À écouter", slug="ecouter", episode=episode, comment="Une voix.", locale=show.locale)
    dossier.add_child(instance=item)
    with_draft = EpisodeFactory(
        parent=show, title="Une autre voix", slug="autre", published_at=OUT, recording=RecordingFactory(title="Autre")
    )
    return Programmes(
        podcasts_page(), show, season, episode, with_draft, capsules_page(), series, capsule, playlist, recording, film,
        item,
    )  # fmt: skip


def _talk(agent: Any) -> Recording:
    """A recording of two voices, with its transcript, its chapters, and a light version."""
    recording: Recording = RecordingFactory(title="La passerelle")
    release = ReleaseFactory(recording=recording, agent=agent)
    voices = (
        SpeakerFactory(recording=recording, label="Mariam", agent=agent, release=release),
        SpeakerFactory(recording=recording, label="Une voisine"),
    )
    said = [
        Cue(0, 4, "Une passerelle relie deux rives.", speaker=str(voices[0].uuid)),
        Cue(4, 9, "On y passe à pied.", speaker=str(voices[1].uuid)),
    ]
    TrackFactory(recording=recording, cues=stored_cues(said))
    chapters = stored_cues([Cue(0, 4, "Le pont"), Cue(4, 60, "Le bord")])
    TrackFactory(recording=recording, kind=Track.Kind.CHAPTERS, cues=chapters)
    light_version_of(recording)
    return recording


def _film() -> Recording:
    """A film with captions, and the same film in sign language."""
    film: Recording = VideoFactory(title="La passerelle, le film")
    TrackFactory(recording=film, kind=Track.Kind.CAPTIONS)
    RecordingVersion.objects.create(
        recording=film, version=VideoFactory(title="La passerelle signée"), kind="signed", sign_language="sfb"
    )
    return film


def light_version_of(recording: Recording, name: str = "legere.mp3") -> RecordingRendition:
    """A light version of a recording, as it is today."""
    made = {
        "state": RenditionState.READY, "mime_type": "audio/mpeg", "size": 100, "bitrate": 32000, "duration": 60,
        "made_of": made_of_digest(recording, hidden_passages(recording)), "made_at": timezone.now(),
    }  # fmt: skip
    rendition, _new = RecordingRendition.objects.update_or_create(
        recording=recording, kind="light", height=0, defaults=made
    )
    rendition.file.save(name, ContentFile(b"0123456789" * 10), save=True)
    return rendition


def files_of(recording: Recording) -> list[str]:
    """Every address a recording could have: its original, its versions, its tracks and its chapters in every form."""
    kept = [file_path(recording, "original", str(recording.file.name))]
    kept += [file_path(recording, f"{one.kind}-{one.height}", str(one.file.name)) for one in recording.renditions.all()]
    tracks = [track_path(track, form) for track in recording.tracks.all() for form in TRACK_FORMS]
    return [*kept, *tracks, *(chapters_path(recording, form) for form in CHAPTER_FORMS)]


def around_programme(page: Any, path: str) -> list[str]:
    """What leads to an episode or a capsule beside its page and its files."""
    kind = "episode" if isinstance(page, EpisodePage) else "capsule"
    asked = [f"/oembed?{urlencode({'url': f'http://testserver{path}', 'format': form})}" for form in ("json", "xml")]
    embeds = [f"/{language}/integrer/{page.uuid}/" for language in ("fr", "nl")]
    return [*asked, *embeds, f"/id/{kind}/{page.uuid}", f"{path}partage.png"]


def programme_paths(made: Programmes) -> list[str]:
    """Every address of podcasts and capsules."""
    played = {
        f"{SHOW}saison-1/entendue/": made.episode,
        f"{SHOW}autre/": made.episode_with_draft,
        f"{SERIES}filmee/": made.capsule,
    }
    lists = [PODCASTS, SHOW, f"{SHOW}saison-1/", CAPSULES, SERIES]
    lists += [f"{page.url}" for page in (*PodcastsPage.objects.all(), *CapsulesPage.objects.all())]
    asked = [*dict.fromkeys(lists), f"{CAPSULES}soiree/", *played]
    asked += [f"{path}flux/" for path in dict.fromkeys(lists)]
    for path, page in played.items():
        asked += around_programme(page, path)
    recordings = (made.recording, made.film)
    asked += [source.path for recording in recordings for source in sources_of(recording)]
    versions = [one.version for one in made.film.versions.all()]
    asked += [source.path for recording in versions for source in sources_of(recording)]
    tracks = [track for recording in recordings for track in recording.tracks.all()]
    asked += [track_path(track, form) for track in tracks for form in TRACK_FORMS]
    asked += [chapters_path(made.recording, form) for form in CHAPTER_FORMS]
    asked += [f"/id/{kind}/{page.uuid}" for kind, page in (("podcast", made.show), ("serie", made.series))]
    return [*asked, made.item.url]
