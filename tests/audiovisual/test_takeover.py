"""A podcast taken over from another host: once, again, after a failure; and what is not asked of anybody."""

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from audiovisual.models import EpisodePage, SeasonPage, ShowPage, TakenEpisode
from audiovisual.podcasts.takeover.fetching import FetchRefused, Limits, fetch, is_public_number
from audiovisual.podcasts.takeover.reading import FeedRefused, read_feed
from audiovisual.podcasts.takeover.tasks import go_on
from media_library.models import Recording, Track
from media_library.tracks.cues import read_cues
from tests.audiovisual.foreign_host import Host, foreign_host, sound
from tests.factories.audiovisual import EpisodeFactory, ShowFactory, podcasts_page

pytestmark = pytest.mark.django_db
SMALL = Limits(size=10_000, seconds=10)


@pytest.fixture
def host(settings: LazySettings) -> Iterator[Host]:
    """Another host, which tests may ask though it is on this machine."""
    settings.FETCH_FROM_PRIVATE_NETWORKS = True
    with foreign_host() as made:
        yield made


def take(host: Host, *options: str) -> str:
    """Take the podcast of the host over; what the command says."""
    told = io.StringIO()
    call_command("take_over_podcast", f"{host.address}/feed.xml", *options, stdout=told, stderr=told)
    return told.getvalue()


def test_show_is_made_of_what_the_feed_says(host: Host) -> None:
    take(host, "--here")

    show = ShowPage.objects.get()
    assert (show.title, show.live, show.summary, show.spoken_language) == (
        "Voix d’ailleurs", False, "Des voix & des rues.", "fr-BE",
    )  # fmt: skip
    assert (show.author, show.owner_email, show.copyright) == ("Eux", "eux@example.org", "© Eux")
    assert (show.kind, show.is_explicit, show.is_complete) == ("serial", True, True)
    assert (show.funding_url, show.funding_label) == ("https://old.example.org/dons", "Des sous")
    assert show.guid == UUID("917393e3-1b1e-5cef-ace4-edaa54e1f810")
    assert show.old_feed_url == f"{host.address}/feed.xml"
    assert [one.category for one in show.categories.all()] == ["Society & Culture > Documentary"]
    assert show.artwork.width == 1400
    assert [(one.number, one.title) for one in SeasonPage.objects.child_of(show)] == [(2, "La rivière")]


def test_episode_keeps_its_guid_date_sound_texts_and_chapters(host: Host) -> None:
    take(host, "--here", "--live")

    episode = EpisodePage.objects.get(guid="vieux-1")
    assert (episode.title, episode.live, episode.number, episode.kind, episode.explicit) == (
        "Le gué", True, 4, "bonus", "no",
    )  # fmt: skip
    assert episode.published_at == datetime(2020, 3, 4, 5, 6, 7, tzinfo=UTC)
    assert episode.summary == "On passe."
    assert episode.notes == '<p>On <a href="https://example.org/">passe</a>.</p>'
    assert episode.get_parent().title == "La rivière"
    assert episode.image.width == 1400
    with episode.recording.file.open() as file:
        assert file.read() == sound()
    assert episode.recording.language == "fr-BE"
    tracks = {track.kind: [cue.text for cue in read_cues(track.cues)] for track in episode.recording.tracks.all()}
    assert tracks == {Track.Kind.TRANSCRIPT: ["La rivière est basse."], Track.Kind.CHAPTERS: ["Le début"]}


def test_what_failed_is_reported_and_brought_by_the_next_run(host: Host) -> None:
    told = take(host, "--here", "--live")

    row = TakenEpisode.objects.get(guid="vieux-2")
    assert (row.state, row.message) == ("failed", "L’hébergeur répond 404.")
    assert "échec : vieux-2 L’hébergeur répond 404." in told
    assert "Sans fichier, laissés de côté : 1" in told
    assert EpisodePage.objects.get(guid="vieux-2").live is False

    host.files["/perdu.mp3"] = ("audio/mpeg", sound())
    host.asked.clear()
    take(host, "--here", "--live")

    assert host.asked == ["/feed.xml", "/perdu.mp3"]
    assert EpisodePage.objects.get(guid="vieux-2").live is True
    assert Recording.objects.count() == EpisodePage.objects.count() == 2


def test_trial_says_what_would_be_done_and_does_nothing(host: Host) -> None:
    told = take(host, "--dry-run")

    assert told.splitlines()[:3] == ["Créés : 2", "  Le gué", "  Perdu"]
    assert told.splitlines()[-1] == "Essai : rien n’a été fait."
    assert (ShowPage.objects.count(), EpisodePage.objects.count(), TakenEpisode.objects.count()) == (0, 0, 0)


def test_again_updates_what_changed_there_and_leaves_what_was_edited_here(host: Host) -> None:
    take(host, "--here")
    edited = EpisodePage.objects.get(guid="vieux-2")
    edited.title = "Retrouvé"
    edited.save_revision()
    changed = host.feed().replace("Le gué".encode(), b"Le pont").replace(b"Perdu", b"Autre")
    host.files["/feed.xml"] = ("application/rss+xml", changed)

    told = take(host, "--here")

    assert "Mis à jour : 1\n  Le pont" in told
    assert "laissés tels quels : 1\n  Autre" in told
    assert EpisodePage.objects.get(guid="vieux-1").get_latest_revision_as_object().title == "Le pont"
    assert EpisodePage.objects.get(guid="vieux-2").get_latest_revision_as_object().title == "Retrouvé"
    assert ShowPage.objects.count() == 1
    assert "Inchangés : 1" in take(host, "--here")


