"""Erasing a person hides where they are heard, and leaves nothing of what they said, signed or were called."""

import json
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from audiovisual.models import EpisodePage, EpisodePerson
from core.erasure.names import WantedPerson
from core.erasure.services import erase_person, export_person, find_person, widen
from media_library.models import CreditedDocument, Release, Speaker, Track
from media_library.passages import WHOLE, Passage, hidden_passages
from media_library.tracks.cues import Cue, stored_cues
from search.services import sync_search
from tests.audiovisual.talks import conversation, titles
from tests.factories.audiovisual import RecordingFactory, ReleaseFactory, SpeakerFactory, TrackFactory
from tests.factories.directory import AgentFactory

pytestmark = pytest.mark.django_db


def named(agent: Any) -> WantedPerson:
    """Somebody of the directory, with all their names."""
    return widen(WantedPerson.named([agent.name], [], [agent.pk]))


def test_voice_words_and_credit_of_a_person_go(django_capture_on_commit_callbacks: Any) -> None:
    episode, voices = conversation()
    awa, recording = voices["awa"].agent, voices["awa"].recording
    episode.people.add(EpisodePerson(agent=awa, role="hst", name_as_printed="Awa de Saint-Louis", about="Passeuse."))
    episode.save_revision().publish()
    document = CreditedDocument.objects.create(title="Accord", file=ContentFile(b"%PDF-1.4", name="accord.pdf"))
    voices["awa"].release = ReleaseFactory(
        recording=recording, agent=awa, name="Awa Diallo", terms="Tout.", signed_on="2026-01-01", document=document
    )
    voices["awa"].save()
    subtitles = TrackFactory(
        recording=recording, kind=Track.Kind.SUBTITLES, language="nl",
        cues=stored_cues([Cue(0, 4, "Goedendag, hier is de stroom."), Cue(704, 708, "Een plank.")]),
    )  # fmt: skip
    transcript = Track.objects.get(kind=Track.Kind.TRANSCRIPT)
    transcript.save_revision()
    person = named(awa)
    found = {group.label: group.count for group in find_person(person)}
    exported = export_person(person)

    with django_capture_on_commit_callbacks(execute=True):
        erase_person(person)
    sync_search()

    assert found["Voix et accords dans les enregistrements"] == 2
    assert found["Rôles dans des épisodes et des capsules"] == 1
    assert "Bonjour, ici le fleuve." in exported
    release, speaker = Release.objects.get(), Speaker.objects.get(pk=voices["awa"].pk)
    assert (release.name, release.terms, release.agent, release.document, release.signed_on) == (
        "",
        "",
        None,
        None,
        None,
    )
    assert (release.withdrawn_on, release.passages) == (timezone.localdate(), [[0.0, 4.0], [708.5, 712.0]])
    assert (speaker.label, speaker.agent, speaker.release) == ("[personne effacée]", None, release)
    assert list(CreditedDocument.objects.all()) == []
    for track, texts in (
        (transcript, ["Au début, la passerelle était", "une simple planche de bois."]),
        (subtitles, ["Een plank."]),
    ):
        track.refresh_from_db()
        assert [cue["text"] for cue in track.cues] == texts
    assert "fleuve" not in json.dumps([one.content for one in transcript.revisions.all()], ensure_ascii=False)
    row = EpisodePage.objects.get().people.get()
    assert (row.name_as_printed, row.about) == ("", "")
    versions = json.dumps([one.content for one in EpisodePage.objects.get().revisions.all()], ensure_ascii=False)
    assert ("Awa" in versions, "Passeuse" in versions) == (False, False)
    assert (titles("awa"), titles("diallo"), titles("fleuve"), titles("planche")) == ([], [], [], ["Traverser"])


def test_passages_stay_hidden_by_their_times_alone() -> None:
    _episode, voices = conversation()
    recording = voices["salome"].recording
    voices["salome"].label = "Salomé Bâ"
    voices["salome"].save()

    erase_person(WantedPerson.named(["Salomé Bâ"]))

    recording = type(recording).objects.with_all_parts().get(pk=recording.pk)
    assert hidden_passages(recording) == (Passage(700.2, 708.5),)


def test_somebody_heard_nobody_knows_where_hides_the_whole() -> None:
    recording = RecordingFactory()
    ReleaseFactory(recording=recording, name="Zéphyrine Quatrelles")
    other = RecordingFactory()
    ReleaseFactory(recording=other, name="Jean Quatrelles")

    erase_person(WantedPerson.named(["Zéphyrine Quatrelles"]))

    assert [hidden_passages(type(one).objects.with_all_parts().get(pk=one.pk)) for one in (recording, other)] == [
        WHOLE,
        (),
    ]


def test_name_said_by_others_is_taken_out_of_what_they_say() -> None:
    recording = RecordingFactory()
    SpeakerFactory(recording=recording, label="Une voisine")
    track = TrackFactory(recording=recording, cues=stored_cues([Cue(0, 2, "Merci, Zéphyrine Quatrelles !")]))
    agent = AgentFactory(name="Zéphyrine Quatrelles")

    erase_person(named(agent))

    track.refresh_from_db()
    assert [cue["text"] for cue in track.cues] == ["Merci, [personne effacée] !"]
    assert hidden_passages(type(recording).objects.with_all_parts().get(pk=recording.pk)) == ()
