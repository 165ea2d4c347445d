"""What the public may read of tracks, and who is said to speak."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.sections import section_path
from directory.models import DirectoryPage
from media_library.models import Recording, Track
from media_library.tracks.cues import Cue, stored_cues
from media_library.tracks.showing import (
    ShownSpeaker,
    chapters_of,
    public_cues,
    public_tracks,
    shown_speakers,
    transcript_of,
)  # fmt: skip
from tests.factories.audiovisual import RecordingFactory, ReleaseFactory, SpeakerFactory, TrackFactory
from tests.factories.directory import AgentFactory

pytestmark = pytest.mark.django_db


def fresh(recording: Recording) -> Recording:
    """As a page reads it."""
    found: Recording = Recording.objects.with_all_parts().get(pk=recording.pk)
    return found


def names(recording: Recording) -> list[ShownSpeaker]:
    """Who is said to speak."""
    return list(shown_speakers(fresh(recording)).values())


def test_public_agent_is_named_and_linked_and_others_have_their_label() -> None:
    recording = RecordingFactory()
    awa = AgentFactory(name="Awa Diallo")
    SpeakerFactory(recording=recording, agent=awa, label="Awa")
    SpeakerFactory(recording=recording, agent=AgentFactory(name="Ben Haddou", live=False), label="Ben")
    SpeakerFactory(recording=recording, label="une voisine")
    section = section_path(DirectoryPage)
    path = f"{section}{awa.number}/awa-diallo/" if section else ""

    assert names(recording) == [ShownSpeaker("Awa Diallo", path), ShownSpeaker("Ben"), ShownSpeaker("une voisine")]


def test_merged_agent_is_named_as_what_it_became() -> None:
    recording = RecordingFactory()
    kept = AgentFactory(name="Awa Diallo")
    SpeakerFactory(recording=recording, agent=AgentFactory(name="Awa D.", merged_into=kept), label="Awa")

    assert [speaker.name for speaker in names(recording)] == ["Awa Diallo"]


def test_who_takes_their_agreement_back_is_not_named_any_more() -> None:
    recording = RecordingFactory()
    awa, ben = AgentFactory(name="Awa Diallo"), AgentFactory(name="Ben Haddou")
    SpeakerFactory(recording=recording, agent=awa, label="voix 1")
    SpeakerFactory(recording=recording, agent=ben, label="Ben Haddou")
    yesterday = timezone.localdate() - timedelta(days=1)
    ReleaseFactory(recording=recording, agent=awa, passages=[[0, 1]], withdrawn_on=timezone.localdate())
    ReleaseFactory(recording=recording, agent=ben, passages=[[1, 2]], ends_on=yesterday)

    assert names(recording) == [ShownSpeaker("voix 1"), ShownSpeaker("Une voix")]


def test_agreement_that_holds_today_changes_nothing() -> None:
    recording = RecordingFactory()
    awa = AgentFactory(name="Awa Diallo")
    release = ReleaseFactory(recording=recording, agent=awa, ends_on=timezone.localdate())
    SpeakerFactory(recording=recording, agent=awa, label="Awa", release=release)

    assert [speaker.name for speaker in names(recording)] == ["Awa Diallo"]


def test_hidden_passages_are_in_no_track() -> None:
    recording = RecordingFactory()
    track = TrackFactory(recording=recording)
    chapters = stored_cues([Cue(0.0, 4.0, "Un"), Cue(5.0, 9.0, "Deux")])
    TrackFactory(recording=recording, kind=Track.Kind.CHAPTERS, cues=chapters)
    ReleaseFactory(recording=recording, passages=[[5, 6]], withdrawn_on=timezone.localdate())
    track.refresh_from_db()

    assert [cue.text for cue in public_cues(track)] == ["La rivière est basse."]
    assert [cue.text for cue in chapters_of(fresh(recording))] == ["Un"]


def test_recording_hidden_whole_has_no_tracks() -> None:
    recording = RecordingFactory()
    TrackFactory(recording=recording)
    ReleaseFactory(recording=recording, withdrawn_on=timezone.localdate())

    assert public_tracks(fresh(recording)) == []
    assert transcript_of(fresh(recording)) is None


def test_tracks_that_are_not_shown_or_empty_are_left_out() -> None:
    recording = RecordingFactory()
    shown = TrackFactory(recording=recording)
    TrackFactory(recording=recording, is_shown=False)
    TrackFactory(recording=recording, cues=[])

    assert public_tracks(fresh(recording)) == [shown]


def test_transcript_is_in_the_language_asked_else_in_the_one_spoken() -> None:
    recording = RecordingFactory(language="fr")
    dutch = TrackFactory(recording=recording, kind=Track.Kind.SUBTITLES, language="nl")
    captions = TrackFactory(recording=recording, kind=Track.Kind.CAPTIONS, language="fr")
    found = fresh(recording)
    assert [transcript_of(found, language) for language in ("nl", "fr", "en", "")] == [
        dutch, captions, captions, captions,
    ]  # fmt: skip

    transcript = TrackFactory(recording=recording, language="fr")
    assert transcript_of(fresh(recording)) == transcript


def test_chapters_are_in_the_language_asked() -> None:
    recording = RecordingFactory(language="fr")
    for language in ("en", "fr"):
        cues = stored_cues([Cue(0.0, 9.0, f"Un ({language})")])
        TrackFactory(recording=recording, kind=Track.Kind.CHAPTERS, language=language, cues=cues)
    found = fresh(recording)

    assert [chapters_of(found, language)[0].text for language in ("en", "", "nl")] == ["Un (en)", "Un (fr)", "Un (fr)"]
