"""Around the search page: help, the form that writes queries, repairs, pages of facets, feeds."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from directory.models import Agent
from resources.models import Contribution, Record
from search.contract import SearchRequest
from search.query import parse_query
from search.services import engine, rebuild_search, sync_search
from tests.factories.resources import RecordFactory, agent, concept, full_record

pytestmark = pytest.mark.django_db
CATALOGUE = "/fr/ressources/"
Get = Callable[..., str]


def text_of(html: str) -> str:
    """Words of a page, without markup."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


@pytest.fixture
def get(client: Client) -> Get:
    """The HTML of a page that answers."""

    def page(path: str = CATALOGUE, **parameters: object) -> str:
        response = client.get(path, parameters)
        assert response.status_code == 200
        return response.content.decode()

    return page


def links(html: str, part: str) -> list[tuple[str, str, int]]:
    """Address, words and count of the repairs under one heading."""
    found = re.search(rf'<section aria-labelledby="{part}">(.*?)</section>', html, re.DOTALL)
    lines = re.findall(r'href="([^"]+)"[^>]*>(.*?)</a> <span class="count">\((\d+)\)', found[1]) if found else []
    return [(unescape(url), text_of(words), int(count)) for url, words, count in lines]


# What was not understood --------------------------------------------------------------------------


def test_page_says_what_was_not_understood_and_answers(get: Get) -> None:
    RecordFactory(title="La passerelle <b> et son truc")
    sync_search()

    html = get(q='(passerelle truc:"<b>"')

    assert "1 document" in text_of(html)
    assert (
        "Nous avons lu cette recherche au mieux : il n’y a pas de champ « truc » ; une parenthèse n’est pas fermée."
        in text_of(html)
    )
    assert "au mieux" not in get(q="passerelle")
    assert 'value="(passerelle truc:&quot;&lt;b&gt;&quot;"' in html


def test_language_and_facets_work_together(get: Get) -> None:
    RecordFactory(title="Une passerelle", type="film")
    RecordFactory(title="Un pont", type="book")
    sync_search()

    html = get(q="titre:(passerelle OU pont)", type="film")

    assert "1 document" in text_of(html)
    assert "<mark>passerelle</mark>" in html
    assert 'value="book">Livre<span class="count">1</span>' in html


# Nothing found ------------------------------------------------------------------------------------


@pytest.fixture
def shelf() -> list[Record]:
    """Six books on hospitality, two films."""
    subject = concept("hospitalité")
    subject.labels.create(kind="pref", language="nl", text="gastvrijheid")
    subject.save()
    records = [RecordFactory(title=f"Passerelle {number}", type="book") for number in range(6)]
    records += [RecordFactory(title=f"Péniche {number}", type="film") for number in range(2)]
    for record in records[:6]:
        record.subjects.create(concept=subject)
        record.save()
    sync_search()
    return records


def test_repairs_come_in_order_with_their_counts(get: Get, shelf: list[Record]) -> None:
    html = get(q="paserelle")
    assert links(html, "autre-graphie") == [(f"{CATALOGUE}?q=passerelle", "passerelle", 6)]

    number = shelf[0].subjects.get().concept.number
    html = get(q="gastvrijheid", type="film")
    assert links(html, "sujet-de-ce-nom") == [(f"{CATALOGUE}?sujet={number}", "hospitalité", 6)]
    assert links(html, "sans-filtre") == [(f"{CATALOGUE}?q=gastvrijheid", "Chercher sans les filtres", 6)]

    html = get(q="passerelle péniche -introuvable zzzz")
    assert links(html, "un-terme-de-moins") == []
    html = get(q="passerelle péniche")
    assert links(html, "un-terme-de-moins") == [
        (f"{CATALOGUE}?q=p%C3%A9niche", "péniche", 2), (f"{CATALOGUE}?q=passerelle", "passerelle", 6),
    ]  # fmt: skip
    headings = re.findall(r'<section aria-labelledby="([a-z-]+)"><h3', get(q="hospitalitee péniche"))
    assert headings == ["autre-graphie", "un-terme-de-moins"][1:] or headings[0] == "autre-graphie"


def test_repairs_keep_the_filters_of_the_search(get: Get, shelf: list[Record]) -> None:
    html = get(q="passerelle titre:péniche", type="film")

    assert links(html, "un-terme-de-moins") == [(f"{CATALOGUE}?q=titre%3Ap%C3%A9niche&type=film", "titre:péniche", 2)]


