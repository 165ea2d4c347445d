"""Files are read to their end, and what is wrong with them is said."""

import hashlib
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from core.health import run_checks, run_warnings
from media_library import working
from media_library.models import CreditedImage, Recording, RecordingRendition
from media_library.probing import tools
from media_library.probing.findings import word_findings, write_seconds
from media_library.probing.services import read_again, read_recording
from media_library.probing.tools import ToolFailed, run_tool
from media_library.tasks import work_on_recordings
from media_library.working import do_next, take_up_waiting
from tests.media_library.sounds import media_file, recording_of

pytestmark = pytest.mark.django_db


def read(name: str) -> Recording:
    recording = recording_of(name)
    assert read_recording(recording) is True
    return Recording.objects.get(pk=recording.pk)


def codes(recording: Recording) -> list[str]:
    return [code for code, _parameters in recording.findings]


@pytest.mark.parametrize(
    ("name", "kind", "mime_type", "seconds", "found"),
    [
        ("voix.mp3", "audio", "audio/mpeg", 12.0, []),
        ("voix.m4a", "audio", "audio/mp4", 12.0, []),
        ("voix.wav", "audio", "audio/wav", 12.0, ["converted"]),
        ("voix.flac", "audio", "audio/flac", 12.0, ["converted"]),
        ("voix.ogg", "audio", "audio/ogg", 12.0, ["converted"]),
        ("film.mp4", "video", "video/mp4", 6.0, []),
        ("film.webm", "video", "video/webm", 6.0, ["converted"]),
        ("telephone.mov", "video", "video/quicktime", 6.0, ["has_place", "converted"]),
        ("muet.mp4", "video", "video/mp4", 6.0, ["no_sound"]),
        ("son.mp4", "audio", "audio/mp4", 2.0, ["no_picture"]),
        ("wav-nomme.mp3", "audio", "audio/wav", 12.0, ["wrong_extension", "converted"]),
        ("sans-entete.mp3", "audio", "audio/mpeg", 16.0, ["duration_guessed"]),
        ("silence.wav", "audio", "audio/wav", 2.0, ["silent", "converted"]),
        ("fort.wav", "audio", "audio/wav", 3.0, ["too_loud", "converted"]),
        ("faible.wav", "audio", "audio/wav", 3.0, ["too_quiet", "converted"]),
    ],
)
def test_file_is_what_its_content_is(name: str, kind: str, mime_type: str, seconds: float, found: list[str]) -> None:
    recording = read(name)

    assert (recording.probe_state, recording.type, recording.mime_type) == ("ready", kind, mime_type)
    assert recording.duration == pytest.approx(seconds, abs=0.15)
    assert codes(recording) == found
    content = media_file(name).read_bytes()
    assert (recording.size, recording.digest) == (len(content), hashlib.sha256(content).hexdigest())


@pytest.mark.parametrize("name", ["texte.mp3", "vide.mp3", "liste.mp3"])
def test_what_is_no_sound_is_refused_and_stays(name: str) -> None:
    recording = read(name)

    assert (recording.probe_state, codes(recording), recording.duration) == ("refused", ["not_media"], 0.0)
    assert recording.file.storage.exists(str(recording.file.name))
    assert "ni un son ni une vidéo" in word_findings(recording.findings)[0].text


def test_zero_seconds_are_refused() -> None:
    recording = read("zero.wav")

    assert (recording.probe_state, codes(recording)) == ("refused", ["no_duration"])


@pytest.mark.parametrize(("name", "declared"), [("coupe.mp3", 12.0), ("coupe.mp4", 6.0)])
def test_cut_file_has_the_duration_that_is_there(name: str, declared: float) -> None:
    recording = read(name)

    assert codes(recording) == ["truncated"]
    assert recording.findings[0][1]["declared"] == pytest.approx(declared, abs=0.1)
    assert recording.duration < declared * 0.7


def test_facts_are_kept() -> None:
    facts = read("film.mp4").facts

    assert facts["container"] == "mp4"
    assert (facts["audio"]["codec"], facts["audio"]["channels"]) == ("aac", 1)
    assert (facts["video"]["codec"], facts["video"]["width"], facts["video"]["height"]) == ("h264", 480, 360)
    assert facts["loudness"] == pytest.approx(-21.8, abs=0.5)


def test_guessed_duration_is_told_with_both_and_a_way_out() -> None:
    (finding,) = word_findings([["duration_guessed", {"declared": 46.06, "measured": 40.0}]])

    assert "0:46,1 s" in finding.text
    assert "0:40,0 s" in finding.text
    assert finding.can_remux is True
    assert word_findings([["of another time", {}]]) == []
    assert write_seconds(3723.04) == "1:02:03,0 s"


