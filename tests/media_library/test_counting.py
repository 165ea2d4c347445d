"""How often programmes are heard, without watching who."""

import gzip
import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.cache import cache
from django.db import OperationalError
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from core.backup import databases, services
from core.clock import run_jobs
from media_library.counting import note_request
from media_library.counting.listeners import listener_of, network_of, secret_of
from media_library.counting.ranges import bytes_in, bytes_of_a_minute, joined
from media_library.counting.robots import is_robot
from media_library.counting.waiting import Waiting, waiting
from media_library.models import ListeningDay, ListeningSalt, ListeningSeen
from media_library.sources import sources_of
from tests.factories.audiovisual import EpisodeFactory, RecordingFactory, ShowFactory

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
HOUR = 3600.0
SIZE = 3_600_000
"""Of an hour: a minute of it is 60,000 bytes."""


@pytest.fixture(autouse=True)
def nothing_waits() -> Iterator[None]:
    """The pieces of one test are not those of the next."""
    waiting.forget()
    yield
    waiting.forget()


@pytest.fixture
def episode() -> Any:
    """An episode of an hour."""
    return EpisodeFactory(parent=ShowFactory(), recording=RecordingFactory(duration=HOUR, size=SIZE))


def asked(path: str = "/x", **headers: str) -> HttpRequest:
    """A request of a browser; a header is named with low lines."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return RequestFactory().get(path, headers={"User-Agent": FIREFOX, **named})


def counts() -> list[tuple[str, int]]:
    """The sums, by way."""
    return list(ListeningDay.objects.order_by("way").values_list("way", "listeners"))


def note(episode: Any, first: int, last: int, request: HttpRequest | None = None, which: str = "original") -> None:
    note_request(request or asked(), episode.recording, which, first, last, SIZE)


def test_ranges_are_joined_whatever_their_order() -> None:
    assert joined([[50, 99], [0, 1], [100, 149], [20, 60], [200, 201]]) == [[0, 1], [20, 149], [200, 201]]
    assert bytes_in([[0, 1], [20, 149], [200, 201]]) == 132
    assert bytes_in([[0, 9]]) == 8


def test_a_minute_of_a_file_or_the_whole_of_a_shorter_one() -> None:
    assert bytes_of_a_minute(SIZE, HOUR) == 60_000
    assert bytes_of_a_minute(1000, 59.0) == 998
    assert bytes_of_a_minute(1000, 0) == 998
    assert bytes_of_a_minute(0, 0) == 1


@pytest.mark.django_db
def test_a_listener_counts_once_a_day_however_often_they_come_back(episode: Any) -> None:
    for _time in range(3):
        note(episode, 0, SIZE - 1)

    assert list(ListeningDay.objects.values_list("day", "programme", "way", "listeners")) == [
        (timezone.localdate(), episode.uuid, "download", 1)
    ]


@pytest.mark.django_db
def test_less_than_a_minute_does_not_count_and_the_rest_of_the_day_adds_to_it(episode: Any) -> None:
    note(episode, 0, 1)
    note(episode, 0, 59_000)
    assert counts() == []

    note(episode, 3_000_000, 3_000_900)
    assert counts() == []

    waiting.forget()  # another process
    note(episode, 59_001, 75_000)
    assert counts() == [("download", 1)]


@pytest.mark.django_db
def test_the_same_bytes_asked_again_are_no_minute(episode: Any) -> None:
    for _time in range(5):
        note(episode, 0, 30_000)

    assert counts() == []


@pytest.mark.django_db
def test_pieces_of_two_files_of_a_programme_make_a_minute_together(episode: Any) -> None:
    note(episode, 0, 30_001)
    note(episode, 0, 29_999, which="light-0")
    assert counts() == []

    note(episode, 30_000, 30_002, which="light-0")
    waiting.forget()
    note(episode, 30_002, 45_002)
    assert counts() == [("download", 1)]


@pytest.mark.django_db
def test_two_listeners_are_told_apart_by_network_or_application(episode: Any) -> None:
    note(episode, 0, SIZE - 1)
    note(episode, 0, SIZE - 1, asked(User_Agent="AntennaPod/3.4.1"))
    elsewhere = asked()
    elsewhere.META["REMOTE_ADDR"] = "198.51.100.7"
    note(episode, 0, SIZE - 1, elsewhere)

    assert counts() == [("download", 3)]


@pytest.mark.django_db
def test_behind_a_trusted_proxy_the_address_it_noted_counts(episode: Any, settings: LazySettings) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    for address in ("198.51.100.7", "forged, 198.51.100.7", "198.51.100.8"):
        note(episode, 0, SIZE - 1, asked(X_Forwarded_For=address))

    assert counts() == [("download", 2)]


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("nowhere", ""),
        ("", ""),
    ],
)
def test_network_of_an_address(address: str, network: str) -> None:
    assert network_of(address) == network


def test_a_listener_is_another_one_under_another_secret() -> None:
    assert listener_of("192.0.2.1", FIREFOX, b"a") != listener_of("192.0.2.1", FIREFOX, b"b")
    assert len(listener_of("192.0.2.1", FIREFOX, b"a")) == 16


@pytest.mark.parametrize(
    ("headers", "way"),
    [
        ({}, "download"),
        ({"Referer": "http://testserver{page}", "Sec_Fetch_Dest": "audio"}, "play"),
        ({"Referer": "http://testserver{page}"}, "play"),
        ({"Referer": "http://testserver/fr/", "Sec_Fetch_Dest": "video"}, "play"),
        ({"Referer": "http://testserver/fr/integrer/{uuid}/", "Sec_Fetch_Dest": "audio"}, "embed"),
        ({"Referer": "http://testserver/nl/integrer/{uuid}/", "Sec_Fetch_Dest": "audio"}, "embed"),
        ({"Referer": "http://testserver{page}", "Sec_Fetch_Dest": "document"}, "download"),
        ({"Referer": "https://podcasts.example/fr/", "Sec_Fetch_Dest": "audio"}, "download"),
        ({"Sec_Fetch_Dest": "audio"}, "download"),
    ],
)
@pytest.mark.django_db
def test_ways_are_told_apart(episode: Any, headers: dict[str, str], way: str) -> None:
    told = {name: value.format(page=episode.url, uuid=episode.uuid) for name, value in headers.items()}
    note(episode, 0, SIZE - 1, asked(**told))

    assert counts() == [(way, 1)]


@pytest.mark.django_db
def test_a_file_asked_to_be_kept_is_a_download(episode: Any) -> None:
    page = f"http://testserver{episode.url}"
    note(episode, 0, SIZE - 1, asked("/x?telecharger=1", Referer=page, Sec_Fetch_Dest="audio"))

    assert counts() == [("download", 1)]


@pytest.mark.django_db
def test_a_listener_of_two_ways_is_counted_by_the_first(episode: Any) -> None:
    note(episode, 0, SIZE - 1, asked(Referer=f"http://testserver{episode.url}", Sec_Fetch_Dest="audio"))
    note(episode, 0, SIZE - 1, asked("/x?telecharger=1"))

    assert counts() == [("play", 1)]


@pytest.mark.django_db
def test_of_two_pages_that_play_it_the_one_it_was_asked_from_is_meant(episode: Any) -> None:
    other = EpisodeFactory(parent=ShowFactory(), recording=episode.recording)
    note(episode, 0, SIZE - 1)
    note(episode, 0, SIZE - 1, asked(Referer=f"http://testserver{other.url}", Sec_Fetch_Dest="audio"))

    found = set(ListeningDay.objects.values_list("programme", "way", "listeners"))
    assert found == {(episode.uuid, "download", 1), (other.uuid, "play", 1)}


@pytest.mark.parametrize(
    "headers",
    [
        {"DNT": "1"},
        {"Sec_GPC": "1"},
        {"User_Agent": ""},
        {"User_Agent": "Googlebot/2.1 (+http://www.google.com/bot.html)"},
        {"Referer": "http://testserver/admin/media/4/"},
    ],
)
@pytest.mark.django_db
def test_who_is_left_alone(episode: Any, headers: dict[str, str]) -> None:
    note(episode, 0, SIZE - 1, asked(**headers))

    assert (counts(), ListeningSeen.objects.count(), ListeningSalt.objects.count()) == ([], 0, 0)


@pytest.mark.parametrize("method", ["head", "post", "options"])
@pytest.mark.django_db
def test_only_what_is_got_counts(episode: Any, method: str) -> None:
    request = getattr(RequestFactory(), method)("/x", headers={"User-Agent": FIREFOX})
    note(episode, 0, SIZE - 1, request)

    assert counts() == []


@pytest.mark.parametrize(
    "agent",
    [
        "",
        "Mozilla/5.0",
        "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
        "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)",
        "Overcast/1.0 Podcast Sync (5 subscribers; feed-id=1; +http://overcast.fm/)",
        "PlayerFM/1.0 Podcast Sync (3 subscribers; url=https://player.fm/1)",
        "facebookexternalhit/1.1",
        "itms",
        "curl/8.5.0",
        "python-requests/2.32",
        "okhttp/4.12.0",
        "Lavf/60.16.100",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/130.0 Safari/537.36",
        "INA dlweb",
    ],
)
def test_robots_are_known(agent: str) -> None:
    assert is_robot(agent) is True


@pytest.mark.parametrize(
    "agent",
    [
        FIREFOX,
        "AppleCoreMedia/1.0.0.21G93 (iPhone; U; CPU OS 17_6 like Mac OS X; fr_be)",
        "Podcasts/1655.1.19.2.1 CFNetwork/1490.0.4 Darwin/23.2.0",
        "AntennaPod/3.4.1",
        "PodcastAddict/v5 (+https://podcastaddict.com/; Android podcast app) okhttp/4.9",
        "Pocket Casts/7.60 (Linux;Android 14) ExoPlayerLib/2.19",
        "Overcast/3.0 (+http://overcast.fm/; iOS podcast app)",
        "Castro 2024.5/1552",
        "gPodder/3.11.4 (+http://gpodder.org/) Linux",
        "Mozilla/5.0 (Linux; Android 13; CUBOT P80) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Version/17.0 Safari/604.1",
        "VLC/3.0.20 LibVLC/3.0.20",
        "Spotify/8.9.42 Android/34 (Pixel 8)",
    ],
)
def test_listeners_are_no_robots(agent: str) -> None:
    assert is_robot(agent) is False


@pytest.mark.django_db
def test_secrets_and_listeners_of_other_days_go_with_the_clock(episode: Any) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    ListeningSalt.objects.create(day=yesterday, secret=b"old")
    ListeningSeen.objects.create(day=yesterday, listener=b"x", programme=episode.uuid, way="play")
    note(episode, 0, SIZE - 1)
    ListeningSalt.objects.create(day=yesterday, secret=b"old")

    results = run_jobs(["forget_listeners"])

    assert [result.error for result in results] == [None]
    assert list(ListeningSalt.objects.values_list("day", flat=True)) == [timezone.localdate()]
    assert list(ListeningSeen.objects.values_list("day", flat=True)) == [timezone.localdate()]
    assert counts() == [("download", 1)]


@pytest.mark.django_db
def test_the_first_request_of_a_day_destroys_yesterday_when_the_clock_stood_still(episode: Any) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    ListeningSalt.objects.create(day=yesterday, secret=b"old")
    ListeningSeen.objects.create(day=yesterday, listener=b"x", programme=episode.uuid, way="play")

    note(episode, 0, SIZE - 1)

    assert list(ListeningSalt.objects.values_list("day", flat=True)) == [timezone.localdate()]
    assert list(ListeningSeen.objects.values_list("day", flat=True)) == [timezone.localdate()]


@pytest.mark.django_db
def test_secret_is_made_anew_each_day() -> None:
    first = secret_of(date(2026, 3, 1))
    again = secret_of(date(2026, 3, 1))
    second = secret_of(date(2026, 3, 2))

    assert (first == again, first == second, len(first)) == (True, False, 32)
    assert list(ListeningSalt.objects.values_list("day", flat=True)) == [date(2026, 3, 2)]


@pytest.mark.django_db
def test_neither_address_nor_application_is_written_anywhere(episode: Any, caplog: pytest.LogCaptureFixture) -> None:
    request = asked(User_Agent="Canary-Player/7")
    request.META["REMOTE_ADDR"] = "203.0.113.77"
    with caplog.at_level(logging.DEBUG):
        note(episode, 0, SIZE - 1, request)

    kept = [
        str(row)
        for model in (ListeningDay, ListeningSeen)
        for row in model.objects.values()
    ]  # fmt: skip
    written = " ".join([*kept, caplog.text.split("SELECT")[0]])
    assert ("Canary" in written, "203.0.113" in written, len(kept)) == (False, False, 2)


@pytest.mark.django_db
def test_a_failure_of_counting_is_noticed_and_breaks_nothing(
    episode: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def locked(*args: object) -> bool:
        raise OperationalError("database is locked by 203.0.113.77")

    with monkeypatch.context() as patch:
        patch.setattr("media_library.counting.waiting.keep_heard", locked)
        note(episode, 0, SIZE - 1)
    assert (counts(), [record.getMessage() for record in caplog.records if record.name.startswith("media")]) == (
        [], ["A play could not be counted: OperationalError"],
    )  # fmt: skip

    note(episode, 0, 10)  # what could not be written waits
    assert counts() == [("download", 1)]


@pytest.mark.django_db
def test_a_player_that_asks_for_small_pieces_costs_a_few_writes(
    episode: Any, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    note(episode, 0, 2)
    written = []
    original = Waiting._keep

    def watched(self: Waiting, due: Any) -> None:
        written.append(len(due))
        original(self, due)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Waiting, "_keep", watched)
        for first in range(0, 400_000, 4_000):
            note(episode, first, first + 3_999)
    assert (counts(), sum(written)) == ([("download", 1)], 4)

    with django_assert_max_num_queries(1):  # today's secret
        note(episode, 500_000, 503_999)


@pytest.mark.django_db
def test_a_recording_nothing_plays_is_not_counted() -> None:
    recording = RecordingFactory(duration=HOUR, size=SIZE)
    note_request(asked(), recording, "original", 0, SIZE - 1, SIZE)

    assert (counts(), ListeningSeen.objects.count()) == ([], 0)


@pytest.mark.django_db
def test_files_given_by_the_site_are_counted(client: Client) -> None:
    episode = EpisodeFactory(parent=ShowFactory())
    cache.clear()
    path = sources_of(episode.recording)[0].path
    page = {"User-Agent": FIREFOX, "Referer": f"http://testserver{episode.url}", "Sec-Fetch-Dest": "audio"}
    for headers in ({**page, "Range": "bytes=0-1"}, {**page, "Range": "bytes=5000-"}):
        b"".join(client.get(path, headers=headers))
    client.head(path, headers=page)
    assert counts() == []

    response = client.get(path, headers=page)
    assert (response.status_code, len(b"".join(response.streaming_content)), counts()) == (200, 1000, [("play", 1)])  # type: ignore[attr-defined]  # a streamed answer
    assert list(client.cookies) == []


def test_archives_hold_neither_secret_nor_listeners(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    living = tmp_path / "living.sqlite3"
    tables = [model._meta.db_table for model in (ListeningSalt, ListeningSeen, ListeningDay)]
    with closing(sqlite3.connect(living)) as database:
        database.execute("PRAGMA journal_mode = WAL")
        for table in tables:
            database.execute(f'CREATE TABLE "{table}" (told TEXT)')
            database.execute(f'INSERT INTO "{table}" VALUES (?)', [f"canary of {table}"])  # noqa: S608  our own name
        database.commit()
    monkeypatch.setattr(databases, "_name", lambda: str(living))

    databases._dump_sqlite(tmp_path / "copy.gz", sorted(services._not_kept))

    copied = gzip.decompress((tmp_path / "copy.gz").read_bytes())
    assert [f"canary of {table}".encode() in copied for table in tables] == [False, False, True]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy.gz", "living.sqlite3"]
