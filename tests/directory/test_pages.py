"""The public pages of people and organisations."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.shelves import Shelf, ShelfGroup, register_shelf
from directory.addresses import agent_path
from directory.models import Agent, AgentIdentifier, AgentName, Biography
from directory.services import merge_agents, withdraw_agent
from tests.factories.directory import AgentFactory, OrganisationFactory, directory_page
from tests.factories.home import make_site

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def pages() -> None:
    """The page of people in each language."""
    make_site()
    for language in ("fr", "nl", "en"):
        directory_page(language)


@pytest.fixture
def shelf(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Have somebody know what agents did."""
    monkeypatch.setattr("core.shelves._shelves", {})
    monkeypatch.setattr("core.shelves._counts", {})

    def know(answer: Shelf, counts: dict[int, int]) -> None:
        register_shelf("directory.agent", lambda thing: answer, lambda things: counts)

    return know


def base(language: str = "fr") -> str:
    """The path of the section."""
    return directory_page(language).url


def text_of(html: str) -> str:
    """The words of a page's main part, in one line."""
    main = re.search(r"<main.*?</main>", html, re.DOTALL)
    assert main
    return " ".join(re.sub(r"<[^>]+>", " ", re.sub(r"<svg.*?</svg>", "", main[0], flags=re.DOTALL)).split())


