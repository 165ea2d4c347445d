"""What answers at `/id/<kind>/<uuid>`: the form a client prefers, and in it what the public page says."""

import json
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from rdflib import RDF, SKOS, Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCTERMS

from core.linked_data import SCHEMA
from core.negotiation import choose_type
from directory.models import Agent, AgentIdentifier, AgentName, Biography
from directory.services import merge_agents, withdraw_agent
from resources.models import Contribution, Record, RecordIdentifier, RecordLink, RecordSubject
from resources.services import merge_records, withdraw_record
from tests.factories.directory import AgentFactory, OrganisationFactory
from tests.factories.home import make_site
from tests.factories.resources import RecordFactory, concept, full_record
from tests.factories.thesaurus import ConceptFactory
from thesaurus.services import merge_concepts, withdraw_concept

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated"),  # rdflib's own reader of JSON-LD uses it
]
ORIGIN = "http://127.0.0.1:8000"
OFFERED = ["text/html", "application/ld+json", "text/turtle"]


@pytest.fixture(autouse=True)
def site() -> None:
    """The first pages of the site."""
    make_site()


def node(kind: str, thing: Any) -> URIRef:
    """The node of a thing."""
    return URIRef(f"{ORIGIN}/id/{kind}/{thing.uuid}")


def graph_of(client: Client, kind: str, thing: Any) -> Graph:
    """The statements about a thing, the same in both syntaxes."""
    turtle = client.get(f"/id/{kind}/{thing.uuid}.ttl")
    json_ld = client.get(f"/id/{kind}/{thing.uuid}.jsonld")
    graph = Graph().parse(data=turtle.content, format="turtle")
    assert isomorphic(graph, Graph().parse(data=json_ld.content, format="json-ld"))
    assert turtle.headers["Content-Type"] == "text/turtle; charset=utf-8"
    assert json_ld.headers["Content-Type"] == "application/ld+json"
    return graph


def said(graph: Graph, subject: URIRef) -> dict[str, set[Any]]:
    """What a graph says of a node, by the name of each property without its vocabulary."""
    found: dict[str, set[Any]] = {}
    for predicate, value in graph.predicate_objects(subject):
        found.setdefault(str(predicate).replace("#", "/").rpartition("/")[2], set()).add(value)
    return found


# Which form -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("*/*", "text/html"),
        ("text/turtle", "text/turtle"),
        ("text/turtle;q=0.5, application/ld+json;q=0.7", "application/ld+json"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
        ("text/*;q=0.5, text/turtle", "text/turtle"),
        ("*/*, text/html;q=0", "application/ld+json"),
        ("text/html;q=0.2, */*;q=0.1, text/turtle;q=0.3", "text/turtle"),
        ("TEXT/TURTLE", "text/turtle"),
        ("image/png", None),
        ("text/turtle;q=0", None),
        ("text/turtle;q=beaucoup", None),
        ("", "text/html"),
        ("n’importe quoi", None),
    ],
)
def test_client_is_given_what_it_likes_best(accept: str, expected: str | None) -> None:
    assert choose_type(accept, OFFERED) == expected


@pytest.mark.parametrize(
    ("accept", "status", "content_type"),
    [
        ("text/html", 303, "text/html; charset=utf-8"),
        ("text/turtle", 200, "text/turtle; charset=utf-8"),
        ("application/ld+json", 200, "application/ld+json"),
        ("application/json", 200, "application/json"),
        ("image/png", 406, "text/plain"),
    ],
)
@pytest.mark.parametrize("kind", ["record", "agent", "concept"])
def test_form_is_negotiated(client: Client, kind: str, accept: str, status: int, content_type: str) -> None:
    thing = {"record": RecordFactory, "agent": AgentFactory, "concept": ConceptFactory}[kind]()
    response = client.get(f"/id/{kind}/{thing.uuid}", headers={"accept": accept})

    assert (response.status_code, response.headers["Content-Type"]) == (status, content_type)
    assert "Accept" in response.headers["Vary"].split(", ")
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_refused_client_is_told_the_forms(client: Client) -> None:
    record = RecordFactory()
    response = client.get(f"/id/record/{record.uuid}", headers={"accept": "image/png"})

    assert f"text/turtle: /id/record/{record.uuid}.ttl" in response.content.decode().splitlines()


def test_suffix_names_the_form_whatever_is_accepted(client: Client) -> None:
    record = RecordFactory()
    answers = {
        suffix: client.get(f"/id/record/{record.uuid}.{suffix}", headers={"accept": "text/html"})
        for suffix in ("html", "json", "jsonld", "ttl", "rdf")
    }

    assert {suffix: answer.status_code for suffix, answer in answers.items()} == {
        "html": 303, "json": 200, "jsonld": 200, "ttl": 200, "rdf": 404,
    }  # fmt: skip
    assert answers["json"].content == answers["jsonld"].content
    assert answers["json"].headers["Content-Type"] == "application/json"


