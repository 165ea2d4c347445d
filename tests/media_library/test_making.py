"""What is made of recordings: for all browsers, light, without what is hidden."""

import json
import os
import re
import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from core.models import IndexChange
from media_library.making import plans
from media_library.making.services import ask_for_remux, make_renditions, plan_renditions, try_again
from media_library.models import CreditedImage, Recording, RecordingRendition
from media_library.probing.decoding import decode_sound
from media_library.probing.judging import judge_file
from media_library.probing.services import read_recording
from media_library.releases.services import follow_days
from media_library.sources import sources_of
from media_library.working import do_next
from tests.factories.audiovisual import RecordingFactory, ReleaseFactory, VideoFactory
from tests.media_library.sounds import recording_of

pytestmark = pytest.mark.django_db


def made(name: str) -> Recording:
    """A recording that was read and of which everything was made."""
    recording = recording_of(name)
    read_recording(recording)
    make_renditions(recording)
    return Recording.objects.get(pk=recording.pk)


def path_of(rendition: RecordingRendition) -> Path:
    return Path(rendition.file.path)


def probe(path: Path) -> dict[str, Any]:
    command = ["ffprobe", "-v", "error", "-of", "json", "-show_format", "-show_streams", str(path)]
    read: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True, timeout=60).stdout)
    return read


def rows() -> list[tuple[str, int, str, str]]:
    return sorted(RecordingRendition.objects.values_list("kind", "height", "state", "mime_type"))


@pytest.mark.parametrize("name", ["voix.wav", "voix.flac", "voix.ogg"])
def test_sound_not_played_everywhere_gets_one_that_is_and_a_light_one(name: str) -> None:
    recording = made(name)

    assert rows() == [("light", 0, "ready", "audio/mp4"), ("web", 0, "ready", "audio/mpeg")]
    web, light = recording.renditions.get(kind="web"), recording.renditions.get(kind="light")
    assert probe(path_of(web))["streams"][0]["codec_name"] == "mp3"
    stream = probe(path_of(light))["streams"][0]
    assert (stream["codec_name"], stream["channels"]) == ("aac", 1)
    assert 20_000 < int(stream["bit_rate"]) < 40_000
    assert web.duration == pytest.approx(12.0, abs=0.15)
    assert [(source.mime_type, source.is_light) for source in sources_of(recording)] == [
        ("audio/mpeg", False), ("audio/mp4", True),
    ]  # fmt: skip
    assert web.size == path_of(web).stat().st_size
    assert re.fullmatch(r"[a-z0-9-]+\.mp3", path_of(web).name)


def test_mp3_is_given_as_it_is_beside_a_light_one() -> None:
    recording = made("voix.mp3")

    assert rows() == [("light", 0, "ready", "audio/mp4")]
    assert [source.path.split("/")[-2] for source in sources_of(recording)] == ["original", "light-0"]


def test_film_of_a_telephone_becomes_h264_without_its_place() -> None:
    recording = made("telephone.mov")

    assert rows() == [("light", 240, "ready", "video/mp4"), ("web", 360, "ready", "video/mp4")]
    read = probe(path_of(recording.renditions.get(kind="web")))
    assert [stream["codec_name"] for stream in read["streams"]] == ["h264", "aac"]
    assert (read["streams"][0]["pix_fmt"], read["streams"][0]["height"]) == ("yuv420p", 360)
    assert "50.85" not in json.dumps(read)
    head = path_of(recording.renditions.get(kind="web")).read_bytes()[:4096]
    assert head.index(b"moov") < len(head)
    assert [(source.height, source.is_light) for source in sources_of(recording)] == [(360, False), (240, True)]


def test_film_without_sound_is_made_without_sound() -> None:
    recording = made("muet.mp4")

    assert [stream["codec_type"] for stream in probe(path_of(recording.renditions.get(kind="light")))["streams"]] == [
        "video"
    ]


def test_film_has_a_still_of_itself_unless_the_editor_chose_one() -> None:
    film = made("film.mp4")
    assert (film.poster.width, film.poster.height, film.poster.collection_id) == (480, 360, film.collection_id)

    chosen = recording_of("film.mp4", poster=film.poster)
    read_recording(chosen)
    assert CreditedImage.objects.count() == 1


def test_file_without_header_is_written_again_without_loss() -> None:
    recording = made("sans-entete.mp3")
    assert ask_for_remux(recording) is True
    make_renditions(recording)

    remux = recording.renditions.get(kind="remux")
    assert (remux.state, remux.mime_type) == ("ready", "audio/mpeg")
    judged = judge_file(path_of(remux), "mp3")
    assert judged.findings == []
    assert judged.duration == pytest.approx(recording.duration, abs=0.1)
    assert [source.path.split("/")[-2] for source in sources_of(Recording.objects.get())] == ["remux-0", "light-0"] or [
        source.path.split("/")[-2] for source in sources_of(Recording.objects.get())
    ] == ["remux-0"]


def test_wav_cannot_be_written_again_without_loss() -> None:
    recording = recording_of("voix.wav")
    read_recording(recording)

    assert ask_for_remux(Recording.objects.get()) is False


def loudness(path: Path, start: float, length: float) -> float | None:
    cut = path.with_name(f"part-{start}.wav")
    command = [
        "ffmpeg",
        "-v",
        "error",
        "-nostdin",
        "-y",
        "-ss",
        str(start),
        "-t",
        str(length),
        "-i",
        str(path),
        str(cut),
    ]
    subprocess.run(command, check=True, timeout=60)
    heard = decode_sound(cut).loudness
    cut.unlink()
    return heard


