"""Tracks in the admin: files given and taken, cues edited, voices, versions; who may."""

import json
import subprocess
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Collection, GroupCollectionPermission

from media_library.models import Recording, Speaker, Track, TrackUpload
from media_library.tracks.cues import Cue, read_cues, stored_cues
from media_library.tracks.services import write_cues
from media_library.tracks.uploads import forget_old_uploads, forget_uploads
from tests.factories.audiovisual import RecordingFactory, ReleaseFactory, SpeakerFactory, TrackFactory
from tests.factories.directory import AgentFactory

pytestmark = pytest.mark.django_db

GOOD = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Awa>Bonjour.\n\n00:03.000 --> 00:04.000\n<v Ben>Oui.\n"


def give(client: Client, recording: Recording, content: bytes | str, name: str = "a.vtt", **facts: str) -> Any:
    """Give a file in the form and follow to its report."""
    file = SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode())
    data = {"kind": "transcript", "language": "fr", "label": "", **facts, "file": file}
    return client.post(reverse("recording_tracks:add", args=[recording.pk]), data, follow=True)


def decide(client: Client, what: str, **more: Any) -> Any:
    """Take the only file that waits, or give it up."""
    upload = TrackUpload.objects.get()
    address = reverse("recording_tracks:report", args=[upload.recording_id, upload.uuid])
    return client.post(address, {what: "1", **more})


def rows(*cues: tuple[str, str, str, str]) -> str:
    """What the script sends: start, end, voice, text."""
    return json.dumps([{"start": a, "end": b, "name": name, "text": text} for a, b, name, text in cues])


def send(client: Client, track: Track, version: str | None = None, **data: str) -> Any:
    """Send the form of a track."""
    known = str(Track.objects.get(pk=track.pk).latest_revision_id or 0) if version is None else version
    return client.post(reverse("recording_tracks:edit", args=[track.pk]), {"version": known, **data})


def texts(track: Track) -> list[str]:
    """What is said in a track now."""
    return [cue.text for cue in read_cues(Track.objects.get(pk=track.pk).cues)]


def test_file_is_reported_before_anything_is_taken(admin_client: Client) -> None:
    recording = RecordingFactory()
    answer = give(admin_client, recording, GOOD + "\n00:99.000 --> 00:05.000\nPerdue\n", is_automatic="on")
    html = answer.content.decode()

    assert "2 répliques peuvent être reprises." in html
    assert "ligne 9</span> Temps illisibles : la réplique n’est pas reprise." in html
    assert "<q>Perdue</q>" in html
    assert (Track.objects.count(), TrackUpload.objects.count()) == (0, 1)


def test_what_is_valid_is_taken_with_its_voices(admin_client: Client) -> None:
    recording = RecordingFactory()
    awa = SpeakerFactory(recording=recording, label="Awa")
    give(admin_client, recording, GOOD, is_automatic="on")
    answer = decide(admin_client, "take")
    track = Track.objects.get()
    ben = Speaker.objects.get(label="Ben")

    assert answer.headers["Location"] == reverse("recording_tracks:edit", args=[track.pk])
    assert [(cue.text, cue.speaker) for cue in read_cues(track.cues)] == [
        ("Bonjour.", str(awa.uuid)), ("Oui.", str(ben.uuid)),
    ]  # fmt: skip
    assert (track.is_automatic, track.is_unreviewed, TrackUpload.objects.count()) == (True, True, 0)
    assert track.revisions.count() == 1


def test_name_that_is_no_voice_stays_in_the_text(admin_client: Client) -> None:
    recording = RecordingFactory()
    give(admin_client, recording, "Attention : marche.\n\nAttention : porte.\n", "a.txt")
    decide(admin_client, "take", not_voice="Attention")

    assert texts(Track.objects.get()) == ["Attention : marche.", "Attention : porte."]
    assert Speaker.objects.count() == 0


def test_file_given_up_changes_nothing(admin_client: Client) -> None:
    give(admin_client, RecordingFactory(), GOOD)
    decide(admin_client, "give_up")

    assert (Track.objects.count(), TrackUpload.objects.count(), Speaker.objects.count()) == (0, 0, 0)


def test_file_without_a_cue_can_not_be_taken_and_stays(admin_client: Client) -> None:
    give(admin_client, RecordingFactory(), b"%PDF-1.7 not text", "a.vtt")
    decide(admin_client, "take")

    assert (Track.objects.count(), TrackUpload.objects.count()) == (0, 1)


def test_heavy_file_is_refused_with_a_sentence(admin_client: Client) -> None:
    answer = give(admin_client, RecordingFactory(), b"x" * (5 * 1024 * 1024 + 1))

    assert "Le fichier est trop lourd : 5 Mo au plus." in answer.content.decode()
    assert TrackUpload.objects.count() == 0