def test_repairs_without_any_answer_are_not_offered(get: Get, shelf: list[Record]) -> None:
    html = get(q="xyzzy plugh")

    assert 'class="repairs' not in html
    assert "Rien ne répond à cette recherche" in text_of(html)


def test_repairs_ask_the_engine_a_few_times_only(
    get: Get, shelf: list[Record], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[SearchRequest] = []
    count = engine().count

    def counted(request: SearchRequest) -> int:
        asked.append(request)
        return count(request)

    monkeypatch.setattr(engine(), "count", counted)
    get(q=" ".join(f"mot{number}" for number in range(24)), type="film")

    assert len(asked) == 7


def test_repairs_never_name_what_is_hidden(get: Get, shelf: list[Record]) -> None:
    hidden = concept("clandestinité")
    hidden.withdraw()
    sync_search()

    assert links(get(q="clandestinité"), "sujet-de-ce-nom") == []


# Help ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "words"),
    [("/fr/recherche/aide/", "titre:"), ("/nl/zoeken/hulp/", "titel:"), ("/en/search/help/", "title:")],
)
def test_help_has_examples_to_try_in_each_language(client: Client, path: str, words: str) -> None:
    response = client.get(path)

    html = response.content.decode()
    queries = [unescape(query) for query in re.findall(r'rel="nofollow"><code>([^<]+)</code>', html)]
    assert response.status_code == 200
    assert len(queries) == 13
    assert any(query.startswith(words) for query in queries)
    assert [query for query in queries if parse_query(query).problems] == []
    for code, address in (("fr", "/fr/recherche/aide/"), ("nl", "/nl/zoeken/hulp/"), ("en", "/en/search/help/")):
        assert f'hreflang="{code}" href="http://testserver{address}"' in html


def test_help_and_form_in_another_language_lead_to_their_own(client: Client) -> None:
    assert client.get("/fr/recherche/help/").headers["Location"] == "/fr/recherche/aide/"
    assert client.get("/nl/bronnen/avancee/?q=a").headers["Location"] == "/nl/bronnen/uitgebreid/?q=a"


def test_every_search_box_leads_to_the_help(get: Get) -> None:
    rebuild_search()

    for path in ("/fr/", CATALOGUE, "/fr/recherche/"):
        assert 'href="/fr/recherche/aide/"' in get(path)


# The form -----------------------------------------------------------------------------------------


def test_form_leads_to_the_results_of_what_it_wrote(client: Client) -> None:
    RecordFactory(title="Une passerelle", date="1995")
    RecordFactory(title="Une passerelle", date="2015")
    sync_search()

    response = client.get(
        f"{CATALOGUE}avancee/", {"chercher": "1", "mots1": "passerelle", "champ1": "title", "de": "1990", "a": "1999"}
    )

    assert response.headers["Location"] == f"{CATALOGUE}?q=titre%3Apasserelle+ann%C3%A9e%3A1990..1999"
    html = client.get(response.headers["Location"]).content.decode()
    assert "1 document" in text_of(html)
    assert 'value="titre:passerelle année:1990..1999"' in html
    assert f'href="{CATALOGUE}avancee/?q=titre%3Apasserelle+ann%C3%A9e%3A1990..1999"' in html


def test_form_is_filled_from_a_query(get: Get) -> None:
    html = get(f"{CATALOGUE}avancee/", q='titre:"vieux port" -navire langue:nl année:1990..')

    assert re.findall(r'id="mots(\d)" name="mots\d" type="text" value="([^"]+)"', html) == [
        ("1", "vieux port"),
        ("2", "navire"),
    ]
    assert '<option value="phrase" selected>' in html
    assert '<option value="not" selected>' in html
    assert '<option value="nl" selected>' in html
    assert 'name="de" type="number" min="-4000" max="2200" value="1990"' in html


def test_form_says_that_a_query_is_too_rich(get: Get) -> None:
    html = get("/fr/recherche/avancee/", q="(a OU b) (c OU titre:d)")

    assert "Cette recherche dit plus que le formulaire ne peut montrer." in text_of(html)
    assert 'href="/fr/recherche/?q=%28a%20OU%20b%29%20%28c%20OU%20titre%3Ad%29"' in html


