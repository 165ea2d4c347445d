"""Files of recordings: whole, in parts, by whom, and against the real server."""

import http.client
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.test import Client
from django.utils import timezone
from pytest_django.live_server_helper import LiveServer

from audiovisual.models import EpisodePage
from media_library.models import ListedSource, Recording, RecordingRendition, RenditionState
from media_library.serving.handing import CHUNK
from media_library.sources import file_path, made_of_digest, sources_of
from tests.factories.audiovisual import EpisodeFactory, RecordingFactory, ReleaseFactory, ShowFactory
from tests.factories.home import make_site
from tests.factories.media_library import CollectionFactory

BYTES = b"0123456789" * 100


@pytest.fixture
def recording(db: None) -> Recording:
    """A recording that a live episode plays."""
    make_site()
    recording = RecordingFactory(probed_at=timezone.now(), title="La rivière")
    EpisodeFactory(parent=ShowFactory(), recording=recording)
    return recording  # type: ignore[no-any-return]  # factories are untyped


def path_of(recording: Recording) -> str:
    return file_path(recording, "original", str(recording.file.name))


def status(answer: Any) -> int:
    """The status of an answer whose bytes nobody wants."""
    body(answer)
    return int(answer.status_code)


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_whole_file_is_described(client: Client, recording: Recording) -> None:
    answer = client.get(path_of(recording))

    assert (answer.status_code, body(answer)) == (200, BYTES)
    assert answer["Content-Type"] == "audio/mpeg"
    assert answer["Content-Length"] == "1000"
    assert answer["Accept-Ranges"] == "bytes"
    assert answer["ETag"] == f'"{recording.digest}-1000"'
    assert answer["Content-Disposition"] == 'inline; filename="la-riviere.mp3"'
    assert answer["Cache-Control"] == "public, no-cache"
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")


def test_head_says_the_same_without_the_bytes(client: Client, recording: Recording) -> None:
    whole, head = client.get(path_of(recording)), client.head(path_of(recording))
    body(whole)

    assert (head.status_code, body(head)) == (200, b"")
    for name in ("Content-Type", "Content-Length", "Accept-Ranges", "ETag", "Last-Modified", "Content-Disposition"):
        assert head[name] == whole[name]


@pytest.mark.parametrize(
    ("asked", "sent", "content_range"),
    [
        ("bytes=0-0", b"0", "bytes 0-0/1000"),
        ("bytes=10-19", b"0123456789", "bytes 10-19/1000"),
        ("bytes=995-", b"56789", "bytes 995-999/1000"),
        ("bytes=995-5000", b"56789", "bytes 995-999/1000"),
        ("bytes=-3", b"789", "bytes 997-999/1000"),
        ("bytes=-5000", BYTES, "bytes 0-999/1000"),
        ("Bytes = 3-4", b"34", "bytes 3-4/1000"),
    ],
)
def test_part_is_206(client: Client, recording: Recording, asked: str, sent: bytes, content_range: str) -> None:
    answer = client.get(path_of(recording), headers={"Range": asked})

    assert (answer.status_code, body(answer)) == (206, sent)
    assert answer["Content-Range"] == content_range
    assert answer["Content-Length"] == str(len(sent))


@pytest.mark.parametrize("asked", ["bytes=1000-", "bytes=1000-2000", "bytes=-0", f"bytes={'9' * 18}-"])
def test_part_after_the_end_is_416(client: Client, recording: Recording, asked: str) -> None:
    answer = client.get(path_of(recording), headers={"Range": asked})

    assert (answer.status_code, answer["Content-Range"]) == (416, "bytes */1000")


@pytest.mark.parametrize(
    "asked", ["bytes=0-1,5-6", "bytes=5-2", "bytes=-", "bytes=a-b", "seconds=0-1", f"bytes={'9' * 30}-", "bytes=0-1,"]
)
def test_several_parts_and_nonsense_get_the_whole(client: Client, recording: Recording, asked: str) -> None:
    answer = client.get(path_of(recording), headers={"Range": asked})

    assert (answer.status_code, body(answer)) == (200, BYTES)