def test_file_that_replaces_keeps_the_former_version(admin_client: Client) -> None:
    track = TrackFactory(recording=RecordingFactory(), reviewed_at=timezone.now())
    file = SimpleUploadedFile("b.vtt", GOOD.encode())
    data = {"kind": "transcript", "language": "fr", "file": file}
    admin_client.post(reverse("recording_tracks:replace", args=[track.pk]), data)
    decide(admin_client, "take")

    assert texts(track) == ["Bonjour.", "Oui."]
    assert Track.objects.get().reviewed_at is None
    first = track.revisions.order_by("pk").first()
    assert [row["text"] for row in first.content["cues"]] == ["La rivière est basse.", "On passe à pied."]


def test_files_nobody_takes_are_forgotten(admin_client: Client) -> None:
    give(admin_client, RecordingFactory(), GOOD)
    assert forget_old_uploads() == 0
    TrackUpload.objects.update(given_at=timezone.now() - timedelta(days=31))
    assert forget_old_uploads() == 1


def test_files_that_name_somebody_go_with_them(admin_client: Client) -> None:
    kept, gone, other = RecordingFactory(), RecordingFactory(), RecordingFactory()
    give(admin_client, kept, GOOD)
    give(admin_client, gone, "WEBVTT\n\n00:01.000 --> 00:02.000\nRien\n")
    give(admin_client, other, "1\n00:00:01,000 --> 00:00:02,000\nHélène\n".encode("cp1252"), "a.srt")

    assert forget_uploads([gone.pk], lambda text: "Hélène" in text) == 2
    assert [upload.recording for upload in TrackUpload.objects.all()] == [kept]


def test_chapters_the_file_carries_are_shown_before_they_are_taken(admin_client: Client, tmp_path: Path) -> None:
    facts, made = tmp_path / "facts.txt", tmp_path / "a.mp3"
    facts.write_text(";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=1000\ntitle=Été\n")
    command = ["ffmpeg", "-v", "error", "-f", "lavfi", "-i", "sine=d=1", "-i", str(facts), "-map_metadata", "1"]
    subprocess.run([*command, str(made)], check=True)
    recording = RecordingFactory(file=ContentFile(made.read_bytes(), name="a.mp3"), duration=1.0)
    silent = RecordingFactory()
    for one in (recording, silent):
        admin_client.post(reverse("recording_tracks:embedded", args=[one.pk]))
    decide(admin_client, "take")
    track = Track.objects.get()

    assert (track.recording, track.kind, read_cues(track.cues)) == (recording, "chapters", [Cue(0.0, 1.0, "Été")])


def test_empty_track_is_begun_without_a_file(admin_client: Client) -> None:
    data = {"kind": "captions", "language": "nl", "label": ""}
    admin_client.post(reverse("recording_tracks:add", args=[RecordingFactory().pk]), data)
    track = Track.objects.get()

    assert (track.kind, track.language, track.cues) == ("captions", "nl", [])


def test_rows_of_the_table_are_saved_as_a_version(admin_client: Client) -> None:
    track = TrackFactory(recording=RecordingFactory())
    sent = rows(("00:00:00.000", "0:04", "Awa", "Un."), ("0:05,5", "00:00:09.250", "Awa", " Deux \n\n lignes "))
    answer = send(admin_client, track, rows=sent)
    awa = Speaker.objects.get()

    assert answer.status_code == 302
    assert read_cues(Track.objects.get().cues) == [
        Cue(0.0, 4.0, "Un.", speaker=str(awa.uuid)), Cue(5.5, 9.25, "Deux\nlignes", speaker=str(awa.uuid)),
    ]  # fmt: skip
    assert track.revisions.count() == 2


def test_form_without_a_script_saves_webvtt(admin_client: Client) -> None:
    track = TrackFactory(recording=RecordingFactory())
    SpeakerFactory(recording=track.recording, label="Awa")
    page = admin_client.get(reverse("recording_tracks:edit", args=[track.pk])).content.decode()
    send(admin_client, track, webvtt="WEBVTT\r\n\r\n00:01.000 --> 00:02.500\r\n<v Awa>Bonjour.\r\n")

    assert "WEBVTT\n\n00:00:00.000 --&gt; 00:00:04.500\nLa rivière est basse.\n" in page
    assert read_cues(Track.objects.get().cues) == [Cue(1.0, 2.5, "Bonjour.", speaker=str(Speaker.objects.get().uuid))]