def test_withdrawn_passage_is_silent_in_what_is_made_anew(django_capture_on_commit_callbacks: Any) -> None:
    recording = made("voix.mp3")
    before = path_of(recording.renditions.get())

    with django_capture_on_commit_callbacks(execute=True):
        ReleaseFactory(recording=recording, withdrawn_on=timezone.localdate(), passages=[[3, 6]])
    assert before.exists() is False
    assert sources_of(Recording.objects.get()) == []

    make_renditions(recording)
    recording = Recording.objects.get()
    assert [source.path.split("/")[-2] for source in sources_of(recording)] == ["web-0", "light-0"]
    for rendition in recording.renditions.all():
        path = path_of(rendition)
        assert loudness(path, 3.2, 2.6) == -70.0
        assert (loudness(path, 0.0, 2.8) or -70) > -30
        assert (loudness(path, 6.3, 4) or -70) > -30


def test_withdrawn_passage_of_a_film_is_black_and_silent_and_so_is_its_still() -> None:
    recording = made("film.mp4")
    still = recording.facts["poster"]
    release = ReleaseFactory(recording=recording, withdrawn_on=timezone.localdate(), passages=[[0, 2]])

    assert Recording.objects.get().poster is None
    assert CreditedImage.objects.count() == 0
    while do_next():
        pass
    recording = Recording.objects.get()
    assert recording.poster is not None
    assert recording.facts["poster"][1] > still[1]
    path = path_of(recording.renditions.get(kind="web"))
    command = ["ffmpeg", "-nostdin", "-i", str(path), "-vf", "blackdetect=d=0.5:pix_th=0.1", "-an", "-f", "null", "-"]
    said = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stderr
    (found,) = re.findall(r"black_start:(\S+) black_end:(\S+)", said)
    assert (float(found[0]), float(found[1])) == (pytest.approx(0, abs=0.15), pytest.approx(2, abs=0.25))
    assert loudness(path, 0.1, 1.7) == -70.0

    release.delete()
    assert sorted(recording.renditions.values_list("kind", "height", "state")) == [("light", 240, "waiting")]


def test_recording_hidden_whole_has_nothing_left() -> None:
    recording = made("voix.wav")
    ReleaseFactory(recording=recording, withdrawn_on=timezone.localdate())

    assert RecordingRendition.objects.count() == 0
    assert sources_of(Recording.objects.get()) == []


def test_agreement_that_ends_is_followed_by_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *args: date(2026, 11, 20))
    recording = made("voix.mp3")
    ReleaseFactory(recording=recording, ends_on=date(2026, 11, 21), passages=[[3, 6]])
    assert (rows(), follow_days()) == ([("light", 0, "ready", "audio/mp4")], 0)

    monkeypatch.setattr(timezone, "localdate", lambda *args: date(2026, 11, 21))
    assert follow_days() == 0
    monkeypatch.setattr(timezone, "localdate", lambda *args: date(2026, 11, 22))
    IndexChange.objects.all().delete()
    assert follow_days() == 1
    assert [change.object_uuid for change in IndexChange.objects.filter(kind="media_library.recording")] == [
        recording.uuid
    ]
    assert [row[:3] for row in rows()] == [("light", 0, "waiting"), ("web", 0, "waiting")]
    assert follow_days() == 0


def test_failure_is_kept_for_the_editor_who_may_try_again(monkeypatch: pytest.MonkeyPatch) -> None:
    recording = recording_of("voix.wav")
    read_recording(recording)
    monkeypatch.setitem(plans.__dict__, "WEB_SOUND", "nonsense")
    make_renditions(recording)

    failed = recording.renditions.get(kind="web")
    assert (failed.state, "nonsense" in failed.error) == ("failed", True)
    monkeypatch.undo()
    try_again(failed)
    make_renditions(recording)
    failed.refresh_from_db()
    assert (failed.state, failed.error) == ("ready", "")


def test_what_a_stopped_machine_left_is_swept(settings: Any) -> None:
    old, new = Path(settings.RECORDINGS_DIR) / "making-old", Path(settings.RECORDINGS_DIR) / "making-new"
    upload = Path(settings.FILE_UPLOAD_TEMP_DIR) / "abc.upload.mp3"
    for folder in (old, new):
        folder.mkdir(parents=True)
        (folder / "made.mp3").write_bytes(b"x")
    upload.write_bytes(b"x")
    for path in (old, upload):
        os.utime(path, (1, 1))
    do_next()

    assert [path.exists() for path in (old, new, upload)] == [False, True, False]
    shutil.rmtree(new)


def test_nothing_unfinished_is_left_behind(settings: Any) -> None:
    made("voix.wav")

    assert [path.name for path in Path(settings.RECORDINGS_DIR).iterdir() if path.name.startswith("making")] == []


@pytest.mark.parametrize(
    ("height", "codec", "expected"),
    [
        (1080, "h264", [("web", 720), ("web", 360), ("light", 240)]),
        (720, "h264", [("web", 360), ("light", 240)]),
        (360, "h264", [("light", 240)]),
        (200, "h264", []),
        (1080, "hevc", [("web", 720), ("web", 360), ("light", 240)]),
        (241, "hevc", [("web", 240)]),
    ],
)
def test_heights_are_those_the_original_has(height: int, codec: str, expected: list[tuple[str, int]]) -> None:
    film = VideoFactory(height=height, facts={"container": "mp4", "video": {"codec": codec, "pixels": "yuv420p"}})

    assert [(one.kind, one.height) for one in plans.wanted_of(film, (), remux=False)] == expected


def test_planning_again_changes_nothing() -> None:
    recording = RecordingFactory()
    plan_renditions(recording)
    first = RecordingRendition.objects.get()
    plan_renditions(recording)

    assert RecordingRendition.objects.get().asked_at == first.asked_at