def test_without_ffmpeg_a_file_waits_and_says_why(monkeypatch: pytest.MonkeyPatch, client: Client) -> None:
    recording = recording_of("voix.mp3")
    monkeypatch.setattr(tools.shutil, "which", lambda name: None)

    assert read_recording(recording) is False
    assert Recording.objects.get().probe_state == "waiting"
    assert codes(Recording.objects.get()) == ["tools_missing"]
    assert (do_next(), take_up_waiting()) == (False, 0)
    assert (run_warnings(), "ffmpeg" in run_checks()) == (["ffmpeg"], False)
    assert client.get("/readyz").json()["warnings"] == ["ffmpeg"]

    monkeypatch.undo()
    assert do_next() is True
    assert (Recording.objects.get().probe_state, codes(Recording.objects.get())) == ("ready", [])


def test_upload_asks_for_the_worker_once(django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        recording_of("voix.mp3")
        recording_of("voix.mp3")

    assert [row.queue_name for row in DBTaskResult.objects.filter(task_path=work_on_recordings.module_path)] == [
        "recordings"
    ]


def test_worker_reads_then_makes_and_asks_again(django_capture_on_commit_callbacks: Any) -> None:
    recording_of("voix.wav")
    steps = [do_next() for _step in range(4)]

    assert steps == [True, True, True, False]
    assert sorted(RecordingRendition.objects.values_list("kind", "state")) == [("light", "ready"), ("web", "ready")]


def test_what_a_stopped_machine_had_taken_is_taken_again() -> None:
    recording = recording_of("voix.mp3")
    Recording.objects.update(taken_at=timezone.now(), attempts=1)
    assert do_next() is False

    Recording.objects.update(taken_at=timezone.now() - working.LEASE - timedelta(seconds=1))
    assert take_up_waiting() == 1
    assert do_next() is True
    recording.refresh_from_db()
    assert (recording.probe_state, recording.attempts, recording.taken_at) == ("ready", 0, None)


def test_file_that_brings_the_worker_down_is_left_alone() -> None:
    recording_of("voix.mp3")
    Recording.objects.update(attempts=working.MOST_ATTEMPTS)

    assert do_next() is True
    assert (Recording.objects.get().probe_state, codes(Recording.objects.get())) == ("refused", ["too_long_to_read"])


def test_file_replaced_while_it_was_read_is_not_described_by_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    recording = recording_of("voix.mp3")
    from media_library.probing import services

    judge = services.judge_file

    def replace(*args: Any) -> Any:
        Recording.objects.update(file="originals/autre.mp3")
        return judge(*args)

    monkeypatch.setattr(services, "judge_file", replace)
    read_recording(recording)

    assert Recording.objects.get().probe_state == "waiting"


def test_other_file_is_read_and_the_one_before_goes(django_capture_on_commit_callbacks: Any) -> None:
    recording = read("film.mp4")
    before, storage = str(recording.file.name), recording.file.storage
    assert CreditedImage.objects.count() == 1

    with django_capture_on_commit_callbacks(execute=True):
        recording.file.save("voix.mp3", media_file_content("voix.mp3"), save=True)

    recording.refresh_from_db()
    assert (recording.probe_state, recording.duration, recording.facts, recording.poster) == ("waiting", 0, {}, None)
    assert (RecordingRendition.objects.count(), CreditedImage.objects.count()) == (0, 0)
    assert storage.exists(before) is False
    do_next()
    recording.refresh_from_db()
    assert (recording.probe_state, recording.type, recording.mime_type) == ("ready", "audio", "audio/mpeg")


def media_file_content(name: str) -> Any:
    from django.core.files.base import ContentFile

    return ContentFile(media_file(name).read_bytes())


def test_deleted_recording_takes_its_files_along(django_capture_on_commit_callbacks: Any) -> None:
    recording = read("voix.wav")
    do_next()
    storage = recording.file.storage
    names = [str(recording.file.name), str(RecordingRendition.objects.filter(state="ready").get().file.name)]
    assert [storage.exists(name) for name in names] == [True, True]

    with django_capture_on_commit_callbacks() as later:
        recording.delete()
    assert [storage.exists(name) for name in names] == [True, True]
    for callback in later:
        callback()
    assert [storage.exists(name) for name in names] == [False, False]


def test_read_again_waits_for_its_turn() -> None:
    recording = read("voix.mp3")
    read_again(recording)

    assert Recording.objects.get().probe_state == "waiting"


def test_tool_that_does_not_end_is_ended() -> None:
    media_file("voix.mp3")
    beats: list[int] = []
    with pytest.raises(ToolFailed):
        run_tool("ffmpeg", ["-v", "error", "-re", "-f", "lavfi", "-i", "anullsrc", "-f", "null", "-"], 0.5)
    assert beats == []


def test_lost_file_is_refused() -> None:
    recording = recording_of("voix.mp3")
    recording.file.storage.delete(str(recording.file.name))
    read_recording(recording)

    assert codes(Recording.objects.get()) == ["not_found"]
    assert Path(str(recording.file.name)).suffix == ".mp3"
