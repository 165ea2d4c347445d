"""Recordings in the admin: given, described, looked after."""

import socket
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.live_server_helper import LiveServer
from wagtail.models import Collection, GroupCollectionPermission

from media_library.models import Recording, RecordingRendition, Release
from media_library.probing.services import read_recording
from tests.factories.audiovisual import RecordingFactory, ReleaseFactory, VideoFactory
from tests.factories.home import make_site
from tests.media_library.sounds import recording_of

pytestmark = pytest.mark.django_db
SOUND = b"ID3 no real sound"


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(get_user_model().objects.create_superuser("x", "x@example.org", "x"))
    return client


def sent(**fields: Any) -> dict[str, Any]:
    collection = Collection.get_first_root_node()
    return {
        "title": "La rivière", "collection": collection.pk, "licence": "reserved", "language": "fr", "whole": "tout",
        **fields,
    }  # fmt: skip


def uploaded(name: str = "voix.mp3", content: bytes = SOUND) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def errors_of(answer: Any) -> list[str]:
    return list(answer.context["form"].errors.get("file", []))


@pytest.mark.parametrize("page", ["index", "chooser"])
def test_library_opens_in_french(desk: Client, page: str) -> None:
    RecordingFactory(title="La rivière")
    answer = desk.get(reverse(f"wagtailmedia:{page}"))

    assert answer.status_code == 200
    words = answer.json()["html"] if page == "chooser" else answer.content.decode()
    assert "La rivière" in words
    assert [english for english in ("Add audio", "Upload", "Choose a", "Latest") if english in words] == []


def test_menu_calls_it_sounds_and_films(desk: Client) -> None:
    answer = desk.get(reverse("wagtailadmin_home"))

    assert "Sons et films" in answer.content.decode()


@pytest.mark.parametrize(("button", "name", "kind"), [("audio", "film.MP4", "video"), ("video", "voix.mp3", "audio")])
def test_upload_is_what_the_file_is(desk: Client, button: str, name: str, kind: str) -> None:
    desk.post(reverse("wagtailmedia:add", args=[button]), sent(file=uploaded(name)))

    recording = Recording.objects.get()
    assert (recording.title, recording.type, recording.probe_state, recording.language) == (
        "La rivière", kind, "waiting", "fr",
    )  # fmt: skip
    assert recording.file.read() == SOUND
    recording.file.close()


def test_upload_of_another_kind_is_refused(desk: Client) -> None:
    answer = desk.post(reverse("wagtailmedia:add", args=["audio"]), sent(file=uploaded("lettre.docx")))

    assert errors_of(answer)[0].startswith("Un fichier « .docx » n’est ni un son ni une vidéo. On prend : 3gp, aac")
    assert Recording.objects.count() == 0


def test_upload_that_is_too_large_is_refused(desk: Client, settings: Any) -> None:
    settings.RECORDING_MAX_MB = 1
    content = b"x" * (1024 * 1024 + 1)
    answer = desk.post(reverse("wagtailmedia:add", args=["audio"]), sent(file=uploaded(content=content)))

    assert ["1,0" in errors_of(answer)[0], "pèse" in errors_of(answer)[0]] == [True, True]
    assert Recording.objects.count() == 0


def test_upload_that_stopped_before_its_end_is_refused(desk: Client) -> None:
    answer = desk.post(reverse("wagtailmedia:add", args=["audio"]), sent(file=uploaded(), whole=""))

    assert errors_of(answer) == ["L’envoi s’est interrompu avant la fin : recommencez."]
    assert Recording.objects.count() == 0


def test_empty_upload_is_refused(desk: Client) -> None:
    answer = desk.post(reverse("wagtailmedia:add", args=["audio"]), sent(file=uploaded(content=b"")))

    assert len(errors_of(answer)) == 1
    assert Recording.objects.count() == 0


