"""Names completed while one types: in the engine, and as the search box asks for them."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from search.contract import Name, NamedThing, SearchEngine, SearchRequest, SearchUnavailable
from search.services import engine, rebuild_search, sync_search
from tests.factories.resources import RecordFactory, agent, concept
from tests.search.documents import LIBRARY, NAMES, make_document

GROUPS = ("title", "agent", "concept")
Complete = Callable[[str], list[tuple[str, str]]]


@pytest.fixture
def complete(library: SearchEngine) -> Complete:
    """Group and printed name of what is proposed for some letters."""
    with library.exclusive(1.0):
        library.write(NAMES, [])

    def ask(typed: str) -> list[tuple[str, str]]:
        return [(one.group, one.names[0].text) for one in library.complete(typed, GROUPS, 5)]

    return ask


@pytest.mark.parametrize(
    ("typed", "proposed"),
    [
        ("my", [("title", "Le mystère de la chambre jaune")]),
        ("le mys", [("title", "Le mystère de la chambre jaune")]),
        ("MYSTÈRE CHAM", [("title", "Le mystère de la chambre jaune")]),
        ("jaun", [("title", "Le mystère de la chambre jaune")]),
        ("sorcieres d'it", [("title", "Histoire des sorcières d’Italie")]),
        ("l'ex", [("title", "L’exil et le retour")]),
        ("lero", [("agent", "Marie Leroy"), ("agent", "Gaston Leroux")]),
        ("gast ler", [("agent", "Gaston Leroux")]),
        ("koning", [("agent", "Marie Leroy")]),
        ("migr", [("concept", "migration")]),
        ("migrations", []),
        ("trek", [("concept", "migration")]),
        ("migras", [("concept", "migration")]),
        ("m", []),
        ("", []),
        ("*", []),
        ('")(', []),
        ("mystère bleu", []),
        ("z" * 300, []),
    ],
)
def test_completion_goes_on_from_what_is_typed(complete: Complete, typed: str, proposed: list[tuple[str, str]]) -> None:
    assert complete(typed) == proposed


def test_completion_puts_beginnings_first_then_the_most_used(empty_engine: SearchEngine) -> None:
    things = [
        NamedThing("test.subject", document.uuid, "concept", [Name(text)], usage=usage)
        for document, (text, usage) in zip(
            LIBRARY, [("vie active", 1), ("ville", 3), ("droit à la ville", 90), ("villages", 7)], strict=False
        )
    ]
    with empty_engine.exclusive(1.0):
        empty_engine.write(things, [])

    found = [one.names[0].text for one in empty_engine.complete("vi", ["concept"], 4)]

    assert found == ["villages", "ville", "vie active", "droit à la ville"]


def test_what_is_only_completed_is_not_searched(complete: Complete, library: SearchEngine) -> None:
    assert library.search(SearchRequest()).total == len(LIBRARY)
    assert library.search(SearchRequest(query="koning")).total == 0
    assert library.search(SearchRequest(query="NOT introuvable")).total == len(LIBRARY)
    assert library.count_facet("type", ["book"]) == {"book": 3}


def test_completion_forgets_what_is_gone(complete: Complete, library: SearchEngine) -> None:
    with library.exclusive(1.0):
        library.write([make_document("exil", "Le départ")], [(NAMES[2].kind, NAMES[2].uuid)])

    assert complete("migr") == []
    assert complete("ex") == []
    assert complete("dép") == [("title", "Le départ")]


def test_completion_of_a_long_list_stays_short(empty_engine: SearchEngine) -> None:
    with empty_engine.exclusive(1.0):
        empty_engine.write([make_document(str(number), f"Passerelle {number}") for number in range(50)], [])

    assert len(empty_engine.complete("pass", GROUPS, 4)) == 4


# The address the search boxes ask -----------------------------------------------------------------


def names(client: Client, typed: str, language: str = "fr") -> dict[str, Any]:
    """What the search box is answered."""
    response = client.get(f"/{language}/noms.json", {"q": typed})
    assert response.status_code == 200
    answer: dict[str, Any] = json.loads(response.content)
    return answer


@pytest.mark.django_db
def test_names_are_grouped_and_lead_to_their_pages(client: Client) -> None:
    record = RecordFactory(title="Migrations d’hier", languages=["fr"])
    person = agent("Migraine Dupont")
    subject = concept("migrations")
    subject.labels.create(kind="pref", language="nl", text="migratie")
    subject.labels.create(kind="hidden", language="fr", text="migrassion")
    subject.save()
    sync_search()

    assert names(client, "migra") == {
        "groups": [
            {"label": "Titres", "items": [
                {"text": "Migrations d’hier", "url": f"/fr/ressources/notice/{record.number}/{record.slug}/"}
            ]},
            {"label": "Personnes et organisations", "items": [
                {"text": "Migraine Dupont", "url": f"/fr/personnes/{person.number}/migraine-dupont/"}
            ]},
            {"label": "Sujets", "items": [{"text": "migrations", "url": f"/fr/sujets/{subject.number}/migrations/"}]},
        ],
        "status": "3 propositions",
    }  # fmt: skip
    (group,) = names(client, "migratie")["groups"]
    assert group["items"][0]["note"] == "migratie"
    (group,) = names(client, "migrass")["groups"]
    assert "note" not in group["items"][0]
    dutch = names(client, "migrations", "nl")["groups"][-1]["items"][0]
    assert dutch["text"] == "migratie"
    assert dutch["url"].startswith("/nl/")


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["", "m", " m ", "\x00", "x" * 101, "((("])
def test_names_are_not_looked_for_without_letters(client: Client, typed: str) -> None:
    rebuild_search()

    assert names(client, typed) == {"groups": [], "status": "Aucune proposition"}


@pytest.mark.django_db
def test_names_of_a_stale_index_stay_hidden(client: Client) -> None:
    record = RecordFactory(title="Bientôt cachée")
    sync_search()
    type(record).objects.filter(pk=record.pk).update(live=False)

    assert names(client, "bientôt")["groups"] == []


@pytest.mark.django_db
def test_names_cost_the_same_for_one_and_for_many(client: Client) -> None:
    counts = []
    for _batch in range(2):
        for number in range(3):
            RecordFactory(title=f"Passerelle {number}")
            agent(f"Passe Muraille{number}{_batch}")
        sync_search()
        names(client, "passe")
        with CaptureQueriesContext(connection) as queries:
            names(client, "passe")
        counts.append(len(queries))

    assert counts[0] == counts[1] <= 4


@pytest.mark.django_db
def test_names_without_an_index_say_so(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*arguments: object) -> None:
        raise SearchUnavailable("gone")

    monkeypatch.setattr(engine(), "complete", fail)

    response = client.get("/fr/noms.json", {"q": "passerelle"})

    assert (response.status_code, json.loads(response.content)["groups"]) == (503, [])
    assert client.post("/fr/noms.json").status_code == 405
