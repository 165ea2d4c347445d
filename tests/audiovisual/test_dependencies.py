"""What the index says of programmes follows all they print, and all that may hide them."""

import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import CollectionViewRestriction, PageViewRestriction

from audiovisual.models import EpisodeConcept, EpisodePerson, EpisodeRecord, ShowHost
from directory.services import merge_agents, withdraw_agent
from media_library.models import Track
from media_library.tracks.cues import Cue, stored_cues
from resources.services import withdraw_record
from search.services import sync_search
from tests.audiovisual.talks import conversation, only, titles
from tests.factories.audiovisual import RecordingFactory, ReleaseFactory, ShowFactory, TrackFactory
from tests.factories.directory import AgentFactory
from tests.factories.media_library import CollectionFactory
from tests.factories.resources import RecordFactory
from tests.factories.thesaurus import ConceptFactory
from thesaurus.services import rebuild_ancestry

pytestmark = pytest.mark.django_db


def test_new_name_of_a_speaker_is_said_at_once() -> None:
    _episode, voices = conversation()
    agent = voices["awa"].agent
    agent.name = "Awa Ndiaye"
    agent.save()
    sync_search()

    assert (only("maintenant").label, titles("auteur:ndiaye"), titles("auteur:diallo")) == (
        "Awa Ndiaye, 11:48", ["Traverser"], [],
    )  # fmt: skip


def test_withdrawn_and_merged_people_leave_their_label() -> None:
    _episode, voices = conversation()
    agent = voices["awa"].agent
    withdraw_agent(agent)
    sync_search()
    withdrawn = (only("maintenant").label, titles("diallo"))
    other, kept = AgentFactory(name="S. Bâ"), AgentFactory(name="Salomé Bâ")
    voices["salome"].agent = other
    voices["salome"].save()
    merge_agents(other, kept)
    sync_search()

    assert withdrawn == ("Awa, 11:48", [])
    assert only("planche").label == "Salomé Bâ, 11:44"


def test_changed_label_and_corrected_sentence_are_found() -> None:
    episode, voices = conversation()
    voices["salome"].label = "Une voisine"
    voices["salome"].save()
    track = Track.objects.get()
    track.cues = stored_cues([Cue(3.5, 6, "Une simple poutre.", speaker=str(voices["salome"].uuid))])
    track.save()
    sync_search()

    assert (only("poutre").label, titles("planche")) == ("Une voisine, 0:03", [])
    track.delete()
    sync_search()
    assert (titles("poutre"), titles("traverser")) == ([], [episode.title])


def test_subjects_records_and_hosts_follow_their_things() -> None:
    concept, record, host = ConceptFactory(fr="hydrologie"), RecordFactory(title="Traité des gués"), AgentFactory()
    rebuild_ancestry()
    episode, _voices = conversation()
    episode.concepts.add(EpisodeConcept(concept=concept))
    episode.records.add(EpisodeRecord(record=record))
    episode.save()
    show = ShowFactory(title="Paroles")
    show.hosts.add(ShowHost(agent=host))
    show.save()
    sync_search()
    concept.labels.get().delete()
    concept.labels.create(kind="pref", language="fr", text="potamologie")
    concept.save()
    withdraw_record(record)
    host.name = "Lucie Vandermeulen"
    host.save()
    sync_search()

    assert (titles("sujet:hydrologie"), titles("sujet:potamologie")) == ([], ["Traverser"])
    assert (titles("gués"), titles("auteur:vandermeulen")) == ([], ["Paroles"])


def test_new_title_of_the_show_is_on_its_episodes() -> None:
    episode, _voices = conversation()
    show = episode.get_parent().specific
    show.title = "Les deux rives"
    show.save()
    sync_search()

    assert only("planche").card["show"] == "Les deux rives"


def _unpublish(episode: Any) -> None:
    episode.unpublish()


def _restrict(episode: Any) -> None:
    PageViewRestriction.objects.create(page=episode.get_parent(), restriction_type="login")


def _delete(episode: Any) -> None:
    episode.delete()


def _delete_show(episode: Any) -> None:
    episode.get_parent().specific.delete()


@pytest.mark.parametrize("hide", [_unpublish, _restrict, _delete, _delete_show])
def test_hidden_episode_is_searched_no_more(hide: Any) -> None:
    episode, _voices = conversation()
    hide(episode)
    sync_search()

    assert (titles("planche"), titles("kind:episode")) == ([], [])


def test_private_collection_hides_what_is_said_and_gives_it_back() -> None:
    episode, _voices = conversation()
    collection = CollectionFactory()
    episode.recording.collection = collection
    episode.recording.save()
    sync_search()
    restriction = CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    sync_search()
    hidden = (titles("planche"), titles("salomé"), titles("kind:episode"))
    restriction.delete()
    sync_search()

    assert hidden == ([], [], ["Traverser"])
    assert only("planche").anchor == "#t=704"


def test_moved_and_deleted_recordings_take_their_words_along() -> None:
    episode, _voices = conversation()
    recording = episode.recording
    recording.collection = CollectionFactory(private=True)
    recording.save()
    sync_search()
    moved = titles("planche")
    recording.collection = CollectionFactory()
    recording.save()
    sync_search()
    back = titles("planche")
    recording.delete()
    sync_search()

    assert (moved, back, titles("planche"), titles("kind:episode")) == ([], ["Traverser"], [], ["Traverser"])


def test_episode_with_another_recording_says_what_that_one_says() -> None:
    episode, _voices = conversation()
    other = RecordingFactory()
    TrackFactory(recording=other, cues=stored_cues([Cue(1, 2, "Une barque.")]))
    episode.recording = other
    episode.save()
    sync_search()

    assert (titles("planche"), titles("barque")) == ([], ["Traverser"])


def test_person_is_named_no_more_once_their_part_is_taken_out() -> None:
    episode, _voices = conversation()
    host = AgentFactory(name="Lucie Vandermeulen")
    episode.people.add(EpisodePerson(agent=host, role="hst"))
    episode.save()
    episode.people.clear()
    episode.save()
    sync_search()

    assert titles("vandermeulen") == []


def test_agreement_that_ended_hides_at_once_what_the_index_still_holds(client: Client) -> None:
    _episode, voices = conversation()
    release = ReleaseFactory(recording=voices["salome"].recording)
    voices["salome"].release = release
    voices["salome"].save()
    sync_search()
    before = client.get("/fr/recherche/", {"q": "planche"}).content.decode()
    type(release).objects.update(ends_on=timezone.localdate() - datetime.timedelta(days=1))  # as midnight does

    html = client.get("/fr/recherche/", {"q": "planche"}).content.decode()

    assert ("une simple" in before, "Salomé, 11:44" in before) == (True, True)
    assert ("une simple" in html, "11:44" in html, "#t=704" in html) == (False, False, False)
