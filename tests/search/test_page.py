"""The search page: what a visitor sees, what an address may ask, what it costs."""

import gzip
import re
from collections.abc import Callable
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from resources.models import Record
from search.contract import SearchUnavailable
from search.histogram import draw_histogram
from search.services import engine, rebuild_search, sync_search
from tests.factories.home import home_page
from tests.factories.resources import RecordFactory, agent, concept, full_record

pytestmark = pytest.mark.django_db
CATALOGUE = "/fr/ressources/"


def text_of(html: str) -> str:
    """Words of a page, without markup."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


@pytest.fixture
def get(client: Client) -> Callable[..., str]:
    """The HTML of the catalogue for some parameters."""

    def page(path: str = CATALOGUE, **parameters: object) -> str:
        response = client.get(path, parameters)
        assert response.status_code == 200
        return response.content.decode()

    return page


@pytest.fixture
def shelf() -> list[Record]:
    """Twenty-five books and five films about hospitality, one of them withdrawn."""
    subject = concept("hospitalité", broader=concept("vivre ensemble"))
    records = [
        full_record(
            title=f"Passerelle {number:02d}", type="film" if number % 6 == 0 else "book", date=str(1995 + number)
        )
        for number in range(30)
    ]
    for record in records[:10]:
        record.subjects.create(concept=subject)
        record.save()
    records[29].withdraw()
    sync_search()
    return records


def test_search_shows_results_facets_and_no_chip(get: Callable[..., str], shelf: list[Record]) -> None:
    html = get(q="passerelle")

    assert "29 documents" in text_of(html)
    assert html.count('<article class="entry"') == 20
    assert 'class="chip"' not in html
    assert '<input type="checkbox" name="type" value="film">Film<span class="count">5</span>' in html
    assert html.count("<mark>Passerelle</mark>") == 20


def test_filters_are_chips_that_one_click_removes(get: Callable[..., str], shelf: list[Record]) -> None:
    number = str(shelf[0].subjects.get(concept__labels__text="hospitalité").concept.number)

    html = get(q="passerelle", type="film", sujet=number, de="1995")

    assert re.findall(r'<a class="chip" href="([^"]+)"', html) == [
        f"{CATALOGUE}?q=passerelle&amp;sujet={number}&amp;de=1995",
        f"{CATALOGUE}?q=passerelle&amp;type=film&amp;de=1995",
        f"{CATALOGUE}?q=passerelle&amp;type=film&amp;sujet={number}",
    ]
    assert 'rel="nofollow"><span class="sr">Retirer le filtre </span>Film' in html
    assert "2 documents" in text_of(html)


def test_broader_concept_finds_what_narrower_ones_index(get: Callable[..., str], shelf: list[Record]) -> None:
    from thesaurus.models import Concept

    broader = Concept.objects.get(labels__text="vivre ensemble")

    assert "10 documents" in text_of(get(sujet=str(broader.number)))


def test_pager_leads_through_all_results(get: Callable[..., str], shelf: list[Record]) -> None:
    first, second = get(tri="titre"), get(tri="titre", page="2")

    titles = re.findall(r">(Passerelle \d\d)", first) + re.findall(r">(Passerelle \d\d)", second)
    assert titles == [f"Passerelle {number:02d}" for number in range(29)]
    assert f'href="{CATALOGUE}?tri=titre&amp;page=2" rel="next nofollow"' in first


@pytest.mark.parametrize(
    ("parameters", "status"),
    [
        ({"page": "0"}, 404),
        ({"page": "-1"}, 404),
        ({"page": "2"}, 404),
        ({"page": "99999999999999999999"}, 404),
        ({"page": "un"}, 404),
        ({"page": "51", "q": "passerelle"}, 400),
        ({"type": "<script>"}, 400),
        ({"type": "' OR 1=1 --"}, 400),
        ({"type": "inconnu"}, 200),
        ({"facette-inconnue": "x"}, 200),
        ({"sujet": "999999999999999999"}, 200),
        ({"sujet": "abc"}, 200),
        ({"auteur": ["1"] * 3}, 200),
        ({"auteur": [str(number) for number in range(13)]}, 400),
        ({"de": "hier"}, 400),
        ({"de": "99999"}, 400),
        ({"de": "2020", "a": "1990"}, 200),
        ({"tri": "n'importe"}, 200),
        ({"par": "100000"}, 200),
        ({"tout": "inconnu"}, 200),
        ({"q": "\x00"}, 200),
        ({"q": "a" * 10_000}, 200),
        ({"q": '"' * 300}, 200),
        ({"q": "' OR 1=1; DROP TABLE resources_record; --"}, 200),
    ],
)
def test_address_answers_whatever_it_asks(client: Client, parameters: dict[str, object], status: int) -> None:
    RecordFactory(title="Une passerelle")
    sync_search()

    response = client.get(CATALOGUE, parameters)

    assert response.status_code == status
    assert b"<h1>" in response.content


def test_orders_fit_the_search(get: Callable[..., str], shelf: list[Record]) -> None:
    orders = r'<option value="([a-z]*)"( selected)?>'

    assert re.findall(orders, get()) == [("recents", ""), ("anciens", ""), ("titre", ""), ("ajouts", " selected")]
    assert re.findall(orders, get(q="passerelle"))[0] == ("", " selected")


def test_histogram_ends_with_the_present_year() -> None:
    year = timezone.now().year
    start = year - year % 5

    assert draw_histogram([(start - 5, 3), (start, 1)], 5, None, None).last == year
    assert draw_histogram([(1995, 3), (2000, 1)], 5, None, None).last == 2004


def test_query_is_escaped(get: Callable[..., str]) -> None:
    rebuild_search()

    html = get(q='<script>alert("x")</script>')

    assert "<script>alert" not in html
    assert "&lt;script&gt;" in html


def test_nothing_found_says_how_to_go_on(get: Callable[..., str]) -> None:
    rebuild_search()

    html = get(q="introuvable", type="film")

    assert "Rien ne répond à cette recherche" in text_of(html)
    assert f'href="{CATALOGUE}?q=introuvable"' in html


def test_misspelt_query_is_offered_its_spelling(get: Callable[..., str], shelf: list[Record]) -> None:
    html = get(q="paserelle")

    assert f'<a href="{CATALOGUE}?q=passerelle" rel="nofollow"><strong>passerelle</strong></a>' in html


def test_filtered_pages_stay_out_of_search_engines(get: Callable[..., str], shelf: list[Record]) -> None:
    assert 'name="robots"' not in get()
    assert '<meta name="robots" content="noindex">' in get(q="passerelle")
    assert '<meta name="robots" content="noindex">' in get(type="film")
    canonical = '<link rel="canonical" href="http://testserver/fr/ressources/?q=pont&amp;type=book&amp;type=film">'
    assert canonical in get(q=" pont ", type=["film", "book"], utm_source="lettre", page="1")


def test_search_without_an_index_says_so(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(request: object) -> None:
        raise SearchUnavailable("gone")

    monkeypatch.setattr(engine(), "search", fail)

    response = client.get(CATALOGUE)

    assert response.status_code == 503
    assert "La recherche ne répond pas" in text_of(response.content.decode())


def test_stale_index_shows_nothing_hidden(get: Callable[..., str], shelf: list[Record]) -> None:
    Record.objects.filter(pk=shelf[3].pk).update(live=False)

    assert "Passerelle 03" not in get(q="passerelle 03")


def test_search_page_finds_pages_and_records(get: Callable[..., str]) -> None:
    from home.models import StandardPage

    home_page().add_child(instance=StandardPage(title="Notre passerelle", slug="notre-passerelle", live=True))
    RecordFactory(title="La passerelle")
    agent("Hors sujet")
    sync_search()

    html = get("/fr/recherche/", q="passerelle")

    assert "2 documents" in text_of(html)
    assert 'href="/fr/notre-passerelle/"' in html
    assert 'name="type" value="page"' in html


def test_page_costs_the_same_for_ten_and_for_fifty(client: Client, shelf: list[Record]) -> None:
    client.get(CATALOGUE)
    counts = []
    for size in ("10", "50"):
        with CaptureQueriesContext(connection) as queries:
            response = client.get(CATALOGUE, {"q": "passerelle", "par": size, "type": ["book", "film"]})
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 12
    assert len(gzip.compress(response.content)) <= 20 * 1024


@pytest.mark.parametrize(("path", "words"), [("/nl/bronnen/", "nl"), ("/en/resources/", "en")])
def test_search_answers_in_each_language(client: Client, path: str, words: str, shelf: list[Record]) -> None:
    html = client.get(path, {"q": "passerelle 00"}).content.decode()

    assert f'<html lang="{words}"' in html
    assert re.search(rf'href="{path}notice/{shelf[0].number}/', html)


def test_anonymous_search_sets_no_cookie_and_varies_by_none(client: Client) -> None:
    response = client.get(CATALOGUE, {"q": "pont"})

    assert response.cookies == {}
    assert "Cookie" not in response.headers.get("Vary", "")
