"""An episode in which two people speak, and what the search answers of it."""

from typing import Any

from audiovisual.models import EpisodePage
from media_library.models import Speaker
from media_library.tracks.cues import Cue, stored_cues
from search.contract import SearchHit, SearchRequest, SearchResults
from search.services import engine, sync_search
from tests.factories.audiovisual import EpisodeFactory, RecordingFactory, ShowFactory, SpeakerFactory, TrackFactory
from tests.factories.directory import AgentFactory


def find(query: str = "", **options: Any) -> SearchResults:
    """What the search answers."""
    return engine().search(SearchRequest(query=query, **options))


def titles(query: str = "", **options: Any) -> list[str]:
    """The titles it answers, best first."""
    return [hit.title for hit in find(query, **options).hits]


def only(query: str) -> SearchHit:
    """The one answer."""
    (hit,) = find(query).hits
    return hit


def conversation(**more: Any) -> tuple[EpisodePage, dict[str, Speaker]]:
    """An episode in which two people speak, one of the directory, one with a first name."""
    recording = RecordingFactory(duration=900.0)
    awa = SpeakerFactory(recording=recording, agent=AgentFactory(name="Awa Diallo"), label="Awa")
    salome = SpeakerFactory(recording=recording, label="Salomé")
    TrackFactory(
        recording=recording,
        cues=stored_cues(
            [
                Cue(0.0, 4.0, "Bonjour, ici le fleuve.", speaker=str(awa.uuid)),
                Cue(700.2, 704.0, "Au début, la passerelle était", speaker=str(salome.uuid)),
                Cue(704.0, 708.5, "une simple planche de bois.", speaker=str(salome.uuid)),
                Cue(708.5, 712.0, "Et maintenant ?", speaker=str(awa.uuid)),
            ]
        ),
    )
    show = ShowFactory(title="Rives", slug="rives")
    options: dict[str, Any] = {"title": "Traverser", "slug": "traverser", "recording": recording, **more}
    episode = EpisodeFactory(parent=show, **options)
    sync_search()
    return episode, {"awa": awa, "salome": salome}