def test_nothing_is_saved_while_something_would_be_lost(admin_client: Client) -> None:
    track = TrackFactory(recording=RecordingFactory())
    sent = rows(("00:00:01.000", "00:00:02.000", "", "Gardée"), ("quand ?", "00:00:03.000", "", "Perdue"))
    answer = send(admin_client, track, rows=sent)
    html = answer.content.decode()

    assert answer.status_code == 422
    assert "réplique 2</span> Temps illisibles" in html
    assert "quand ?" in html
    assert texts(track) == ["La rivière est basse.", "On passe à pied."]

    send(admin_client, track, rows=sent, without="1")
    assert texts(track) == ["Gardée"]


def test_version_of_somebody_else_is_not_overwritten(admin_client: Client) -> None:
    track = TrackFactory(recording=RecordingFactory())
    opened = str(track.latest_revision_id or 0)
    write_cues(track, [Cue(0.0, 1.0, "Celle de l’autre.")], None)
    mine = rows(("00:00:01.000", "00:00:02.000", "", "La mienne."))
    answer = send(admin_client, track, opened, rows=mine)

    assert answer.status_code == 409
    assert "Quelqu’un a enregistré cette piste" in answer.content.decode()
    assert "La mienne." in answer.content.decode()
    assert texts(track) == ["Celle de l’autre."]

    latest = str(Track.objects.get().latest_revision_id)
    send(admin_client, track, opened, rows=mine, overwrite=latest)
    assert texts(track) == ["La mienne."]


def test_refused_version_makes_no_voice(admin_client: Client) -> None:
    track = TrackFactory(recording=RecordingFactory())
    write_cues(track, [Cue(0.0, 1.0, "Celle de l’autre.")], None)
    send(admin_client, track, "0", rows=rows(("0:01", "0:02", "Inconnue", "La mienne.")))

    assert Speaker.objects.count() == 0


def test_saving_without_a_change_makes_no_version(admin_client: Client) -> None:
    track = TrackFactory(recording=RecordingFactory())
    write_cues(track, [Cue(0.0, 1.0, "Un.")], None)
    before = track.revisions.count()
    send(admin_client, track, rows=rows(("0:00", "0:01", "", "Un.")))

    assert track.revisions.count() == before


def test_rows_that_are_no_list_are_refused(admin_client: Client) -> None:
    track = TrackFactory(recording=RecordingFactory())
    answers = [send(admin_client, track, rows=sent).status_code for sent in ("{", "{}", "[1]", '[{"start": 1}]')]

    assert answers == [422, 422, 422, 422]
    assert texts(track) == ["La rivière est basse.", "On passe à pied."]


def test_address_of_a_chapter_is_one_of_the_web(admin_client: Client) -> None:
    track = TrackFactory(recording=RecordingFactory(), kind=Track.Kind.CHAPTERS, cues=[])
    bad = [{"start": "0:00", "end": "0:30", "text": "Un", "url": "javascript:alert(1)"}]
    good = [{"start": "0:00", "end": " ", "text": "Un", "url": "https://example.org/", "image": 7}]

    assert send(admin_client, track, rows=json.dumps(bad)).status_code == 422
    send(admin_client, track, rows=json.dumps(good))
    assert read_cues(Track.objects.get().cues) == [Cue(0.0, 60.0, "Un", url="https://example.org/", image=7)]
    send(admin_client, track, webvtt="WEBVTT\n\n00:00.000 --> 00:40.000\nUn, autrement\n")
    assert read_cues(Track.objects.get().cues) == [Cue(0.0, 40.0, "Un, autrement", url="https://example.org/", image=7)]


def test_track_is_marked_as_reviewed_and_to_be_reviewed_again(admin_client: Client, admin_user: Any) -> None:
    track = TrackFactory(recording=RecordingFactory(), is_automatic=True)
    address = reverse("recording_tracks:review", args=[track.pk])
    admin_client.post(address)
    track.refresh_from_db()
    assert (track.is_unreviewed, track.reviewed_by) == (False, admin_user)

    admin_client.post(address, {"undo": "1"})
    track.refresh_from_db()
    assert (track.is_unreviewed, track.reviewed_by) == (True, None)


def test_earlier_version_is_taken_again_and_the_later_one_kept(admin_client: Client) -> None:
    track = TrackFactory(recording=RecordingFactory())
    write_cues(track, [Cue(0.0, 1.0, "Un.")], None)
    first = track.revisions.order_by("pk").first()
    address = reverse("recording_tracks:history", args=[track.pk])
    assert admin_client.get(address).content.decode().count("Reprendre cette version") == 1
    admin_client.post(address, {"revision": first.pk})

    assert texts(track) == ["La rivière est basse.", "On passe à pied."]
    assert track.revisions.count() == 3


def voices_form(*voices: dict[str, Any], existing: int = 0) -> dict[str, Any]:
    """What the form of voices posts."""
    data: dict[str, Any] = {"speakers-TOTAL_FORMS": len(voices), "speakers-INITIAL_FORMS": existing}
    for number, voice in enumerate(voices):
        data |= {f"speakers-{number}-{name}": value for name, value in voice.items()}
    return data


