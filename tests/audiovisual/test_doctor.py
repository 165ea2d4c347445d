"""The feed doctor: what it says before publishing, what it says of the server, and to whom."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audiovisual.models import EpisodePage, FeedReport, ShowPage
from audiovisual.podcasts.artwork import make_artwork
from audiovisual.podcasts.doctor.after import examine_served
from audiovisual.podcasts.doctor.asking import Answer, Unreachable, own_path
from audiovisual.podcasts.doctor.before import examine_show
from audiovisual.podcasts.doctor.findings import Finding, read_findings
from audiovisual.podcasts.doctor.reports import ask_for_report, write_report
from media_library.models import Recording
from tests.audiovisual.full_show import full_show, square
from tests.factories.audiovisual import EpisodeFactory, RecordingFactory, ShowFactory, TrackFactory
from tests.factories.media_library import CollectionFactory, ImageFactory

pytestmark = pytest.mark.django_db


def codes(findings: list[Finding]) -> list[str]:
    """What was found."""
    return [finding.code for finding in findings]


class OwnServer:
    """This site, asked without a network; some answers may be changed."""

    def __init__(self, **changed: Any) -> None:
        self.changed = changed
        self.asked: list[tuple[str, str]] = []

    def __call__(self, method: str, path: str, **headers: str) -> Answer:
        self.asked.append((method, path))
        if path.startswith("/media/"):
            answer = Answer(200, {"content-type": "image/jpeg"})
        else:
            sent = {name.replace("_", "-"): value for name, value in headers.items()}
            got: Any = Client().generic(method, path, headers={"host": "127.0.0.1:8000", **sent})
            body = b"".join(got.streaming_content) if got.streaming else got.content
            answer = Answer(got.status_code, {name.lower(): value for name, value in got.items()}, body)
        change = self.changed.get(next((name for name in self.changed if name in path), ""))
        return change(method, answer) if change else answer


def without(answer: Answer, name: str) -> Mapping[str, str]:
    """The headers of an answer but one."""
    return {key: value for key, value in answer.headers.items() if key != name}


def test_healthy_show_has_nothing_said_of_it() -> None:
    show = full_show()
    TrackFactory(recording=EpisodePage.objects.get().recording)

    assert codes(examine_show(show)) == []


def test_empty_show_is_told_all_it_lacks() -> None:
    show: Any = ShowFactory(summary="")

    found = examine_show(show)

    assert codes(found) == ["no_artwork", "no_description", "no_category", "no_episode", "no_owner"]
    assert [finding.severity for finding in found] == ["error"] * 4 + ["warning"]
    assert all(finding.what and finding.mend for finding in found)


def test_drafts_are_read_as_the_editor_has_them() -> None:
    show: Any = ShowFactory()
    show.owner_email = "radio@example.org"
    show.artwork = ImageFactory(file=square(1000))
    show.presentation = f"<p>{'é' * 2001}</p>"
    show.summary = ""
    show.new_feed_url = "https://example.org/x"
    show.save_revision()

    assert codes(examine_show(ShowPage.objects.get())) == [
        "no_category", "no_episode", "artwork", "long_description", "moved", "locked_move",
    ]  # fmt: skip


def test_every_fault_of_an_episode_is_told() -> None:
    show: Any = ShowFactory(kind="serial")
    private: Any = RecordingFactory(collection=CollectionFactory(private=True))
    odd: Any = RecordingFactory(mime_type="audio/x-wav", duration=1500)
    named: Any = RecordingFactory()
    Recording.objects.filter(pk=named.pk).update(file="originals/été du gué.mp3")
    faults: dict[str, dict[str, Any]] = {
        "Rien": {"recording": None},
        "À lire": {"recording": RecordingFactory(probe_state="waiting", duration=0)},
        "Refusé": {"recording": RecordingFactory(probe_state="refused", duration=0)},
        "Privé": {"recording": private},
        "Vide": {"recording": RecordingFactory(size=0)},
        "Autre": {"recording": odd},
        "Nommé": {"recording": Recording.objects.get(pk=named.pk)},
        "Deviné": {"recording": RecordingFactory(findings=[["duration_guessed", {"declared": 1.0, "measured": 60.0}]])},
        "Demain": {"published_at": timezone.now() + timedelta(days=1), "summary": ""},
    }
    for number, (title, given) in enumerate(faults.items(), 1):
        EpisodeFactory(parent=show, title=title, number=number, **given)

    found: dict[str, set[str]] = {}
    for finding in examine_show(show):
        found.setdefault(finding.where, set()).add(finding.code)

    read = {"no_transcript"}
    assert {title: found[title] for title in faults} == {
        "Rien": {"no_recording"},
        "À lire": {"unread"},
        "Refusé": {"refused"},
        "Privé": {"private"} | read,
        "Vide": {"empty"} | read,
        "Autre": {"no_source", "no_chapters"} | read,
        "Nommé": {"file_name"} | read,
        "Deviné": {"durations"} | read,
        "Demain": {"future", "no_summary"} | read,
    }


def test_doubles_are_told_on_each() -> None:
    show: Any = ShowFactory(kind="serial")
    recording: Any = RecordingFactory()
    EpisodeFactory(parent=show, guid="Voix-1", number=1, recording=recording)
    EpisodeFactory(parent=show, guid="voix-1 ", number=1, recording=recording)
    EpisodeFactory(parent=show)

    found = codes(examine_show(show))

    assert [found.count(code) for code in ("same_guid", "same_recording", "same_number", "no_number")] == [2, 2, 2, 1]


def test_served_show_is_what_applications_want() -> None:
    show = full_show()
    make_artwork(EpisodePage.objects.get().image)
    server = OwnServer()

    assert examine_served(show, server) == []
    recording = EpisodePage.objects.get().recording
    assert ("HEAD", f"/enregistrements/{recording.uuid}/original/voix.mp3") in server.asked
    assert ("GET", f"/enregistrements/{recording.uuid}/chapitres.json") in server.asked


@pytest.mark.parametrize(
    ("part", "change", "expected"),
    [
        ("/flux/", lambda _method, answer: Answer(503, answer.headers), ["feed_status"]),
        ("voix.mp3", lambda _method, answer: Answer(404, answer.headers), ["file_head"]),
        (
            "voix.mp3",
            lambda method, answer: Answer(200, answer.headers, answer.body) if method == "GET" else answer,
            ["file_range"],
        ),
        (
            "voix.mp3",
            lambda _method, answer: Answer(answer.status, {**answer.headers, "content-length": "7"}, answer.body),
            ["file_length"],
        ),
        (
            "voix.mp3",
            lambda _method, answer: Answer(answer.status, {**answer.headers, "content-type": "text/html"}, answer.body),
            ["file_type"],
        ),
        (
            "chapitres.json",
            lambda _method, answer: Answer(200, without(answer, "access-control-allow-origin"), answer.body),
            ["file_cors"],
        ),
        ("/media/", lambda _method, answer: Answer(403, answer.headers), ["file_status", "file_status"]),
    ],
)
def test_what_the_server_does_wrong_is_told(part: str, change: Any, expected: list[str]) -> None:
    show = full_show()
    make_artwork(EpisodePage.objects.get().image)

    assert codes(examine_served(show, OwnServer(**{part: change}))) == expected


def test_server_that_does_not_answer_is_told_and_a_draft_is_not_asked() -> None:
    def silent(method: str, path: str, **headers: str) -> Answer:
        raise Unreachable(path)

    assert codes(examine_served(ShowFactory(slug="voix"), silent)) == ["unreachable"]
    assert examine_served(ShowFactory(live=False), silent) == []


def test_files_elsewhere_are_never_asked() -> None:
    assert own_path("https://cdn.example.org/x.mp3") == ""
    assert own_path("http://127.0.0.1:8000/x.mp3?a=1") == "/x.mp3?a=1"


def test_report_is_kept_and_told_in_words() -> None:
    show: Any = ShowFactory()
    ask_for_report(show)
    assert FeedReport.objects.get().is_waiting is True

    write_report(show, OwnServer(**{"/flux/": lambda _method, answer: Answer(500, answer.headers)}))

    report = FeedReport.objects.get()
    assert report.is_waiting is False
    (finding,) = read_findings([*report.findings, {"code": "gone"}])
    assert finding.what == "Le flux répond 500 au lieu de 200."


def test_page_of_the_doctor_is_for_those_who_edit(client: Client) -> None:
    show: Any = ShowFactory(title="Voix du quartier", old_feed_url="https://old.example.org/x")
    address = reverse("podcast_doctor", args=[show.pk])
    client.force_login(get_user_model().objects.create_user("lea", "lea@example.org", "x"))
    assert client.get(address).status_code == 302

    client.force_login(get_user_model().objects.create_superuser("ali", "ali@example.org", "x"))
    page = client.get(address).content.decode()

    assert "Il n’y a pas de pochette." in page
    assert f"http://127.0.0.1:8000/fr/podcasts/{show.slug}/flux/" in page
    assert client.post(address).status_code == 302
    assert FeedReport.objects.get().show == show
    assert f'href="{address}"' in client.get(reverse("wagtailadmin_pages:edit", args=[show.pk])).content.decode()
