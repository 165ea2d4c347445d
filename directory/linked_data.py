"""A person or an organisation for machines, in the words of schema.org: what the page says, in every language."""

from uuid import UUID

from rdflib import RDF, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS

from core.dates import parse_date
from core.identifiers import Described, describe_found, identifier_address
from core.linked_data import SCHEMA, address, new_graph, say, text, write_graph
from directory.addresses import agent_url
from directory.models import Agent, AgentKind


def find_agent_data(uuid: UUID) -> Described | None:
    """What `/id/agent/<uuid>` tells machines."""
    agent = Agent.objects.public_or_gone().with_parts().identified(uuid).first()
    return describe_found(agent, write_agent)


def write_agent(agent: Agent, syntax: str) -> bytes:
    """The data of a visible agent in a syntax."""
    return write_graph(describe_agent(agent), syntax)


def describe_agent(agent: Agent) -> Graph:
    """Every statement about a visible agent."""
    graph, node = new_graph(), URIRef(identifier_address("agent", agent.uuid))
    name_agent(graph, agent)
    say(graph, node, Literal(str(agent.uuid)), DCTERMS.identifier)
    say(graph, node, address(agent_url(agent) or ""), SCHEMA.url)
    for name in agent.other_names.all():
        say(graph, node, text(name.text, name.language), SCHEMA.alternateName)
    for biography in agent.biographies.all():
        say(graph, node, text(biography.text, biography.language), SCHEMA.description)
    for identifier in agent.identifiers.all():
        say(graph, node, address(identifier.address), SCHEMA.sameAs)
    _date(graph, node, agent)
    return graph


def name_agent(graph: Graph, agent: Agent) -> URIRef:
    """Say what a visible agent is and how it is called, wherever it is named; returns its node."""
    node = URIRef(identifier_address("agent", agent.uuid))
    graph.add((node, RDF.type, SCHEMA.Person if agent.kind == AgentKind.PERSON else SCHEMA.Organization))
    say(graph, node, Literal(agent.name), SCHEMA.name)
    return node


def _date(graph: Graph, node: URIRef, agent: Agent) -> None:
    """Birth and death, or foundation and end; a hidden birth date is hidden here too."""
    person = agent.kind == AgentKind.PERSON
    born = "" if agent.birth_hidden else parse_date(agent.born).edtf
    say(graph, node, Literal(born), SCHEMA.birthDate if person else SCHEMA.foundingDate)
    say(graph, node, Literal(parse_date(agent.died).edtf), SCHEMA.deathDate if person else SCHEMA.dissolutionDate)