def test_voices_are_people_or_labels(admin_client: Client) -> None:
    recording = RecordingFactory()
    agent = AgentFactory(name="Awa Diallo")
    release = ReleaseFactory(recording=recording)
    address = reverse("recording_tracks:voices", args=[recording.pk])
    answer = admin_client.post(
        address, voices_form({"label": "Awa", "agent": agent.pk, "release": release.pk}, {"label": "une voisine"})
    )

    assert answer.status_code == 302
    assert list(recording.speakers.values_list("label", "agent", "release")) == [
        ("Awa", agent.pk, release.pk), ("une voisine", None, None),
    ]  # fmt: skip


def test_two_voices_of_one_name_are_refused(admin_client: Client) -> None:
    recording = RecordingFactory()
    address = reverse("recording_tracks:voices", args=[recording.pk])
    answer = admin_client.post(address, voices_form({"label": "Awa"}, {"label": "AWA"}))

    assert "Deux voix ont ce nom" in answer.content.decode()
    assert recording.speakers.count() == 0


def test_voice_that_speaks_is_not_taken_away(admin_client: Client) -> None:
    recording = RecordingFactory()
    awa, ben = SpeakerFactory(recording=recording, label="Awa"), SpeakerFactory(recording=recording, label="Ben")
    TrackFactory(recording=recording, cues=stored_cues([Cue(0.0, 1.0, "Un.", speaker=str(awa.uuid))]))
    address = reverse("recording_tracks:voices", args=[recording.pk])
    gone = {"DELETE": "on"}
    both = voices_form({"id": awa.pk, "label": "Awa", **gone}, {"id": ben.pk, "label": "Ben", **gone}, existing=2)
    assert "Une voix qui dit des répliques ne peut partir" in admin_client.post(address, both).content.decode()

    one = voices_form({"id": awa.pk, "label": "Awa"}, {"id": ben.pk, "label": "Ben", **gone}, existing=2)
    admin_client.post(address, one)
    assert list(recording.speakers.all()) == [awa]


def test_settings_of_a_track_are_changed_and_it_is_deleted_there(admin_client: Client) -> None:
    track = TrackFactory(recording=RecordingFactory())
    address = reverse("recording_tracks:facts", args=[track.pk])
    admin_client.post(address, {"kind": "captions", "language": "nl", "label": "Ondertitels"})
    track.refresh_from_db()
    assert (track.kind, track.language, track.label, track.is_shown) == ("captions", "nl", "Ondertitels", False)
    assert texts(track) == ["La rivière est basse.", "On passe à pied."]

    admin_client.post(address, {"kind": "captions", "language": "nl", "delete": "1"})
    assert Track.objects.count() == 0


def changer(recording_collection: Collection | None) -> Client:
    """Somebody who may change the recordings of a collection."""
    user = get_user_model().objects.create_user(username="lea", password="p")
    group = Group.objects.create(name="Son")
    group.permissions.add(Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"))
    if recording_collection:
        may = Permission.objects.get(content_type__app_label="wagtailmedia", codename="change_media")
        GroupCollectionPermission.objects.create(group=group, collection=recording_collection, permission=may)
    user.groups.add(group)
    client = Client()
    client.force_login(user)
    return client


def addresses_of(track: Track) -> list[str]:
    """Every page of the tracks of a recording."""
    upload = TrackUpload.objects.create(
        recording=track.recording, kind="transcript", language="fr", file_name="a.vtt", content=GOOD.encode()
    )
    recording = [track.recording_id]
    return [
        *(reverse(f"recording_tracks:{name}", args=recording) for name in ("list", "add", "voices")),
        reverse("recording_tracks:report", args=[*recording, upload.uuid]),
        *(reverse(f"recording_tracks:{name}", args=[track.pk]) for name in ("edit", "facts", "replace", "history")),
    ]


def test_pages_of_tracks_are_for_who_may_change_the_recording() -> None:
    root = Collection.get_first_root_node()
    client = changer(root.add_child(name="Ailleurs"))
    track = TrackFactory(recording=RecordingFactory(collection=root))
    posts = [
        reverse("recording_tracks:review", args=[track.pk]),
        reverse("recording_tracks:embedded", args=[track.recording_id]),
    ]

    assert {client.get(address).status_code for address in addresses_of(track)} == {302}
    assert {client.post(address).status_code for address in posts} == {302}
    assert Track.objects.get().reviewed_at is None


def test_pages_of_tracks_open_for_who_may() -> None:
    root = Collection.get_first_root_node()
    client = changer(root)
    track = TrackFactory(recording=RecordingFactory(collection=root))

    assert {client.get(address).status_code for address in addresses_of(track)} == {200}
