"""The feed as two parsers of another language read it: podcast-partytime and feedsmith."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from audiovisual.models import EpisodePage
from audiovisual.podcasts.artwork import make_artwork
from audiovisual.podcasts.guids import guid_of_feed
from tests.audiovisual.full_show import full_show

READERS = Path(__file__).parents[1] / "node"
CACHE = Path(settings.BASE_DIR) / "var" / "node"
HERE = "http://testserver"
FEED = "/fr/podcasts/voix/flux/"

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        shutil.which("npm") is None and not os.environ.get("CI"), reason="node and npm are not installed"
    ),
]


def installed() -> Path:
    """The folder where the parsers are, put there once for each version of their lock file."""
    lock = (READERS / "package-lock.json").read_bytes()
    CACHE.mkdir(parents=True, exist_ok=True)
    if not (CACHE / "installed").exists() or (CACHE / "installed").read_bytes() != lock:
        for name in ("package.json", "package-lock.json", ".npmrc"):
            shutil.copy(READERS / name, CACHE / name)
        subprocess.run(["npm", "ci"], cwd=CACHE, check=True, capture_output=True, timeout=300)
        (CACHE / "installed").write_bytes(lock)
    shutil.copy(READERS / "read_feed.mjs", CACHE / "read_feed.mjs")
    return CACHE


@pytest.fixture
def read(client: Client) -> dict[str, Any]:
    """What each parser understood of the feed of a show with everything."""
    full_show()
    make_artwork(EpisodePage.objects.get().image)
    xml = client.get(FEED).content
    done = subprocess.run(
        ["node", "read_feed.mjs"], cwd=installed(), input=xml, capture_output=True, check=True, timeout=60
    )  # fmt: skip
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_lock_file_names_packages_and_hashes_only() -> None:
    lock = json.loads((READERS / "package-lock.json").read_text())
    packages = {name: row for name, row in lock["packages"].items() if name}

    assert [name for name, row in packages.items() if "resolved" in row] == []
    assert [name for name, row in packages.items() if not row["integrity"].startswith("sha512-")] == []


def files() -> str:
    """Where the files of the episode are."""
    return f"{HERE}/enregistrements/{EpisodePage.objects.get().recording.uuid}"


def picked(row: dict[str, Any], *names: str) -> tuple[Any, ...]:
    """Some values, in order; None for what a parser did not find."""
    return tuple(row.get(name) for name in names)


LICENCES = [
    {"identifier": "cc-by-sa-4.0", "url": "https://creativecommons.org/licenses/by-sa/4.0/"},
    {"identifier": "cc-by-4.0", "url": "https://creativecommons.org/licenses/by/4.0/"},
]
PERSONS = [
    ("Awa Diallo", "host", "cast", f"{HERE}/fr/personnes/71/awa-diallo/"),
    ("Bo Peeters", "guest", "cast", f"{HERE}/fr/personnes/72/bo-peeters/"),
]


def test_partytime_reads_every_field_of_the_channel(read: dict[str, Any]) -> None:
    feed = read["partytime"]

    assert picked(feed, "title", "description", "link", "language", "author", "copyright", "generator") == (
        "Voix du quartier", "Des voix & des rues.", f"{HERE}/fr/podcasts/voix/", "fr", "La maison", "© La maison",
        "Passerelles",
    )  # fmt: skip
    assert picked(feed, "explicit", "itunesComplete", "itunesType", "locked", "podcastOwner", "medium") == (
        False, True, "serial", True, "radio@example.org", "podcast",
    )  # fmt: skip
    assert feed["itunesCategory"] == ["Society & Culture > Documentary", "History"]
    assert feed["owner"] == {"name": "La maison", "email": "radio@example.org"}
    assert feed["podcastFunding"] == [{"message": "Soutenez-nous", "url": "https://example.org/soutien"}]
    assert feed["license"] == LICENCES[0]
    assert feed["guid"] == str(guid_of_feed(f"127.0.0.1:8000{FEED}"))
    assert feed["pubsub"] == {"self": HERE + FEED}
    assert feed["image"]["url"] == feed["itunesImage"]
    assert feed["podcastSeasons"] == {"2": {"number": 2, "name": "La rivière"}}
    assert [picked(one, "name", "href") for one in feed["podcastPeople"]] == [(PERSONS[0][0], PERSONS[0][3])]


def test_partytime_reads_every_field_of_an_episode(read: dict[str, Any]) -> None:
    (item,) = read["partytime"]["items"]

    assert picked(item, "guid", "title", "duration", "explicit", "pubDate", "summary") == (
        "https://old.example.org/?p=3", "Passer à pied", 1800, True, "2026-03-04T05:06:07.000Z",
        "La rivière est basse, on < passe.",
    )  # fmt: skip
    assert picked(item, "itunesEpisode", "itunesEpisodeType", "itunesSeason") == (3, "bonus", 2)
    assert picked(item, "podcastSeason", "podcastEpisode") == ({"number": 2, "name": "La rivière"}, {"number": 3})
    assert item["enclosure"] == {"url": f"{files()}/original/voix.mp3", "length": 1000, "type": "audio/mpeg"}
    assert item["podcastSoundbites"] == [{"duration": 30, "startTime": 12.5, "title": "Le gué"}]
    assert item["podcastChapters"] == {"url": f"{files()}/chapitres.json", "type": "application/json+chapters"}
    assert item["license"] == LICENCES[1]
    assert [(one["name"], one["role"].lower(), one["group"].lower(), one["href"]) for one in item["podcastPeople"]] == (
        PERSONS
    )
    assert [picked(one, "type", "language", "rel") for one in item["podcastTranscripts"]] == [
        ("text/vtt", "nl", "captions"), ("application/srt", "nl", "captions"), ("application/json", "nl", "captions"),
        ("text/vtt", "fr", None), ("application/srt", "fr", None), ("application/json", "fr", None),
    ]  # fmt: skip
    assert [picked(one, "length", "bitrate", "default", "codecs", "lang") for one in item["alternativeEnclosures"]] == [
        (1000, 64000, True, "mp3", "fr"), (400, 32000, False, "mp3", "fr"),
    ]  # fmt: skip
    assert item["itunesImage"].endswith(".jpg")


def test_feedsmith_reads_every_field_of_the_channel(read: dict[str, Any]) -> None:
    feed = read["feedsmith"]

    assert picked(feed, "title", "description", "link", "language", "copyright") == (
        "Voix du quartier", "Des voix & des rues.", f"{HERE}/fr/podcasts/voix/", "fr", "© La maison",
    )  # fmt: skip
    assert feed["atom"] == {"links": [{"href": HERE + FEED, "rel": "self", "type": "application/rss+xml"}]}
    apple = feed["itunes"]
    assert picked(apple, "explicit", "author", "type", "complete") == (False, "La maison", "serial", True)
    assert apple["owner"] == {"name": "La maison", "email": "radio@example.org"}
    assert apple["categories"] == [
        {"text": "Society & Culture", "categories": [{"text": "Documentary"}]}, {"text": "History"},
    ]  # fmt: skip
    assert apple["image"] == feed["image"]["url"]
    said = feed["podcast"]
    assert said["locked"] == {"value": True, "owner": "radio@example.org"}
    assert said["fundings"] == [{"url": "https://example.org/soutien", "display": "Soutenez-nous"}]
    assert said["license"] == {"display": LICENCES[0]["identifier"], "url": LICENCES[0]["url"]}
    assert picked(said, "guid", "medium") == (str(guid_of_feed(f"127.0.0.1:8000{FEED}")), "podcast")
    assert [picked(one, "display", "role", "group", "href") for one in said["persons"]] == PERSONS[:1]


def test_feedsmith_reads_every_field_of_an_episode(read: dict[str, Any]) -> None:
    (item,) = read["feedsmith"]["items"]

    assert picked(item, "title", "description", "pubDate") == (
        "Passer à pied", "La rivière est basse, on < passe.", "Wed, 04 Mar 2026 05:06:07 +0000",
    )  # fmt: skip
    assert item["guid"] == {"value": "https://old.example.org/?p=3", "isPermaLink": False}
    assert item["enclosures"] == [{"url": f"{files()}/original/voix.mp3", "length": 1000, "type": "audio/mpeg"}]
    assert '#t=754">12:34</a> Le pont &amp; après</li>' in item["content"]["encoded"]
    assert picked(item["itunes"], "duration", "explicit", "title", "episode", "season", "episodeType", "summary") == (
        1800, True, "Passer à pied", 3, 2, "bonus", "La rivière est basse, on < passe.",
    )  # fmt: skip
    said = item["podcast"]
    assert said["chapters"] == {"url": f"{files()}/chapitres.json", "type": "application/json+chapters"}
    assert said["soundbites"] == [{"startTime": 12.5, "duration": 30, "display": "Le gué"}]
    assert said["season"] == {"number": 2, "name": "La rivière"}
    assert said["episode"] == {"number": 3}
    assert said["license"] == {"display": LICENCES[1]["identifier"], "url": LICENCES[1]["url"]}
    assert [picked(one, "display", "role", "group", "href") for one in said["persons"]] == PERSONS
    assert [picked(one, "type", "language", "rel") for one in said["transcripts"]] == [
        ("text/vtt", "nl", "captions"), ("application/x-subrip", "nl", "captions"),
        ("application/json", "nl", "captions"), ("text/vtt", "fr", None), ("application/x-subrip", "fr", None),
        ("application/json", "fr", None),
    ]  # fmt: skip
    assert [one["sources"] for one in said["alternateEnclosures"]] == [
        [{"uri": f"{files()}/original/voix.mp3"}], [{"uri": f"{files()}/light-0/leger.mp3"}],
    ]  # fmt: skip
