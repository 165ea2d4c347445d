"""The latest episode and the latest film on the front page."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone

from tests.audiovisual.reading import asked_for, read
from tests.factories.audiovisual import CapsuleFactory, EpisodeFactory, SeasonFactory, ShowFactory, podcasts_page

pytestmark = pytest.mark.django_db


def test_front_page_announces_the_latest_of_each(client: Client) -> None:
    show = ShowFactory(title="Voix de palier", slug="voix")
    before = timezone.now() - datetime.timedelta(days=2)
    EpisodeFactory(parent=show, title="Avant-hier", published_at=before)
    EpisodeFactory(parent=SeasonFactory(parent=show, number=3), title="Aujourd'hui", number=4)
    EpisodeFactory(parent=show, title="Annonce", kind="trailer")
    CapsuleFactory(title="Un film", slug="film")
    html = read(client, "/fr/")

    assert "Voix de palier, saison 3, épisode 4</p>" in html
    assert "Aujourd’hui</a></h3>" in html
    assert '<h3><a href="/fr/capsules/film/">Un film</a></h3>' in html
    assert '<a href="/fr/podcasts/">Tous les podcasts</a><a href="/fr/capsules/">Toutes les capsules</a>' in html
    assert [word for word in ("Avant-hier", "Annonce") if word in html] == []


def test_front_page_says_nothing_where_nothing_is_out(client: Client) -> None:
    EpisodeFactory(parent=ShowFactory(), live=False)
    EpisodeFactory(parent=ShowFactory(parent=podcasts_page("nl")))

    assert "À écouter, à regarder" not in read(client, "/fr/")


def test_front_page_asks_the_same_for_one_episode_and_for_five(client: Client) -> None:
    def add() -> None:
        EpisodeFactory(parent=SeasonFactory(parent=ShowFactory()))
        CapsuleFactory()

    add()
    once = asked_for(client, "/fr/")
    for _place in range(4):
        add()

    assert asked_for(client, "/fr/") == once
