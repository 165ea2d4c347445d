"""Podcasts and capsules in the search: every sentence is found, with who says it and when; nothing hidden is."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import CollectionViewRestriction

from audiovisual.models import CapsulePage, EpisodeConcept, EpisodePage, EpisodePerson, EpisodeRecord, PlaylistEntry, PlaylistPage
from audiovisual.search import build_episodes, visible_episodes
from core.shelves import shelf_of
from media_library.models import Recording, Speaker, Track
from media_library.tracks.cues import Cue, stored_cues
from search.contract import SearchHit, SearchRequest, SearchResults
from search.services import engine, rebuild_search, sync_search
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
)
from tests.factories.directory import AgentFactory
from tests.factories.media_library import CollectionFactory
from tests.factories.resources import RecordFactory
from tests.factories.thesaurus import ConceptFactory
from thesaurus.services import rebuild_ancestry

pytestmark = pytest.mark.django_db


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


def talk(*cues: Cue, **more: Any) -> tuple[Recording, Track]:
    """A recording with a transcript of these cues."""
    recording = RecordingFactory(**more)
    return recording, TrackFactory(recording=recording, cues=stored_cues(cues))


def conversation() -> tuple[EpisodePage, dict[str, Speaker]]:
    """An episode in which two people speak, one of the directory, one with a first name."""
    recording = RecordingFactory(duration=900.0)
    awa = SpeakerFactory(recording=recording, agent=AgentFactory(name="Awa Diallo"), label="Awa")
    salome = SpeakerFactory(recording=recording, label="Salomé")
    TrackFactory(recording=recording, cues=stored_cues([
        Cue(0.0, 4.0, "Bonjour, ici le fleuve.", speaker=str(awa.uuid)),
        Cue(700.2, 704.0, "Au début, la passerelle était", speaker=str(salome.uuid)),
        Cue(704.0, 708.5, "une simple planche de bois.", speaker=str(salome.uuid)),
        Cue(708.5, 712.0, "Et maintenant ?", speaker=str(awa.uuid)),
    ]))  # fmt: skip
    show = ShowFactory(title="Rives", slug="rives")
    episode = EpisodeFactory(parent=show, title="Traverser", slug="traverser", recording=recording)
    sync_search()
    return episode, {"awa": awa, "salome": salome}


def test_every_sentence_leads_to_its_second_and_says_who_speaks() -> None:
    conversation()

    hit = only("planche")

    assert (hit.title, hit.path, hit.anchor, hit.label) == ("Traverser", "/fr/podcasts/rives/traverser/", "#t=704", "Salomé, 11:44")
    assert hit.snippet_html == "Au début, la passerelle était une simple <mark>planche</mark> de bois."
