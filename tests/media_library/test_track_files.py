"""Tracks and chapters by their own address."""

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from media_library.models import Recording, Track
from media_library.tracks.addresses import chapters_path, track_path
from media_library.tracks.cues import Cue, stored_cues
from tests.factories.audiovisual import EpisodeFactory, RecordingFactory, ReleaseFactory, SpeakerFactory, TrackFactory
from tests.factories.directory import AgentFactory

pytestmark = pytest.mark.django_db


def heard() -> Recording:
    """A recording a public episode plays."""
    recording = RecordingFactory(title="Les mots du trajet")
    EpisodeFactory(recording=recording)
    return recording


def spoken(recording: Recording) -> Track:
    """Its transcript, in two voices."""
    awa = SpeakerFactory(recording=recording, agent=AgentFactory(name="Awa Diallo"), label="Awa")
    neighbour = SpeakerFactory(recording=recording, label="une voisine")
    cues = [
        Cue(0.0, 4.5, "La rivière est basse.", speaker=str(awa.uuid)),
        Cue(4.5, 9.25, "On passe à pied & <vite>.", speaker=str(neighbour.uuid)),
    ]
    return TrackFactory(recording=recording, cues=stored_cues(cues))


def body(client: Client, track: Track, form: str) -> str:
    """What an address gives."""
    return client.get(track_path(track, form)).content.decode()


def test_track_is_given_out_as_webvtt_with_its_voices(client: Client) -> None:
    track = spoken(heard())

    assert body(client, track, "vtt") == (
        "WEBVTT\n\nNOTE\nLes mots du trajet — transcription (fr)\n\n"
        "00:00:00.000 --> 00:00:04.500\n<v Awa Diallo>La rivière est basse.\n\n"
        "00:00:04.500 --> 00:00:09.250\n<v une voisine>On passe à pied &amp; &lt;vite&gt;.\n"
    )


def test_track_is_given_out_as_subrip(client: Client) -> None:
    assert body(client, spoken(heard()), "srt") == (
        "1\n00:00:00,000 --> 00:00:04,500\nAwa Diallo : La rivière est basse.\n\n"
        "2\n00:00:04,500 --> 00:00:09,250\nune voisine : On passe à pied & <vite>.\n"
    )


def test_track_is_given_out_as_json(client: Client) -> None:
    assert json.loads(body(client, spoken(heard()), "json")) == {
        "version": "1.0.0",
        "notes": ["Les mots du trajet — transcription (fr)"],
        "segments": [
            {"speaker": "Awa Diallo", "startTime": 0, "endTime": 4.5, "body": "La rivière est basse."},
            {"speaker": "une voisine", "startTime": 4.5, "endTime": 9.25, "body": "On passe à pied & <vite>."},
        ],
    }


def test_track_is_given_out_as_text(client: Client) -> None:
    assert body(client, spoken(heard()), "txt") == (
        "[Les mots du trajet — transcription (fr)]\n\n"
        "Awa Diallo : La rivière est basse.\n\nune voisine : On passe à pied & <vite>.\n"
    )


@pytest.mark.parametrize(
    ("form", "content_type"),
    [
        ("vtt", "text/vtt; charset=utf-8"),
        ("srt", "application/x-subrip; charset=utf-8"),
        ("json", "application/json; charset=utf-8"),
        ("txt", "text/plain; charset=utf-8"),
    ],
)
def test_track_says_its_type_and_is_open_to_all_applications(client: Client, form: str, content_type: str) -> None:
    answer = client.get(track_path(spoken(heard()), form))

    assert answer.headers["Content-Type"] == content_type
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Set-Cookie" not in answer.headers
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert not answer.cookies


def test_track_known_already_is_not_sent_again(client: Client) -> None:
    track = spoken(heard())
    etag = client.get(track_path(track, "vtt")).headers["ETag"]
    again = client.get(track_path(track, "vtt"), headers={"If-None-Match": etag})

    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", etag)
    assert again.headers["Access-Control-Allow-Origin"] == "*"

    track.cues = stored_cues([Cue(0.0, 1.0, "Autre chose.")])
    track.save()
    assert client.get(track_path(track, "vtt"), headers={"If-None-Match": etag}).status_code == 200


def test_applications_may_ask_first_whether_they_may_read(client: Client) -> None:
    answer = client.options(track_path(spoken(heard()), "vtt"))

    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert client.post(track_path(spoken(heard()), "vtt")).status_code == 405