def test_large_upload_arrives_on_the_disk_where_it_stays(
    desk: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    arrived: list[Path] = []
    save = FileSystemStorage._save  # type: ignore[attr-defined]  # the stubs leave it out

    def spy(self: Any, name: str, content: Any) -> Any:
        arrived.append(Path(content.temporary_file_path()))
        return save(self, name, content)

    monkeypatch.setattr(FileSystemStorage, "_save", spy)
    desk.post(reverse("wagtailmedia:add", args=["audio"]), sent(file=uploaded(content=b"x" * 3_000_000)))

    assert [path.parent for path in arrived] == [Path(settings.FILE_UPLOAD_TEMP_DIR)]
    assert arrived[0].exists() is False
    assert Path(Recording.objects.get().file.path).stat().st_size == 3_000_000


def test_chooser_takes_an_upload(desk: Client) -> None:
    fields = {f"media-chooser-upload-{name}": value for name, value in sent(file=uploaded()).items()}
    answer = desk.post(reverse("wagtailmedia:chooser_upload", args=["audio"]), fields).json()

    assert answer["step"] == "media_chosen"
    assert answer["result"]["title"] == Recording.objects.get().title


def test_page_shows_what_was_read_and_made(desk: Client) -> None:
    recording = RecordingFactory(findings=[["duration_guessed", {"declared": 70.0, "measured": 60.0}]])
    RecordingRendition.objects.create(recording=recording, kind="light", state="failed", error="Unknown encoder")
    page = desk.get(reverse("wagtailmedia:edit", args=[recording.pk])).content.decode()

    assert "1:10,0 s" in page
    assert "Unknown encoder" in page
    assert "Réessayer" in page
    assert page.count('name="remux"') == 2
    assert recording.url in page


def test_page_is_saved_and_another_file_read_again(desk: Client, django_capture_on_commit_callbacks: Any) -> None:
    recording = RecordingFactory()
    before, storage = str(recording.file.name), recording.file.storage
    address = reverse("wagtailmedia:edit", args=[recording.pk])
    assert desk.post(address, sent(title="Autre titre")).status_code == 302
    recording.refresh_from_db()
    assert (recording.title, recording.probe_state, recording.file.name) == ("Autre titre", "ready", before)

    with django_capture_on_commit_callbacks(execute=True):
        desk.post(address, sent(file=uploaded("film.mp4", b"other")))
    recording.refresh_from_db()
    assert (recording.type, recording.probe_state, storage.exists(before)) == ("video", "waiting", False)
    assert storage.exists(str(recording.file.name)) is True


def test_file_that_is_refused_leaves_the_one_before(desk: Client, django_capture_on_commit_callbacks: Any) -> None:
    recording = RecordingFactory()
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(reverse("wagtailmedia:edit", args=[recording.pk]), sent(file=uploaded("lettre.docx")))

    recording.refresh_from_db()
    assert (recording.probe_state, recording.file.storage.exists(str(recording.file.name))) == ("ready", True)


def test_buttons_read_again_remux_and_try_again(desk: Client) -> None:
    recording = recording_of("sans-entete.mp3")
    read_recording(recording)
    address = reverse("recording-action", args=[recording.pk])
    desk.post(address, {"remux": ""})
    rendition = RecordingRendition.objects.get(kind="remux")
    assert rendition.state == "waiting"

    RecordingRendition.objects.update(state="failed", error="x")
    desk.post(address, {"again": str(rendition.pk)})
    rendition.refresh_from_db()
    assert (rendition.state, rendition.error) == ("waiting", "")
    assert desk.post(address, {"again": "nonsense"}).status_code == 404

    desk.post(address, {"read": ""})
    assert Recording.objects.get().probe_state == "waiting"
    assert desk.get(address).status_code == 405


def lines(recording: Recording, releases: list[dict[str, Any]], versions: list[dict[str, Any]]) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for prefix, rows in (("releases", releases), ("versions", versions)):
        data[f"{prefix}-TOTAL_FORMS"], data[f"{prefix}-INITIAL_FORMS"] = len(rows), 0
        for number, row in enumerate(rows):
            data |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return data


def test_agreements_and_versions_are_saved(desk: Client) -> None:
    recording, signed = RecordingFactory(), VideoFactory()
    today = timezone.localdate()
    address = reverse("recording-releases", args=[recording.pk])
    data = lines(
        recording,
        [{"name": "Awa", "withdrawn_on": today.isoformat(), "passages": "0:02-0:04\n0:10.5 – 0:12\n"}],
        [{"version": signed.pk, "kind": "signed", "sign_language": "sfb"}],
    )
    assert desk.post(address, data).status_code == 302

    assert Release.objects.get().passages == [[2.0, 4.0], [10.5, 12.0]]
    assert [(one.version_id, one.kind, one.sign_language) for one in recording.versions.all()] == [
        (signed.pk, "signed", "sfb")
    ]
    page = desk.get(address).content.decode()
    assert "0:10.500-0:12" in page
    assert "0:02–0:04" in desk.get(reverse("wagtailmedia:edit", args=[recording.pk])).content.decode()
    assert sorted(RecordingRendition.objects.values_list("kind", "state")) == [("light", "waiting"), ("web", "waiting")]


@pytest.mark.parametrize(
    ("release", "version", "word"),
    [
        ({"name": "Awa", "passages": "deux minutes"}, {}, "Ligne 1 : « deux minutes » n’est pas un passage"),
        ({"name": "Awa", "passages": "0:04-0:02"}, {}, "la fin vient avant le début"),
        ({"name": "Awa", "passages": "2:00-2:10"}, {}, "l’enregistrement ne dure que 1:00"),
        ({"name": "", "passages": "0:01-0:02"}, {}, "Dites de qui est cet accord"),
        ({"name": "Awa", "signed_on": "2026-02-01", "ends_on": "2026-01-01"}, {}, "vient avant la signature"),
        ({}, {"kind": "signed", "sign_language": ""}, "Dites quelle langue des signes"),
        ({}, {"kind": "described", "itself": True}, "C’est l’enregistrement lui-même"),
    ],
)
def test_bad_lines_are_told_and_nothing_is_saved(
    desk: Client, release: dict[str, Any], version: dict[str, Any], word: str
) -> None:
    recording = RecordingFactory()
    other = recording if version.pop("itself", False) else VideoFactory()
    rows = [{**version, "version": other.pk}] if version else []
    answer = desk.post(
        reverse("recording-releases", args=[recording.pk]), lines(recording, [release] if release else [], rows)
    )

    assert word in answer.content.decode()
    assert (Release.objects.count(), recording.versions.count()) == (0, 0)


@pytest.mark.parametrize("name", ["recording-releases", "recording-action", "wagtailmedia:edit"])
def test_pages_are_for_those_who_may_change_the_recording(client: Client, name: str) -> None:
    user = get_user_model().objects.create_user("a", "a@example.org", "a")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(user)
    recording = RecordingFactory()
    ReleaseFactory(recording=recording, name="Secret")
    address = reverse(name, args=[recording.pk])

    answers = [client.get(address), client.post(address, {"read": ""})]
    assert {answer.status_code for answer in answers} <= {302, 403, 405}
    assert all("Secret" not in answer.content.decode() for answer in answers)
    assert Recording.objects.get().probe_state == "ready"


def test_groups_of_the_house_may_what_they_may_with_pictures() -> None:
    found = {
        group.name: sorted(
            GroupCollectionPermission.objects.filter(
                group=group, permission__content_type__app_label="wagtailmedia"
            ).values_list("permission__codename", flat=True)
        )
        for group in Group.objects.filter(
            name__in=["Autrices et auteurs", "Rédaction", "Correction", "Rédaction en chef", "Documentation"]
        )
    }

    assert found == {
        "Autrices et auteurs": ["add_media"],
        "Rédaction": ["add_media", "change_media"],
        "Correction": [],
        "Rédaction en chef": ["add_media", "change_media"],
        "Documentation": ["add_media", "change_media"],
    }


def test_page_costs_the_same_with_more_parts(desk: Client, django_assert_max_num_queries: Any) -> None:
    recording = RecordingFactory()
    for height in range(4):
        RecordingRendition.objects.create(recording=recording, kind="web", height=height, state="failed")
        ReleaseFactory(recording=recording)
    desk.get(reverse("wagtailmedia:edit", args=[recording.pk]))

    with django_assert_max_num_queries(60):
        desk.get(reverse("wagtailmedia:edit", args=[recording.pk]))


@pytest.mark.django_db(transaction=True)
def test_connection_that_breaks_leaves_nothing_half(live_server: LiveServer, client: Client, settings: Any) -> None:
    make_site()
    client.force_login(get_user_model().objects.create_superuser("x", "x@example.org", "x"))
    cookie = (
        f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}; csrftoken={'a' * 32}"
    )
    boundary = "limite"
    parts = "".join(
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in {**sent(), "csrfmiddlewaretoken": "a" * 32}.items()
        if name != "whole"
    )
    parts += (
        f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="voix.mp3"\r\n'
        "Content-Type: audio/mpeg\r\n\r\n" + "x" * 3_100_000
    )
    place = urlsplit(live_server.url)
    address = reverse("wagtailmedia:add", args=["audio"])
    head = (
        f"POST {address} HTTP/1.1\r\nHost: {place.netloc}\r\nCookie: {cookie}\r\nConnection: close\r\n"
        f"Content-Type: multipart/form-data; boundary={boundary}\r\nContent-Length: 9000000\r\n\r\n"
    )
    with socket.create_connection((str(place.hostname), int(place.port or 0)), timeout=20) as connection:
        connection.sendall((head + parts).encode())
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(65536):
            pass

    assert Recording.objects.count() == 0
    assert [path for path in Path(settings.RECORDINGS_DIR).rglob("*.mp3") if path.stat().st_size == 3_100_000] == []
