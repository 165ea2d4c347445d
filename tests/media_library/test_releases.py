"""What those heard and seen agreed to: written by editors, followed everywhere."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from core.models import IndexChange
from media_library.models import Recording, RecordingRendition, Release, Speaker, Track
from media_library.passages import WHOLE, Passage, hidden_passages
from media_library.releases.writing import MOST_PASSAGES, read_passages, write_passages
from media_library.tracks.cues import Cue, stored_cues
from tests.factories.audiovisual import RecordingFactory, ReleaseFactory, SpeakerFactory, TrackFactory


@pytest.mark.parametrize(
    ("text", "passages"),
    [
        ("1:02-1:30", [[62.0, 90.0]]),
        ("1:02:15 – 1:04:00", [[3735.0, 3840.0]]),
        ("0:02,5-0:03.25", [[2.5, 3.25]]),
        ("2:00-2:10\n\n  0:10 — 0:20  \n", [[10.0, 20.0], [120.0, 130.0]]),
        ("125:00-126:00", [[7500.0, 7560.0]]),
        ("", []),
    ],
)
def test_passages_are_read(text: str, passages: list[list[float]]) -> None:
    assert read_passages(text) == passages


@pytest.mark.parametrize(
    "text", ["1:02", "62-90", "1:02-1:02", "1:30-1:02", "0:75-1:00", "1:60:00-2:00:00", "a-b", "1:02-1:30-2:00"]
)
def test_bad_passages_are_refused_by_line(text: str) -> None:
    with pytest.raises(ValidationError) as refused:
        read_passages(f"0:00-0:01\n{text}")

    (message,) = refused.value.messages
    assert message.startswith("Ligne 2 : ")


def test_too_many_passages_are_refused() -> None:
    with pytest.raises(ValidationError):
        read_passages("0:00-0:01\n" * (MOST_PASSAGES + 1))


def test_passages_are_written_as_they_are_read() -> None:
    text = "0:02.500-0:03.250\n1:02-1:30\n1:02:15-1:04:00"

    assert write_passages(read_passages(text)) == text


@pytest.mark.django_db
def test_change_of_an_agreement_is_noted_and_followed() -> None:
    recording = RecordingFactory()
    IndexChange.objects.all().delete()
    release = ReleaseFactory(recording=recording, withdrawn_on=timezone.localdate(), passages=[[1, 2]])

    assert {change.object_uuid for change in IndexChange.objects.filter(kind="media_library.recording")} == {
        recording.uuid
    }
    assert set(RecordingRendition.objects.values_list("kind", flat=True)) == {"web", "light"}
    first = set(RecordingRendition.objects.values_list("made_of", flat=True))

    release.passages = [[1, 3]]
    release.save()
    assert set(RecordingRendition.objects.values_list("made_of", flat=True)) & first == set()
    release.delete()
    assert [one.kind for one in RecordingRendition.objects.all()] == ["light"]
    assert Recording.objects.get().followed_on == timezone.localdate()


@pytest.mark.django_db
def test_voice_and_its_cues_are_followed() -> None:
    recording = RecordingFactory()
    release = ReleaseFactory(recording=recording, withdrawn_on=timezone.localdate())
    assert hidden_passages(Recording.objects.get()) == WHOLE

    speaker = SpeakerFactory(recording=recording, release=release)
    cues = [Cue(0.0, 4.0, "Un.", speaker=str(speaker.uuid)), Cue(4.0, 8.0, "Deux.")]
    track = TrackFactory(recording=recording, cues=stored_cues(cues))
    assert hidden_passages(Recording.objects.get()) == (Passage(0.0, 4.0),)
    before = set(RecordingRendition.objects.values_list("made_of", flat=True))

    track.cues = stored_cues([Cue(0.0, 5.0, "Un.", speaker=str(speaker.uuid))])
    track.save()
    assert set(RecordingRendition.objects.values_list("made_of", flat=True)) & before == set()


@pytest.mark.django_db
def test_recording_goes_with_everything_that_hangs_on_it() -> None:
    recording = RecordingFactory(mime_type="audio/wav")
    release = ReleaseFactory(recording=recording, withdrawn_on=timezone.localdate(), passages=[[1, 2]])
    SpeakerFactory(recording=recording, release=release)
    TrackFactory(recording=recording)
    recording.delete()

    connection.check_constraints()
    models = (Recording, RecordingRendition, Release, Speaker, Track)
    assert [model.objects.count() for model in models] == [0, 0, 0, 0, 0]