@pytest.mark.parametrize("suffix", ["", ".ttl", ".jsonld", ".html"])
def test_what_was_never_there_is_not_found(client: Client, suffix: str) -> None:
    draft = RecordFactory(live=False)
    for path in (f"/id/record/{draft.uuid}", f"/id/record/{uuid4()}", f"/id/roi/{uuid4()}"):
        assert client.get(path + suffix, headers={"accept": "text/turtle"}).status_code == 404


@pytest.mark.parametrize(
    ("kind", "factory", "withdraw"),
    [
        ("record", RecordFactory, withdraw_record),
        ("agent", AgentFactory, withdraw_agent),
        ("concept", ConceptFactory, withdraw_concept),
    ],
)
def test_data_of_what_is_withdrawn_is_gone(client: Client, kind: str, factory: Any, withdraw: Any) -> None:
    thing = factory()
    withdraw(thing)

    assert client.get(f"/id/{kind}/{thing.uuid}.ttl").status_code == 410
    assert client.get(f"/id/{kind}/{thing.uuid}", headers={"accept": "text/turtle"}).status_code == 410
    assert client.get(f"/id/{kind}/{thing.uuid}", follow=True).status_code == 410


@pytest.mark.parametrize(
    ("kind", "factory", "merge"),
    [
        ("record", RecordFactory, merge_records),
        ("agent", AgentFactory, merge_agents),
        ("concept", ConceptFactory, merge_concepts),
    ],
)
def test_data_of_what_was_merged_is_elsewhere(client: Client, kind: str, factory: Any, merge: Any) -> None:
    merged, kept = factory(), factory()
    merge(merged, kept)
    named = client.get(f"/id/{kind}/{merged.uuid}.ttl")
    chosen = client.get(f"/id/{kind}/{merged.uuid}", headers={"accept": "text/turtle"})

    assert (named.status_code, named.headers["Location"]) == (301, f"/id/{kind}/{kept.uuid}.ttl")
    assert (chosen.status_code, chosen.headers["Location"]) == (301, f"/id/{kind}/{kept.uuid}")


def test_pages_name_their_data(client: Client) -> None:
    record, agent, subject = RecordFactory(), AgentFactory(), ConceptFactory()
    for kind, thing in (("record", record), ("agent", agent), ("concept", subject)):
        page = client.get(f"/id/{kind}/{thing.uuid}", follow=True).content.decode()
        assert f'<link rel="alternate" type="text/turtle" href="/id/{kind}/{thing.uuid}.ttl">' in page


# What it says ---------------------------------------------------------------------------------------


def test_record_is_told_in_schema_org_and_dublin_core(client: Client) -> None:
    record = full_record()
    hidden = Agent.objects.create(name="Zanzibar", live=False)
    Contribution.objects.create(record=record, agent=hidden, role="ill", sort_order=2)
    RecordSubject.objects.create(record=record, concept=concept("Zanzibar", live=False))
    author, translator = (one.agent for one in record.contributions.order_by("sort_order")[:2])
    publisher, subject = record.publications.get().agent, record.subjects.order_by("sort_order").first().concept
    graph = graph_of(client, "record", record)
    title = Literal("L’étranger à table\u00a0: sept ports, sept repas", lang="fr")
    original = Literal("Ο ξένος στο τραπέζι", lang="el")
    abstract = Literal("On y raconte des repas partagés.", lang="fr")

    assert said(graph, node("record", record)) == {
        "type": {SCHEMA.Book},
        "url": {URIRef(f"{ORIGIN}/fr/ressources/notice/{record.number}/{record.slug}/")},
        "sdLicense": {URIRef("https://creativecommons.org/publicdomain/zero/1.0/")},
        "name": {title}, "title": {title}, "alternateName": {original}, "alternative": {original},
        "author": {node("agent", author)}, "creator": {node("agent", author)},
        "translator": {node("agent", translator)}, "contributor": {node("agent", translator)},
        "publisher": {node("agent", publisher)},
        "datePublished": {Literal("2018")}, "issued": {Literal("2018")},
        "extent": {Literal("168 p.")},
        "inLanguage": {Literal("fr")}, "language": {Literal("fr")},
        "about": {node("concept", subject)}, "subject": {node("concept", subject)},
        "keywords": {Literal("cuisine")},
        "identifier": {Literal(str(record.uuid))},
        "isbn": {Literal("9782070423330")},
        "abstract": {abstract},
        "seeAlso": {URIRef("https://example.org/table")},
    }  # fmt: skip
    assert said(graph, node("agent", author)) == {"type": {SCHEMA.Person}, "name": {Literal("Eleni Vassiliou")}}
    assert said(graph, node("concept", subject)) == {"prefLabel": {Literal("Hospitalité", lang="fr")}}
    assert "Zanzibar" not in graph.serialize()


