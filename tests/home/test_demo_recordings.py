"""The recordings of the demonstration: the files are those the texts made, and the pages play them."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.db import transaction
from django.test import Client, override_settings
from pytest_django import DjangoDbBlocker

from audiovisual.models import CapsulePage, EpisodePage, PlaylistPage, SeasonPage, ShowPage
from home.demo.loading import load_demo
from home.demo.recording.scripts import read_scripts, versions
from media_library.models import Recording, RecordingVersion, Track
from tests.factories.home import make_site

FOLDER = Path(__file__).resolve().parents[2] / "demo" / "audiovisual"
SHOWS = ("voix-de-palier", "mots-de-passage")
pytestmark = pytest.mark.django_db


def read(name: str) -> Any:
    """One file of the folder."""
    return yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))


TIMES = read("files/times.yaml")


def spoken(programme: dict[str, Any]) -> int:
    """How many lines of a programme are said."""
    return sum(1 for line in programme["lines"] if isinstance(line, list))


@pytest.fixture(scope="module")
def loaded(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, int]]:
    """The demonstration, loaded once for all tests of this file, in a transaction that is then undone."""
    files = override_settings(DEMO=True, MEDIA_ROOT=tmp_path_factory.mktemp("media"))
    with django_db_blocker.unblock(), files, transaction.atomic():
        make_site()
        yield load_demo()
        transaction.set_rollback(True)


@pytest.fixture
def demo(loaded: dict[str, int], db: None) -> dict[str, int]:
    """How much of each was loaded."""
    return loaded


@pytest.mark.parametrize("key", sorted(TIMES))
def test_files_are_those_the_times_were_measured_in(key: str) -> None:
    facts = TIMES[key]
    content = (FOLDER / "files" / facts["file"]).read_bytes()

    assert hashlib.sha256(content).hexdigest() == facts["digest"]
    assert all(start < end for start, end in facts["times"])
    assert facts["times"] == sorted(facts["times"])
    assert facts["times"][-1][1] < facts["read"]["duration"]


def test_each_line_of_the_texts_has_its_time() -> None:
    made = [version for script in read_scripts() for version in versions(script)]

    assert {one.key: len(one.lines) for one in made} == {key: len(facts["times"]) for key, facts in TIMES.items()}
    assert sum(path.stat().st_size for path in (FOLDER / "files").iterdir()) < 4_000_000


def test_podcasts_are_those_of_the_files(demo: dict[str, int]) -> None:
    shows = {name: read(f"{name}.yaml") for name in SHOWS}

    assert {show.slug: show.title for show in ShowPage.objects.visible()} == {
        content["show"]["slug"]: content["show"]["title"] for content in shows.values()
    }
    episodes = [one for content in shows.values() for one in content["episodes"]]
    assert Counter(EpisodePage.objects.visible().values_list("title", flat=True)) == Counter(
        one["title"] for one in episodes
    )
    assert SeasonPage.objects.visible().count() == sum(len(content["show"]["seasons"]) for content in shows.values())
    assert len(episodes) == 8


def test_capsules_are_those_of_the_file(demo: dict[str, int]) -> None:
    capsules = read("capsules.yaml")["capsules"]

    assert Counter(CapsulePage.objects.visible().values_list("title", flat=True)) == Counter(
        one["title"] for one in capsules
    )
    assert len(capsules) == 6
    assert PlaylistPage.objects.visible().count() == 1


def test_transcripts_hold_every_line_at_its_time(demo: dict[str, int]) -> None:
    programmes = [one for name in SHOWS for one in read(f"{name}.yaml")["episodes"]] + read("capsules.yaml")["capsules"]
    transcripts = Track.objects.visible().filter(kind="transcript").select_related("recording")

    assert {track.recording.title: len(track.cues) for track in transcripts} == {
        one["title"]: spoken(one) for one in programmes
    }
    track = transcripts.get(recording__title="La valise de mots")
    assert [[cue["start"], cue["end"]] for cue in track.cues] == TIMES["voix-de-palier-valise-de-mots"]["times"]


def test_one_capsule_is_signed_described_and_subtitled_in_three_languages(demo: dict[str, int]) -> None:
    recording = Recording.objects.visible().get(title="Trier les boutons")

    assert sorted(recording.versions.values_list("kind", "sign_language")) == [("described", ""), ("signed", "sfb")]
    assert sorted(recording.tracks.values_list("kind", "language")) == [
        ("captions", "fr"), ("chapters", "en"), ("chapters", "fr"), ("chapters", "nl"), ("subtitles", "en"),
        ("subtitles", "nl"), ("transcript", "fr"),
    ]  # fmt: skip
    assert RecordingVersion.objects.count() == 2


def test_every_programme_opens(demo: dict[str, int], client: Client) -> None:
    pages = [*EpisodePage.objects.visible(), *CapsulePage.objects.visible(), *PlaylistPage.objects.visible()]

    assert {page.url: client.get(page.url).status_code for page in pages} == {page.url: 200 for page in pages}