def test_empty_form_leads_to_everything(client: Client) -> None:
    assert client.get("/fr/recherche/avancee/", {"chercher": "1"}).headers["Location"] == "/fr/recherche/"


# One facet ----------------------------------------------------------------------------------------


@pytest.fixture
def authors() -> list[Record]:
    """Seventy documents, each by somebody else; the first three by one more."""
    both = agent("Zoé Àvila")
    records = [full_record(title=f"Passerelle {number}", type="book", date="1999") for number in range(3)]
    for record in records:
        Contribution.objects.create(record=record, agent=both, role="aut")
    for number in range(70):
        record = RecordFactory(title=f"Passerelle de {number}", type="book")
        Contribution.objects.create(record=record, agent=agent(f"Auteur Numéro{number:02}"), role="aut")
    rebuild_search()
    return records


def lines(html: str) -> list[tuple[str, str, int]]:
    """Address, name and count of the lines of a facet's page."""
    found = re.findall(
        r'<li><a href="([^"]+)" rel="nofollow"[^>]*>(.*?)</a><span class="count">(\d+)</span></li>', html
    )
    return [(unescape(url), text_of(name), int(count)) for url, name, count in found]


def test_facet_page_lists_all_values_and_keeps_the_search(get: Get, authors: list[Record]) -> None:
    results = get(q="passerelle", type="book", tri="titre")
    page = re.search(r'class="more" href="([^"]+/facette/auteur/[^"]*)"', results)
    assert page is not None
    assert unescape(page[1]) == f"{CATALOGUE}facette/auteur/?q=passerelle&type=book&tri=titre"

    html = get(f"{CATALOGUE}facette/auteur/", q="passerelle", type="book", tri="titre")
    number = Agent.objects.get(name="Zoé Àvila").number
    assert len(lines(html)) == 60
    assert [line for line in lines(html) if line[1] == "Zoé Àvila"] == [
        (f"{CATALOGUE}?q=passerelle&type=book&auteur={number}&tri=titre", "Zoé Àvila", 3)
    ]
    assert lines(html)[0][2] >= lines(html)[-1][2] == 1
    second = get(f"{CATALOGUE}facette/auteur/", q="passerelle", type="book", page="2")
    assert {line[1] for line in lines(second)}.isdisjoint({line[1] for line in lines(html)})


def test_facet_page_goes_by_name(get: Get, authors: list[Record]) -> None:
    names = [name for _url, name, _count in lines(get(f"{CATALOGUE}facette/auteur/", ordre="nom"))]

    assert names == sorted(names)
    assert names[0] == "Auteur Numéro00"


def test_facet_page_is_searched_by_folded_names(get: Get, authors: list[Record]) -> None:
    assert [line[1:] for line in lines(get(f"{CATALOGUE}facette/auteur/", nom="ZOE avi"))] == [("Zoé Àvila", 3)]
    assert [line[1:] for line in lines(get(f"{CATALOGUE}facette/type/", nom="livr"))] == [("Livre", 73)]
    assert "Rien dans cette liste ne répond à « xyzzy »" in text_of(get(f"{CATALOGUE}facette/auteur/", nom="xyzzy"))


def test_facet_page_takes_a_chosen_value_off(get: Get, authors: list[Record]) -> None:
    (line,) = lines(get(f"{CATALOGUE}facette/type/", q="passerelle", type="book"))

    assert line == (f"{CATALOGUE}?q=passerelle", "Retirer le filtre Livre", 73)


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("facette/inconnue/", 404), ("facette/auteur/?page=9", 404), ("facette/auteur/?page=x", 400),
        ("facette/type/?de=hier", 400), ("facette/type/?nom=%00%22%3Cb%3E", 200),
        ("facette/sujet/?nom=" + "a" * 900, 200),
    ],
)  # fmt: skip
def test_facet_page_answers_whatever_it_is_asked(client: Client, address: str, status: int) -> None:
    rebuild_search()

    assert client.get(CATALOGUE + address).status_code == status


def test_facet_page_costs_the_same_for_one_and_for_many(client: Client, authors: list[Record]) -> None:
    client.get(f"{CATALOGUE}facette/auteur/")
    counts = []
    for typed in ("zoe", ""):
        with CaptureQueriesContext(connection) as queries:
            client.get(f"{CATALOGUE}facette/auteur/", {"nom": typed})
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 10