def test_if_range_gives_the_part_of_the_same_file_alone(client: Client, recording: Recording) -> None:
    path, part = path_of(recording), {"Range": "bytes=0-1"}
    known = client.head(path)

    assert status(client.get(path, headers={**part, "If-Range": known["ETag"]})) == 206
    assert status(client.get(path, headers={**part, "If-Range": known["Last-Modified"]})) == 206
    assert status(client.get(path, headers={**part, "If-Range": '"other"'})) == 200
    assert status(client.get(path, headers={**part, "If-Range": f"W/{known['ETag']}"})) == 200
    assert status(client.get(path, headers={**part, "If-Range": "Wed, 21 Oct 2015 07:28:00 GMT"})) == 200


def test_what_the_browser_has_is_304(client: Client, recording: Recording) -> None:
    path = path_of(recording)
    known = client.head(path)

    answer = client.get(path, headers={"If-None-Match": known["ETag"]})
    assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", known["ETag"])
    assert status(client.get(path, headers={"If-Modified-Since": known["Last-Modified"]})) == 304


def test_download_is_an_attachment(client: Client, recording: Recording) -> None:
    answer = client.head(path_of(recording) + "?telecharger=1")

    assert answer["Content-Disposition"] == 'attachment; filename="la-riviere.mp3"'


def test_earlier_name_leads_to_the_name_of_now(client: Client, recording: Recording) -> None:
    answer = client.get(file_path(recording, "original", "ancien.mp3") + "?telecharger=1")

    assert (answer.status_code, answer["Location"]) == (302, path_of(recording) + "?telecharger=1")


def test_other_methods_are_refused_and_players_told_what_they_may(client: Client, recording: Recording) -> None:
    assert status(client.post(path_of(recording))) == 405
    told = client.options(path_of(recording))
    assert (told.status_code, told["Access-Control-Allow-Origin"]) == (204, "*")
    assert "Range" in told["Access-Control-Allow-Headers"]


def hide_private(recording: Recording) -> None:
    recording.collection = CollectionFactory(private=True)
    recording.save()


def hide_waiting(recording: Recording) -> None:
    Recording.objects.filter(pk=recording.pk).update(probe_state="waiting")


def hide_withdrawn(recording: Recording) -> None:
    ReleaseFactory(recording=recording, withdrawn_on=timezone.localdate())


def hide_passage(recording: Recording) -> None:
    ReleaseFactory(recording=recording, withdrawn_on=timezone.localdate(), passages=[[3, 9]])


def hide_unpublished(recording: Recording) -> None:
    EpisodePage.objects.get(recording=recording).unpublish()


@pytest.mark.parametrize("hide", [hide_private, hide_waiting, hide_withdrawn, hide_passage, hide_unpublished])
def test_hidden_file_does_not_exist_for_visitors(client: Client, recording: Recording, hide: Any) -> None:
    hide(recording)
    hidden = client.get(path_of(recording))
    never = client.get(path_of(recording).replace(str(recording.uuid), "0f0d4f1e-8a30-4f7d-9a0e-3f0f6d1f0000"))

    assert (hidden.status_code, never.status_code) == (404, 404)
    assert hidden.content == never.content
    assert {*hidden.headers} == {*never.headers}
    assert not hidden.cookies


def test_editor_has_what_is_hidden_and_nobody_keeps_it(client: Client, recording: Recording) -> None:
    hide_private(recording)
    client.force_login(get_user_model().objects.create_superuser("x", "x@example.org", "x"))
    answer = client.get(path_of(recording))

    assert (answer.status_code, body(answer)) == (200, BYTES)
    assert answer["Cache-Control"] == "private, no-store"
    assert "Access-Control-Allow-Origin" not in answer


