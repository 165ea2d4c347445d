"""The front page and the first pages of a new site."""

import re

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, Site

from core import shelves
from home.models import HomePage
from search.services import rebuild_search
from tests.factories.home import home_page, make_site, stream
from tests.factories.resources import RecordFactory, concept

pytestmark = pytest.mark.django_db


def test_first_pages_are_translations_of_each_other_in_a_sound_tree() -> None:
    homes = HomePage.objects.order_by("path")
    sections = Page.objects.filter(depth=3).order_by("path")

    assert [home.locale.language_code for home in homes] == ["fr", "nl", "en"]
    assert len({home.translation_key for home in homes}) == 1
    assert Site.objects.get().root_page == homes[0].page_ptr
    assert len(sections) == 27
    assert len({page.translation_key for page in sections}) == 9
    assert Page.find_problems() == ([], [], [], [], [])


@pytest.mark.parametrize(
    ("language", "addresses"),
    [
        (
            "fr",
            [
                "ressources",
                "recherche",
                "sujets",
                "personnes",
                "magazine",
                "podcasts",
                "capsules",
                "actualites",
                "presse",
            ],
        ),
        ("nl", ["bronnen", "zoeken", "onderwerpen", "mensen", "magazine", "podcasts", "capsules", "nieuws", "pers"]),
        ("en", ["resources", "search", "subjects", "people", "magazine", "podcasts", "capsules", "news", "press"]),
    ],
)
def test_sections_have_their_address_in_each_language(client: Client, language: str, addresses: list[str]) -> None:
    rebuild_search()

    for address in addresses:
        assert client.get(f"/{language}/{address}/").status_code == 200


def test_first_pages_are_made_once() -> None:
    before = Page.objects.count()
    make_site()

    assert Page.objects.count() == before
    assert apps.get_model("home", "HomePage").objects.count() == 3


def test_new_pages_find_their_place_beside_the_first() -> None:
    home = home_page()
    home.add_child(instance=Page(title="Autre", slug="autre", locale=home.locale))

    assert Page.find_problems() == ([], [], [], [], [])


def test_home_page_proposes_a_search_and_examples(client: Client) -> None:
    home = home_page()
    home.heading, home.lede, home.examples = "Il reste une chaise", "Asseyez-vous.", "école plurilingue, contes & cie"
    home.save()
    html = client.get("/fr/").content.decode()

    assert "<h1>Il reste une chaise</h1>" in html
    assert 'action="/fr/recherche/"' in html
    assert 'href="/fr/recherche/?q=%C3%A9cole%20plurilingue"' in html
    assert 'href="/fr/recherche/?q=contes%20%26%20cie"' in html


def test_home_page_shows_what_came_last_and_nothing_hidden(client: Client) -> None:
    RecordFactory(title="Premier arrivé")
    RecordFactory(title="Brouillon", live=False)
    for number in range(6):
        RecordFactory(title=f"Arrivé {number}")
    html = client.get("/fr/").content.decode()

    assert re.findall(r"<h3><a [^>]*>([^<]+)</a>", html) == [f"Arrivé {number}" for number in (5, 4, 3, 2, 1, 0)]


def test_home_page_opens_the_widest_doors(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    wide, narrow, empty = concept("Exil"), concept("Cuisine"), concept("Silence")
    RecordFactory()
    counts = {wide.number: 1204, narrow.number: 1, empty.number: 0}
    monkeypatch.setitem(shelves._counts, "thesaurus.concept", lambda things: counts)
    html = client.get("/fr/").content.decode()
    doors = re.findall(r'<li><a href="([^"]+)">([^<]+)<span class="count">([^<]+)</span>', html)

    assert doors == [
        (f"/fr/sujets/{narrow.number}/cuisine/", "Cuisine", "1 document"),
        (f"/fr/sujets/{wide.number}/exil/", "Exil", "1\xa0204 documents"),
    ]


def test_home_page_without_content_is_whole(client: Client) -> None:
    html = client.get("/en/").content.decode()

    assert "<h1>Home</h1>" in html
    assert 'class="doors"' not in html
    assert 'class="teasers"' not in html


def test_home_page_costs_the_same_for_one_record_and_for_six(client: Client) -> None:
    home = home_page()
    home.body = stream(("text", "<p>Bonjour.</p>"))
    home.save()
    RecordFactory()
    one = _queries(client)
    RecordFactory.create_batch(5)

    assert _queries(client) == one
    assert one <= 20


def _queries(client: Client) -> int:
    """What the second view of the front page costs."""
    client.get("/fr/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/fr/")
    return len(queries)