def listed(html: str) -> list[str]:
    """The lines of a list, in order."""
    lines = re.findall(r"<li>(.*?)</li>", html.split('class="az')[1].split("</ul>")[0], re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", line).split()) for line in lines]


def structured(html: str) -> dict[str, Any]:
    """The page's JSON-LD."""
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert len(found) == 1
    return json.loads(found[0])  # type: ignore[no-any-return]  JSON of any shape


def full_agent(**fields: Any) -> Agent:
    """Somebody with everything a page shows."""
    agent = AgentFactory(**{"name": "Gaston Leroux", "born": "6 mai 1868", "died": "15 avril 1927", **fields})
    AgentName.objects.create(agent=agent, text="غاستون لورو", language="ar")
    Biography.objects.create(agent=agent, language="fr", text="Il invente Rouletabille.\n\nIl écrit dans les journaux.")
    Biography.objects.create(agent=agent, language="en", text="He invents Rouletabille.")
    AgentIdentifier.objects.create(agent=agent, kind="wikidata", value="Q464452")
    return agent


def test_agent_page_shows_names_dates_biography_and_identifiers(client: Client) -> None:
    agent = full_agent()

    html = client.get(agent_path(agent, "fr")).content.decode()

    assert (
        "Personne, 1868–1927 Gaston Leroux Autres formes du nom : غاستون لورو Il invente Rouletabille."
        " Il écrit dans les journaux. Wikidata Q464452"
    ) in text_of(html)
    assert '<bdi lang="ar" dir="rtl">غاستون لورو</bdi>' in html
    assert '<a href="https://www.wikidata.org/wiki/Q464452" rel="external">' in html
    assert "<p>Il écrit dans les journaux.</p>" in html
    data = structured(html)
    assert {key: data[key] for key in ("@type", "name", "birthDate", "deathDate", "sameAs", "alternateName")} == {
        "@type": "Person", "name": "Gaston Leroux", "birthDate": "1868-05-06", "deathDate": "1927-04-15",
        "sameAs": ["https://www.wikidata.org/wiki/Q464452"], "alternateName": ["غاستون لورو"],
    }  # fmt: skip


def test_hidden_birth_is_nowhere_on_the_page(client: Client) -> None:
    agent = full_agent(birth_hidden=True)

    html = client.get(agent_path(agent, "fr")).content.decode()

    assert "1868" not in html
    assert "Personne, –1927" in text_of(html)
    assert "birthDate" not in structured(html)


def test_biography_in_the_language_of_the_page_else_in_french(client: Client) -> None:
    agent = full_agent()

    english, dutch = (client.get(agent_path(agent, code)).content.decode() for code in ("en", "nl"))

    assert "He invents Rouletabille." in text_of(english)
    assert '<div class="prose lede" lang="fr" dir="ltr"><p>Il invente' in dutch


def test_organisation_page_says_so(client: Client, shelf: Callable[..., None]) -> None:
    agent = OrganisationFactory(name="Presses de la Senne", born="1987")
    shelf(Shelf(3, "/x/", [ShelfGroup("Éditeur", 3, "/x/", [])]), {})

    html = client.get(agent_path(agent, "fr")).content.decode()

    assert "Organisation, 1987– Presses de la Senne Ses publications 3 documents Éditeur 3 documents" in text_of(html)
    assert (structured(html)["@type"], structured(html)["foundingDate"]) == ("Organization", "1987")


def test_lists_are_in_the_order_of_family_names_with_counts(client: Client, shelf: Callable[..., None]) -> None:
    leroux, tunc = AgentFactory(name="Gaston Leroux", born="1868"), AgentFactory(name="Ayşe Tunç")
    AgentFactory(name="Éric Élan")
    AgentFactory(name="Lina Brouillon", live=False)
    OrganisationFactory(name="Éditions du Cerf", sort_name="Cerf")
    shelf(Shelf(), {leroux.number: 12, tunc.number: 1})

    everybody, letter = (client.get(address).content.decode() for address in (base(), f"{base()}l/"))

    assert listed(everybody) == [
        "Éditions du Cerf",
        "Élan, Éric",
        "Leroux, Gaston 1868–, 12 documents",
        "Tunç, Ayşe 1 document",
    ]
    assert listed(letter) == ["Leroux, Gaston 1868–, 12 documents"]
    assert re.findall(r">([A-Z]|0-9)</(?:a|span)>", letter.split('class="pager alphabet"')[1]) == ["C", "E", "L", "T"]
    assert [client.get(f"{base()}{other}/").status_code for other in ("b", "é", "lz")] == [404] * 3


def test_list_finds_names_by_the_beginning_of_their_words(client: Client) -> None:
    AgentFactory(name="Gaston Leroux")
    AgentFactory(name="Ayşe Tunç")

    html = client.get(base(), {"q": "ayse"}).content.decode()

    assert listed(html) == ["Tunç, Ayşe"]


def test_long_lists_have_pages(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("directory.views.PER_PAGE", 2)
    for name in ("A Un", "A Deux", "A Trois"):
        AgentFactory(name=name)

    second = client.get(base(), {"page": "2"}).content.decode()

    assert listed(second) == ["Un, A"]
    assert f'<link rel="canonical" href="http://testserver{base()}?page=2">' in second
    assert [client.get(base(), {"page": page}).status_code for page in ("0", "9", "-1", "x", "9" * 40)] == [404] * 5


@pytest.mark.parametrize("path", ["{number}/", "{number}/autre-nom/"])
def test_other_slugs_lead_to_the_right_one(client: Client, path: str) -> None:
    agent = AgentFactory(name="Gaston Leroux")

    response = client.get(base() + path.format(number=agent.number))

    assert (response.status_code, response.headers["Location"]) == (301, f"{base()}{agent.number}/gaston-leroux/")


def test_merged_leads_to_the_other_withdrawn_is_gone_drafts_are_not_there(client: Client) -> None:
    target, former, gone = AgentFactory(name="A B"), AgentFactory(name="C D"), AgentFactory(name="Zcanari Nom")
    draft = AgentFactory(name="G H", live=False)
    merge_agents(former, target)
    withdraw_agent(gone)

    merged = client.get(f"{base()}{former.number}/c-d/")
    withdrawn = client.get(f"{base()}{gone.number}/zcanari-nom/")

    assert (merged.status_code, merged.headers["Location"]) == (301, f"{base()}{target.number}/a-b/")
    assert (withdrawn.status_code, b"Zcanari" in withdrawn.content) == (410, False)
    assert client.get(f"{base()}{draft.number}/g-h/").status_code == 404


def test_identifier_leads_to_the_page_or_the_tombstone(client: Client) -> None:
    agent, gone, draft = AgentFactory(name="A B"), AgentFactory(name="Zcanari Nom"), AgentFactory(live=False)
    withdraw_agent(gone)

    found, tombstone = (client.get(f"/id/agent/{one.uuid}") for one in (agent, gone))

    assert (found.status_code, found.headers["Location"]) == (303, agent_path(agent, "fr"))
    assert (tombstone.status_code, tombstone.headers["Location"]) == (303, f"{base()}{gone.number}/")
    assert client.get(f"/id/agent/{draft.uuid}", follow=True).status_code == 404


@pytest.mark.parametrize("address", ["{agent}", "{base}", "{base}l/", "{base}?q=leroux"])
def test_pages_take_as_many_queries_for_one_as_for_five(client: Client, address: str) -> None:
    agent = full_agent()
    address = address.format(agent=agent_path(agent, "fr"), base=base())

    def count() -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    one = count()
    for number in range(4):
        AgentFactory(name=f"Gaston{number} Leroux")
        AgentName.objects.create(agent=agent, text=f"Rouletabille {number}")
        AgentIdentifier.objects.create(agent=agent, kind="viaf", value=str(1000 + number))

    assert count() == one


def test_names_with_markup_stay_names(client: Client) -> None:
    agent = AgentFactory(name="</script><b>Nom</b>")

    html = client.get(agent_path(agent, "fr")).content.decode()

    assert "<b>Nom" not in html
    assert structured(html)["name"] == "</script><b>Nom</b>"