def test_guid_of_another_show_of_the_site_is_left_alone(host: Host) -> None:
    own: Any = EpisodeFactory(parent=ShowFactory(), guid="vieux-1", title="À nous")

    told = take(host)

    assert "Déjà dans un autre podcast de ce site : laissés tels quels : 1" in told
    assert EpisodePage.objects.get(guid="vieux-1").title == own.title


def test_locked_feed_is_taken_only_when_the_owner_agrees(host: Host) -> None:
    host.files["/feed.xml"] = ("application/rss+xml", host.feed(locked="yes"))

    with pytest.raises(CommandError, match="verrouillé"):
        take(host)
    take(host, "--even-if-locked")

    assert ShowPage.objects.count() == 1


def test_old_host_is_told_our_address(host: Host) -> None:
    told = take(host)

    address = "http://127.0.0.1:8000/fr/podcasts/voix-dailleurs/flux/"
    assert f"<itunes:new-feed-url>{address}</itunes:new-feed-url>" in told
    assert f"(301) vers {address} pendant quatre semaines" in told


@pytest.mark.parametrize(
    "number",
    [
        "127.0.0.1", "10.1.2.3", "169.254.169.254", "192.168.0.1", "100.64.0.1", "0.0.0.1", "224.0.0.1", "::1",
        "fd00::1", "fe80::1%eth0", "::ffff:127.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1", "255.255.255.255", "x",
    ],
)  # fmt: skip
def test_private_networks_are_never_asked(number: str) -> None:
    assert is_public_number(number) is False


def test_public_numbers_are_asked() -> None:
    assert [is_public_number(number) for number in ("193.190.1.1", "2a00:1450:4007::1")] == [True, True]


@pytest.mark.parametrize(
    "address",
    ["file:///etc/passwd", "ftp://example.org/x", "gopher://x/", "http://", "http://127.0.0.1:1/", "http://[::1]/",
     "http://localhost/", "http://2130706433/", "http://x:99999/"],
)  # fmt: skip
def test_address_of_this_machine_or_of_another_kind_is_refused(address: str) -> None:
    with pytest.raises(FetchRefused):
        fetch(address, SMALL)


def test_detour_to_a_private_network_is_refused(host: Host, settings: LazySettings, monkeypatch: Any) -> None:
    seen = []

    def checked(number: str) -> bool:
        seen.append(number)
        return number == "127.0.0.1"

    monkeypatch.setattr("audiovisual.podcasts.takeover.fetching.is_public_number", checked)
    with pytest.raises(FetchRefused, match="réseau privé"):
        fetch(f"{host.address}/dedans", SMALL)
    assert seen == ["127.0.0.1", "10.0.0.1"]


def test_endless_detours_and_too_much_are_refused(host: Host) -> None:
    with pytest.raises(FetchRefused, match="redirections"):
        fetch(f"{host.address}/boucle", SMALL)
    assert len(host.asked) == 6
    with pytest.raises(FetchRefused, match="trop gros"):
        fetch(f"{host.address}/un.mp3", Limits(size=100, seconds=10))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "pas un flux"),
        (b"<html><body>x</body></html>", "RSS"),
        (b"<rss><channel></channel></rss>", "titre"),
        (
            b'<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss><channel><title>&b;</title></channel></rss>',
            "entit",
        ),
    ],
)
def test_what_is_no_podcast_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(FeedRefused, match=reason):
        read_feed(content)


def test_page_of_the_takeover_tries_then_takes(host: Host, admin_client: Client, client: Client) -> None:
    address = reverse("podcast_takeover", args=[podcasts_page().pk])
    assert client.get(address).status_code == 302
    given = {"address": f"{host.address}/feed.xml"}

    tried = admin_client.post(address, given).content.decode()

    assert "Créés (2)" in tried
    assert "Essai : rien n’a été fait." in tried
    assert ShowPage.objects.count() == 0
    taken = admin_client.post(address, {**given, "prendre": "1"})
    show = ShowPage.objects.get()
    assert taken.headers["Location"] == reverse("podcast_doctor", args=[show.pk])
    assert EpisodePage.objects.count() == 0
    assert go_on.func(show.takeovers.get().pk) == 2
    assert TakenEpisode.objects.filter(state="waiting").count() == 2
    assert "À demander à l’ancien hébergeur" in admin_client.get(taken.headers["Location"]).content.decode()
    again = admin_client.post(taken.headers["Location"], {"rapatrier": "1"}, follow=True).content.decode()
    assert "Épisodes à rapatrier encore : 2." in again


@pytest.mark.parametrize("given", [{}, {"address": "file:///etc/passwd"}, {"address": "http://127.0.0.1:1/"}])
def test_page_of_the_takeover_refuses_what_is_no_feed(given: dict[str, str], admin_client: Client) -> None:
    answer = admin_client.post(reverse("podcast_takeover", args=[podcasts_page().pk]), given)

    assert answer.status_code == 200
    assert answer.context["form"].errors != {}
    assert ShowPage.objects.count() == 0


def test_feed_can_be_given_as_a_file(host: Host, admin_client: Client) -> None:
    file = SimpleUploadedFile("voix.xml", host.feed(), "application/rss+xml")

    admin_client.post(reverse("podcast_takeover", args=[podcasts_page().pk]), {"file": file, "prendre": "1"})

    assert ShowPage.objects.get().old_feed_url == ""
    assert EpisodePage.objects.count() == 2
