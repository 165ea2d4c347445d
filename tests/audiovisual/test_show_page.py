"""The page of a show and of a season: what it is, and its episodes in the order it wants."""

import datetime
import re

import pytest
from django.test import Client
from django.utils import timezone

from audiovisual.models import ShowHost, ShowPage, ShowPlatform
from media_library.models import Licence
from tests.audiovisual.reading import asked_for, data_of, read
from tests.factories.audiovisual import EpisodeFactory, RecordingFactory, SeasonFactory, ShowFactory
from tests.factories.directory import AgentFactory
from tests.factories.media_library import CollectionFactory, ImageFactory

pytestmark = pytest.mark.django_db
SHOW = "/fr/podcasts/voix/"


@pytest.fixture
def show() -> ShowPage:
    """A show with all that is said of it."""
    made: ShowPage = ShowFactory(
        title="Voix de palier", slug="voix", funding_url="https://example.org/don", funding_label="Offrir un café",
        licence=Licence.CC_BY, spoken_language="wo", copyright="© Passerelles", presentation="<p>On sonne.</p>",
    )  # fmt: skip
    ShowPlatform.objects.create(page=made, name="Antenna", url="https://example.org/antenna")
    return made


def titles(html: str) -> list[str]:
    return re.findall(r'<h3><a href="[^"]+">([^<]+)</a></h3>', html)


def test_show_says_what_it_is_and_where_it_is_followed(client: Client, show: ShowPage) -> None:
    host = AgentFactory(name="Salomé Nkusi")
    ShowHost.objects.create(page=show, agent=host, role="animatrice")
    ShowHost.objects.create(page=show, agent=AgentFactory(name="Personne cachée", live=False), sort_order=1)
    html = read(client, SHOW)

    assert "<h1>Voix de palier</h1>" in html
    assert f'<a href="/fr/personnes/{host.number}/salome-nkusi/"><bdi>Salomé Nkusi</bdi></a>' in html
    assert '<span class="muted">(animatrice)</span>' in html
    assert "Personne cachée" not in html
    assert '<a class="label" href="https://example.org/antenna" rel="external">Antenna</a>' in html
    assert '<a class="button quiet" href="https://example.org/don" rel="external">Offrir un café</a>' in html
    assert '<a rel="license" href="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</a>' in html
    assert "Wolof</li>" in html
    assert "http://testserver/fr/podcasts/voix/flux/" in html
    assert 'type="application/rss+xml" title="Voix de palier" href="/fr/podcasts/voix/flux/"' in html


def test_episodic_show_offers_the_last_first_and_its_trailer_on_top(client: Client, show: ShowPage) -> None:
    now = timezone.now()
    season = SeasonFactory(parent=show, number=1)
    for place, parent in enumerate((season, show, season), start=1):
        published = now - datetime.timedelta(days=10 - place)
        EpisodeFactory(parent=parent, title=f"N {place}", number=place, published_at=published)
    EpisodeFactory(parent=show, title="Annonce", kind="trailer", published_at=now - datetime.timedelta(days=99))

    assert titles(read(client, SHOW)) == ["Annonce", "N 3", "N 2", "N 1"]


def test_serial_show_offers_the_first_of_the_first_season_first(client: Client, show: ShowPage) -> None:
    show.kind = ShowPage.Kind.SERIAL
    show.save()
    second, first = SeasonFactory(parent=show, number=2), SeasonFactory(parent=show, number=1)
    EpisodeFactory(parent=second, title="S2 E1", number=1)
    EpisodeFactory(parent=first, title="S1 E2", number=2)
    EpisodeFactory(parent=first, title="S1 E1", number=1)
    EpisodeFactory(parent=show, title="Hors saison", number=9)

    assert titles(read(client, SHOW)) == ["S1 E1", "S1 E2", "S2 E1", "Hors saison"]


def test_show_goes_in_pages_of_twenty(client: Client, show: ShowPage) -> None:
    for number in range(1, 22):
        EpisodeFactory(parent=show, title=f"N {number}", number=number, recording=None)
    first, second = read(client, SHOW), read(client, f"{SHOW}?page=2")

    assert len(titles(first)) == 20
    assert titles(second) == ["N 1"]
    assert '<link rel="canonical" href="http://testserver/fr/podcasts/voix/?page=2">' in second
    assert client.get(f"{SHOW}?page=3").status_code == 404


def test_show_counts_episodes_of_its_seasons_that_may_be_seen(client: Client, show: ShowPage) -> None:
    season = SeasonFactory(parent=show, title="Rez-de-chaussée", slug="rez")
    EpisodeFactory(parent=season)
    EpisodeFactory(parent=season, live=False)

    assert '<a class="label" href="/fr/podcasts/voix/rez/">Rez-de-chaussée <span class="muted">(1)</span></a>' in (
        read(client, SHOW)
    )


def test_duration_of_a_recording_that_is_not_public_is_not_told(client: Client, show: ShowPage) -> None:
    private = CollectionFactory(private=True)
    EpisodeFactory(parent=show, recording=RecordingFactory(duration=1234.0, collection=private))
    EpisodeFactory(parent=show, recording=RecordingFactory(duration=1234.0, probe_state="waiting"))
    EpisodeFactory(parent=show, recording=RecordingFactory(duration=120.0))

    assert re.findall(r"(\d+)\N{NO-BREAK SPACE}min", read(client, SHOW)) == ["2"]


def test_season_lists_its_episodes_and_has_a_feed(client: Client, show: ShowPage) -> None:
    season = SeasonFactory(parent=show, number=2, title="Deuxième étage", slug="etage", introduction="Plus haut.")
    EpisodeFactory(parent=season, title="Dedans")
    EpisodeFactory(parent=show, title="Dehors")
    html = read(client, f"{SHOW}etage/")

    assert titles(html) == ["Dedans"]
    assert '<a href="/fr/podcasts/voix/">Voix de palier</a>, saison 2</p>' in html
    assert "Plus haut." in html
    assert 'title="Deuxième étage" href="/fr/podcasts/voix/etage/flux/"' in html
    assert data_of(html)["@type"] == "PodcastSeason"


@pytest.mark.parametrize("address", [SHOW, f"{SHOW}etage/"])
def test_show_and_season_ask_the_same_for_one_episode_and_for_five(
    client: Client, show: ShowPage, address: str
) -> None:
    season = SeasonFactory(parent=show, slug="etage")
    EpisodeFactory(parent=season, image=ImageFactory())
    EpisodeFactory(parent=season, kind="trailer")
    once = asked_for(client, address)
    for _place in range(4):
        EpisodeFactory(parent=season, image=ImageFactory())

    assert asked_for(client, address) == once