def test_article_is_linked_to_what_holds_it_and_to_nothing_hidden(client: Client) -> None:
    host, draft = RecordFactory(title="La revue"), RecordFactory(title="Zanzibar", live=False)
    article, other = RecordFactory(host=host), RecordFactory(host=draft)

    shown, hidden = graph_of(client, "record", article), graph_of(client, "record", other)
    assert set(shown.objects(node("record", article), SCHEMA.isPartOf)) == {node("record", host)}
    assert set(shown.objects(node("record", article), DCTERMS.isPartOf)) == {node("record", host)}
    assert set(hidden.objects(node("record", other), SCHEMA.isPartOf)) == set()


def test_awkward_values_make_valid_data(client: Client) -> None:
    record = RecordFactory(title='« "Guillemets" » \\ et\nlignes', languages=["pas une langue"], title_language="x y")
    RecordLink.objects.create(record=record, url="https://example.org/a b?q={é}|<x>")
    RecordLink.objects.create(record=record, url="sans adresse")
    RecordIdentifier.objects.create(record=record, kind="doi", value="10.1000/a<b>")
    record.refresh_from_db()
    graph = graph_of(client, "record", record)

    assert set(graph.objects(node("record", record), DCTERMS.title)) == {Literal(record.title)}


def test_agent_is_told_in_every_language_without_a_hidden_birth_date(client: Client) -> None:
    agent = AgentFactory(name="Gaston Leroux", born="1868", died="1927", birth_hidden=True)
    AgentName.objects.create(agent=agent, text="غاستون لورو", language="ar")
    for language, words in (("fr", "Romancier."), ("nl", "Schrijver.")):
        Biography.objects.create(agent=agent, language=language, text=words)
    AgentIdentifier.objects.create(agent=agent, kind="wikidata", value="Q464452")

    assert said(graph_of(client, "agent", agent), node("agent", agent)) == {
        "type": {SCHEMA.Person},
        "name": {Literal("Gaston Leroux")},
        "alternateName": {Literal("غاستون لورو", lang="ar")},
        "description": {Literal("Romancier.", lang="fr"), Literal("Schrijver.", lang="nl")},
        "deathDate": {Literal("1927")},
        "identifier": {Literal(str(agent.uuid))},
        "sameAs": {URIRef("https://www.wikidata.org/wiki/Q464452")},
        "url": {URIRef(f"{ORIGIN}/fr/personnes/{agent.number}/gaston-leroux/")},
    }


def test_organisation_is_one(client: Client) -> None:
    house = OrganisationFactory(born="1990")
    graph = graph_of(client, "agent", house)

    assert set(graph.objects(node("agent", house), RDF.type)) == {SCHEMA.Organization}
    assert set(graph.objects(node("agent", house), SCHEMA.foundingDate)) == {Literal("1990")}


def test_imported_concept_is_the_same_as_in_its_vocabulary(client: Client) -> None:
    above = ConceptFactory(fr="Vivre ensemble", nl="Samenleven", uri="https://example.org/above")
    below = ConceptFactory(fr="Voisinage", broader=[above])
    ConceptFactory(fr="Zanzibar", broader=[above], live=False)
    graph = graph_of(client, "concept", above)

    assert set(graph.objects(node("concept", above), SKOS.exactMatch)) == {URIRef("https://example.org/above")}
    assert set(graph.objects(node("concept", above), SKOS.narrower)) == {node("concept", below)}
    assert set(graph.objects(node("concept", above), SKOS.prefLabel)) == {
        Literal("Vivre ensemble", lang="fr"), Literal("Samenleven", lang="nl"),
    }  # fmt: skip
    assert "Zanzibar" not in graph.serialize()


def test_json_ld_needs_no_context_from_elsewhere(client: Client) -> None:
    record = full_record()
    data = json.loads(client.get(f"/id/record/{record.uuid}.jsonld").content)

    assert {type(one) for one in data["@context"].values()} <= {str, dict}


def test_every_identifier_a_record_names_leads_to_data(client: Client) -> None:
    record: Record = full_record()
    graph = graph_of(client, "record", record)
    named = {str(each) for triple in graph for each in triple if f"{ORIGIN}/id/" in str(each)}

    assert len(named) == 5
    for address in named:
        assert client.get(address.removeprefix(ORIGIN), headers={"accept": "text/turtle"}).status_code == 200
