"""Podcasts and capsules in the search: every sentence is found, with who says it and when; nothing hidden is."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from audiovisual.models import EpisodeConcept, EpisodePage, EpisodePerson, EpisodeRecord, PlaylistEntry, PlaylistPage
from audiovisual.search import build_episodes, visible_episodes
from core.shelves import shelf_of
from media_library.models import Track
from media_library.tracks.cues import Cue, stored_cues
from search.services import rebuild_search, sync_search
from tests.audiovisual.talks import conversation, find, only, titles
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
from tests.factories.resources import RecordFactory
from tests.factories.thesaurus import ConceptFactory
from thesaurus.services import rebuild_ancestry

pytestmark = pytest.mark.django_db


def test_every_sentence_leads_to_its_second_and_says_who_speaks() -> None:
    conversation()

    hit = only("planche")

    assert (hit.title, hit.path) == ("Traverser", "/fr/podcasts/rives/traverser/")
    assert (hit.anchor, hit.label) == ("#t=704", "Salomé, 11:44")
    assert hit.snippet_html == "Au début, la passerelle était une simple <mark>planche</mark> de bois."


def test_phrase_is_found_across_two_cues_and_not_across_two_voices() -> None:
    conversation()

    assert (only('"passerelle était une simple"').anchor, titles('"bois et maintenant"')) == ("#t=700", [])


def test_results_link_to_the_second(client: Client) -> None:
    conversation()

    html = client.get("/fr/recherche/", {"q": "planche"}).content.decode()

    assert 'href="/fr/podcasts/rives/traverser/#t=704"' in html
    assert "Salomé, 11:44" in html


def test_film_is_searched_to_the_second_too() -> None:
    recording = VideoFactory()
    TrackFactory(recording=recording, kind=Track.Kind.CAPTIONS, cues=stored_cues([Cue(61.7, 64.0, "Le pont tient.")]))
    CapsuleFactory(title="Le pont", slug="pont", recording=recording)
    sync_search()

    hit = only("tient")

    assert (hit.path, hit.anchor, hit.label) == ("/fr/capsules/pont/", "#t=61", "1:01")


def test_transcript_comes_before_captions_and_other_languages_are_searched_too() -> None:
    recording = RecordingFactory()
    TrackFactory(recording=recording, kind=Track.Kind.CAPTIONS, cues=stored_cues([Cue(1, 2, "[rires] La barque.")]))
    TrackFactory(recording=recording, cues=stored_cues([Cue(1, 2, "La barque.")]))
    TrackFactory(
        recording=recording, kind=Track.Kind.SUBTITLES, language="nl", cues=stored_cues([Cue(1, 2, "De boten varen.")])
    )
    TrackFactory(
        recording=recording, kind=Track.Kind.SUBTITLES, language="en", is_shown=False,
        cues=stored_cues([Cue(1, 2, "The ferry.")]),
    )  # fmt: skip
    EpisodeFactory(parent=ShowFactory(), recording=recording)
    sync_search()

    assert (titles("rires"), titles("ferry")) == ([], [])
    hit = only("boot")
    assert (hit.snippet_html, hit.snippet_language) == ("De <mark>boten</mark> varen.", "nl")


def test_speakers_are_people_and_not_words_of_each_sentence() -> None:
    conversation()

    assert titles("auteur:salomé") == titles("auteur:diallo") == titles("diallo") == ["Traverser"]
    assert titles('"salomé une simple planche"') == []
    assert only("diallo").label == ""


def test_chapters_are_places_too() -> None:
    recording = RecordingFactory()
    chapters = stored_cues([Cue(0, 30, "Ouverture"), Cue(30, 60, "Le gué")])
    TrackFactory(recording=recording, kind=Track.Kind.CHAPTERS, cues=chapters)
    EpisodeFactory(parent=ShowFactory(), recording=recording)
    sync_search()

    hit = only("gué")

    assert (hit.anchor, hit.label, hit.snippet_html) == ("#t=30", "0:30", "Le <mark>gué</mark>")


def test_summary_notes_people_subjects_and_cited_documents_are_searched() -> None:
    concept = ConceptFactory(fr="hydrologie")
    rebuild_ancestry()
    episode, _voices = conversation(summary="Deux rives.", notes="<p>Enregistré au <b>barrage</b>.</p>")
    episode.people.add(EpisodePerson(agent=AgentFactory(name="Lucie Vandermeulen"), role="hst"))
    episode.concepts.add(EpisodeConcept(concept=concept))
    episode.records.add(EpisodeRecord(record=RecordFactory(title="Traité des ponts suspendus")))
    episode.save()
    sync_search()

    asked = ("deux rives", "barrage", "auteur:vandermeulen", "sujet:hydrologie", "ponts suspendus genre:épisode")

    assert [titles(query) for query in asked] == [["Traverser"]] * 5
    assert {group.heading: [card.hit.title for card in group.cards] for group in shelf_of(concept).groups} == {
        "": ["Traverser"]
    }


def test_page_of_a_person_shows_what_they_host_and_where_they_speak() -> None:
    episode, voices = conversation()
    host = AgentFactory(name="Lucie Vandermeulen")
    episode.people.add(EpisodePerson(agent=host, role="hst"))
    episode.save()
    sync_search()

    def shelf(agent: Any) -> list[tuple[str, list[str]]]:
        return [(group.heading, [card.hit.title for card in group.cards]) for group in shelf_of(agent).groups]

    assert shelf(host) == [("Animateur", ["Traverser"])]
    assert shelf(voices["awa"].agent) == [("Orateur", ["Traverser"])]


def test_kinds_and_types_have_names_in_a_query() -> None:
    show = ShowFactory(title="Rives communes")
    season = SeasonFactory(parent=show, title="Rives, saison une")
    EpisodeFactory(parent=season, title="Rives du soir")
    series = SeriesFactory(title="Rives en images")
    CapsuleFactory(parent=series, title="Rives filmées")
    playlist = PlaylistPage(title="Rives à suivre", slug="a-suivre", locale=capsules_page().locale)
    playlist.entries = [PlaylistEntry(programme=EpisodePage.objects.get(), comment="Pour la classe.")]
    capsules_page().add_child(instance=playlist)
    sync_search()

    asked = {
        kind: sorted(titles(f"rives kind:{kind}")) for kind in ("episode", "capsule", "podcast", "serie", "playlist")
    }

    assert asked == {
        "episode": ["Rives du soir"],
        "capsule": ["Rives filmées"],
        "podcast": ["Rives communes", "Rives, saison une"],
        "serie": ["Rives en images"],
        "playlist": ["Rives à suivre"],
    }
    assert titles("type:épisode rives") == titles("genre:épisode rives") == ["Rives du soir"]
    assert titles("pour la classe") == ["Rives à suivre"]


def test_withdrawn_voice_is_in_no_index() -> None:
    _episode, voices = conversation()
    recording = voices["salome"].recording
    release = ReleaseFactory(recording=recording, name="Salomé B.", withdrawn_on=timezone.localdate())
    voices["salome"].release = release
    voices["salome"].save()
    sync_search()

    assert (titles("planche"), titles("passerelle"), titles("salomé"), titles("fleuve")) == ([], [], [], ["Traverser"])


def test_credited_person_who_takes_their_agreement_back_is_in_no_index() -> None:
    episode, voices = conversation()
    awa = voices["awa"].agent
    episode.people.add(EpisodePerson(agent=awa, role="hst"))
    episode.save()
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    ReleaseFactory(recording=voices["awa"].recording, agent=awa, ends_on=yesterday)
    sync_search()

    assert (titles("diallo"), titles("bonjour fleuve"), titles("planche")) == ([], [], ["Traverser"])
    assert shelf_of(awa).total == 0


def test_sentences_around_what_is_hidden_are_no_phrase() -> None:
    recording = RecordingFactory()
    cues = [Cue(0, 2, "un pas en"), Cue(2, 4, "secret et puis"), Cue(4, 6, "avant toute chose")]
    TrackFactory(recording=recording, cues=stored_cues(cues))
    ReleaseFactory(recording=recording, passages=[[2, 4]], withdrawn_on=timezone.localdate())
    EpisodeFactory(parent=ShowFactory(), title="Pas à pas", recording=recording)
    sync_search()

    assert (titles('"un pas en avant"'), titles("secret"), titles("avant toute chose")) == ([], [], ["Pas à pas"])


def test_recording_that_was_not_read_is_not_searched() -> None:
    conversation(recording=RecordingFactory(probe_state="waiting"))

    assert titles("planche") == []
    assert titles("traverser") == ["Traverser"]


def test_rebuilt_index_holds_the_same() -> None:
    conversation()
    before = [(hit.kind, hit.title, hit.anchor, hit.label) for hit in find("planche").hits]
    rebuild_search()

    assert [(hit.kind, hit.title, hit.anchor, hit.label) for hit in find("planche").hits] == before != []


def test_documents_cost_the_same_for_one_and_for_five() -> None:
    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            list(build_episodes(list(visible_episodes())))
        return len(asked)

    show = ShowFactory()

    def add() -> None:
        recording = RecordingFactory()
        speaker = SpeakerFactory(recording=recording, agent=AgentFactory())
        TrackFactory(recording=recording, cues=stored_cues([Cue(0, 2, "Bonjour.", speaker=str(speaker.uuid))]))
        episode = EpisodeFactory(parent=show, recording=recording)
        episode.people.add(EpisodePerson(agent=AgentFactory(), role="hst"))
        episode.records.add(EpisodeRecord(record=RecordFactory()))
        episode.save()

    add()
    cost()
    one = cost()
    for _number in range(4):
        add()

    assert cost() == one