def test_rendition_of_another_state_is_not_given(client: Client, recording: Recording) -> None:
    made_of = made_of_digest(recording, ())
    rendition = RecordingRendition(
        recording=recording, kind=ListedSource.LIGHT, state=RenditionState.READY, mime_type="audio/mp4", size=5,
        made_of=made_of, made_at=timezone.now(),
    )  # fmt: skip
    rendition.file.save("leger.m4a", ContentFile(b"leger"), save=False)
    rendition.save()
    path = file_path(recording, "light-0", "leger.m4a")

    assert [source.path for source in sources_of(Recording.objects.get())] == [path_of(recording), path]
    assert body(client.get(path)) == b"leger"
    RecordingRendition.objects.update(made_of="x")
    assert status(client.get(path)) == 404


def test_large_file_passes_in_pieces(client: Client, recording: Recording) -> None:
    recording.file.save("grand.mp3", ContentFile(b"x" * (CHUNK * 2 + 7)), save=False)
    Recording.objects.filter(pk=recording.pk).update(file=recording.file.name, size=CHUNK * 2 + 7)

    answer = client.get(path_of(recording))
    assert [len(chunk) for chunk in answer.streaming_content] == [CHUNK, CHUNK, 7]  # type: ignore[attr-defined]  # the stubs know no stream


def test_web_server_in_front_sends_the_file(client: Client, recording: Recording, settings: Any) -> None:
    settings.RECORDINGS_ACCEL_PREFIX = "/dedans/"
    answer = client.get(path_of(recording), headers={"Range": "bytes=0-1"})

    assert (answer.status_code, answer.content) == (200, b"")
    assert answer["X-Accel-Redirect"] == f"/dedans/{recording.file.name}"
    assert answer["Content-Type"] == "audio/mpeg"
    assert client.head(path_of(recording))["X-Accel-Redirect"] == f"/dedans/{recording.file.name}"


class StoreElsewhere(Storage):
    """An object store that signs addresses."""

    def url(self, name: str | None) -> str:
        return f"https://store.example/{name}?signed"


def test_object_store_is_led_to(client: Client, recording: Recording, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Recording._meta.get_field("file"), "storage", StoreElsewhere())
    answer = client.get(path_of(recording))

    assert answer.status_code == 302
    assert answer["Location"] == f"https://store.example/{recording.file.name}?signed"
    assert answer["Cache-Control"] == "no-store"


def test_file_that_is_gone_from_the_disk_is_404(client: Client, recording: Recording) -> None:
    recording.file.storage.delete(str(recording.file.name))

    assert status(client.get(path_of(recording))) == 404


def test_number_of_queries_stays(client: Client, recording: Recording, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(16):
        answer = client.get(path_of(recording), headers={"Range": "bytes=0-1"})
    assert body(answer) == b"01"


@pytest.fixture
def served(transactional_db: None, live_server: LiveServer) -> Iterator[tuple[http.client.HTTPConnection, str]]:
    """A connection to a real server, and the path of a file there."""
    make_site()
    recording = RecordingFactory(probed_at=timezone.now())
    EpisodeFactory(parent=ShowFactory(), recording=recording)
    connection = http.client.HTTPConnection(urlsplit(live_server.url).netloc, timeout=20)
    yield connection, path_of(recording)
    connection.close()


def test_real_server_answers_head_and_parts(served: tuple[http.client.HTTPConnection, str]) -> None:
    connection, path = served
    connection.request("HEAD", path)
    head = connection.getresponse()
    assert (head.status, head.read(), head.headers["Content-Length"]) == (200, b"", "1000")
    assert (head.headers["Content-Type"], head.headers["Accept-Ranges"]) == ("audio/mpeg", "bytes")

    connection.request("GET", path, headers={"Range": "bytes=10-14"})
    part = connection.getresponse()
    assert (part.status, part.read(), part.headers["Content-Range"]) == (206, b"01234", "bytes 10-14/1000")
    assert (part.headers["Content-Length"], part.headers.get("Set-Cookie")) == ("5", None)

    connection.request("GET", path, headers={"Range": "bytes=2000-"})
    beyond = connection.getresponse()
    assert (beyond.status, beyond.read(), beyond.headers["Content-Range"]) == (416, b"", "bytes */1000")