def test_head_has_the_length_and_no_body(client: Client) -> None:
    track = spoken(heard())
    whole = client.get(track_path(track, "vtt"))
    head = client.head(track_path(track, "vtt"))

    assert head.headers["Content-Length"] == str(len(whole.content))
    assert head.content == b""


def test_unread_machine_text_says_so_until_somebody_has_read_it(client: Client) -> None:
    track = spoken(heard())
    Track.objects.filter(pk=track.pk).update(is_automatic=True)
    assert "NOTE\nTexte fait par une machine, pas encore relu.\n" in body(client, track, "vtt")

    Track.objects.filter(pk=track.pk).update(reviewed_at=timezone.now())
    assert "machine" not in body(client, track, "vtt")


@pytest.mark.parametrize("form", ["vtt", "srt", "json", "txt"])
def test_cues_of_who_takes_their_agreement_back_are_gone_at_once(client: Client, form: str) -> None:
    recording = heard()
    track = spoken(recording)
    etag = client.get(track_path(track, form)).headers["ETag"]
    awa = recording.speakers.get(label="Awa")
    ReleaseFactory(recording=recording, agent=awa.agent, withdrawn_on=timezone.localdate())
    answer = client.get(track_path(track, form), headers={"If-None-Match": etag})

    assert answer.status_code == 200
    assert "rivière" not in answer.content.decode()
    assert "Awa" not in answer.content.decode()
    assert "voisine" in answer.content.decode()


def test_track_of_nothing_public_does_not_exist(client: Client) -> None:
    track = TrackFactory(recording=RecordingFactory())
    hidden = TrackFactory(recording=heard(), is_shown=False)

    assert client.get(track_path(track, "vtt")).status_code == 404
    assert client.get(track_path(hidden, "vtt")).status_code == 404
    assert client.get(track_path(spoken(heard()), "vtt").replace(".vtt", ".pdf")).status_code == 404


def test_editor_reads_a_track_before_the_public_and_nobody_keeps_it(admin_client: Client) -> None:
    answer = admin_client.get(track_path(TrackFactory(recording=RecordingFactory()), "vtt"))

    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "private, no-store")


def chaptered() -> Recording:
    """A recording with two chapters."""
    recording = heard()
    chapters = [Cue(0.0, 12.345, "Départ", url="https://example.org/a"), Cue(12.345, 60.0, "Au bord de l’eau")]
    TrackFactory(recording=recording, kind=Track.Kind.CHAPTERS, cues=stored_cues(chapters))
    return recording


def test_chapters_keep_their_fractions_in_json(client: Client) -> None:
    answer = client.get(chapters_path(chaptered()))

    assert answer.headers["Content-Type"] == "application/json+chapters; charset=utf-8"
    assert json.loads(answer.content) == {
        "version": "1.2.0",
        "title": "Les mots du trajet",
        "chapters": [
            {"startTime": 0.0, "endTime": 12.345, "title": "Départ", "url": "https://example.org/a"},
            {"startTime": 12.345, "endTime": 60.0, "title": "Au bord de l’eau"},
        ],
    }


def test_chapters_are_given_out_as_simple_chapters_and_lines(client: Client) -> None:
    recording = chaptered()

    assert client.get(chapters_path(recording, "psc.xml")).content.decode() == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<psc:chapters xmlns:psc="http://podlove.org/simple-chapters" version="1.2">\n'
        '  <psc:chapter start="00:00:00.000" title="Départ" href="https://example.org/a"/>\n'
        '  <psc:chapter start="00:00:12.345" title="Au bord de l’eau"/>\n'
        "</psc:chapters>\n"
    )
    assert client.get(chapters_path(recording, "txt")).content.decode() == (
        "00:00:00 Départ\n00:00:12 Au bord de l’eau\n"
    )


def test_recording_without_chapters_has_no_file_of_them(client: Client) -> None:
    assert client.get(chapters_path(heard())).status_code == 404


def test_files_of_a_track_cost_the_same_queries_whatever_its_size(client: Client) -> None:
    counts = []
    for size in (1, 50):
        recording = heard()
        for _number in range(size // 10 + 1):
            SpeakerFactory(recording=recording, agent=AgentFactory())
        track = TrackFactory(recording=recording, cues=stored_cues([Cue(i, i + 1, "mot") for i in range(size)]))
        client.get(track_path(track, "vtt"))
        with CaptureQueriesContext(connection) as captured:
            client.get(track_path(track, "vtt"))
        counts.append(len(captured))

    assert counts[0] == counts[1]
