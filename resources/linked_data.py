"""A record for machines, in the words of schema.org and Dublin Core: what the public page says, linked by `/id/`."""

from typing import Any

from rdflib import RDF, SKOS, BNode, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDFS

from core.identifiers import identifier_address, site_origin
from core.linked_data import SCHEMA, address, new_graph, say, text, write_graph
from core.visibility import shown
from directory.credits import shown_name
from directory.linked_data import name_agent
from resources.addresses import canonical_path
from resources.loading import attach_present_parts
from resources.models import NoteKind, Record
from resources.shown import RecordParts, display_title, read_parts
from resources.structured_data import LICENCE_ADDRESSES, ROLES, TYPES

_NOTES: dict[str, tuple[URIRef, ...]] = {
    NoteKind.ABSTRACT: (DCTERMS.abstract, SCHEMA.abstract),
    NoteKind.REVIEW: (DCTERMS.description, SCHEMA.description),
    NoteKind.CONTENTS: (DCTERMS.tableOfContents,),
    NoteKind.AWARD: (SCHEMA.award,),
}
_NUMBERS = {"isbn": SCHEMA.isbn, "issn": SCHEMA.issn, "ean": SCHEMA.gtin13}


def write_record(record: Record, syntax: str) -> bytes:
    """The data of a visible record in a syntax."""
    attach_present_parts(record)
    return write_graph(describe_record(read_parts(record)), syntax)


def describe_record(parts: RecordParts) -> Graph:
    """Every statement about a visible record."""
    graph, record = new_graph(), parts.record
    node = URIRef(identifier_address("record", record.uuid))
    graph.add((node, RDF.type, SCHEMA[TYPES.get(record.type, "CreativeWork")]))
    say(graph, node, address(site_origin() + path if (path := canonical_path(record)) else ""), SCHEMA.url)
    say(graph, node, address(LICENCE_ADDRESSES.get(record.metadata_licence, "")), SCHEMA.sdLicense)
    _say_titles(graph, node, parts)
    _say_people(graph, node, parts)
    _say_publication(graph, node, parts)
    _say_subjects(graph, node, parts)
    _say_numbers(graph, node, parts)
    for note in parts.notes:
        say(graph, node, text(note.text, note.language), *_NOTES.get(note.kind, (DCTERMS.description,)))
    for link in parts.links:
        say(graph, node, address(link.url), RDFS.seeAlso)
    return graph


def _say_titles(graph: Graph, node: URIRef, parts: RecordParts) -> None:
    record = parts.record
    say(graph, node, text(display_title(record), record.main_language), SCHEMA.name, DCTERMS.title)
    original = text(record.original_title, record.original_title_language)
    say(graph, node, original, SCHEMA.alternateName, DCTERMS.alternative)
    for title in parts.other_titles:
        say(graph, node, text(title.text, title.language), SCHEMA.alternateName, DCTERMS.alternative)


def _say_people(graph: Graph, node: URIRef, parts: RecordParts) -> None:
    """Contributors under schema.org's names of roles: by their address, or by the printed name of who has none."""
    for contribution, name in parts.contributions:
        role = ROLES.get(contribution.role, "contributor")
        other = DCTERMS.creator if role == "author" else DCTERMS.contributor
        say(graph, node, _named(graph, contribution, name), SCHEMA[role], other)


def _named(graph: Graph, part: Any, name: str) -> URIRef | BNode:
    agent = shown(part.agent)
    if agent is not None:
        return name_agent(graph, agent)
    node = BNode()
    say(graph, node, Literal(name), SCHEMA.name)
    return node


def _say_publication(graph: Graph, node: URIRef, parts: RecordParts) -> None:
    record = parts.record
    for publication in parts.publications:
        if name := shown_name(publication):
            say(graph, node, _named(graph, publication, name), SCHEMA.publisher, DCTERMS.publisher)
    say(graph, node, Literal(record.date_edtf or record.date), SCHEMA.datePublished, DCTERMS.issued)
    say(graph, node, Literal(record.edition), SCHEMA.bookEdition if record.type == "book" else SCHEMA.version)
    say(graph, node, Literal(record.extent), DCTERMS.extent)
    for code in record.languages:
        say(graph, node, Literal(str(code)), SCHEMA.inLanguage, DCTERMS.language)
    say(graph, node, _host(graph, parts), SCHEMA.isPartOf, DCTERMS.isPartOf)


def _host(graph: Graph, parts: RecordParts) -> URIRef | BNode | None:
    """The document an article or a chapter is in."""
    if parts.host:
        host = URIRef(identifier_address("record", parts.host.uuid))
        say(graph, host, text(display_title(parts.host), parts.host.main_language), SCHEMA.name)
        return host
    if not parts.record.host_title:
        return None
    unknown = BNode()
    say(graph, unknown, Literal(parts.record.host_title), SCHEMA.name)
    return unknown


def _say_subjects(graph: Graph, node: URIRef, parts: RecordParts) -> None:
    """Concepts by their address, with their preferred labels in every language; then the free keywords."""
    for concept in parts.concepts:
        subject = URIRef(identifier_address("concept", concept.uuid))
        say(graph, node, subject, SCHEMA.about, DCTERMS.subject)
        for label in concept.labels.all():
            if label.kind == "pref":
                say(graph, subject, text(label.text, label.language), SKOS.prefLabel)
    for word in parts.record.keywords:
        say(graph, node, Literal(str(word)), SCHEMA.keywords)


def _say_numbers(graph: Graph, node: URIRef, parts: RecordParts) -> None:
    say(graph, node, Literal(str(parts.record.uuid)), DCTERMS.identifier)
    for one in parts.identifiers:
        if one.valid and one.kind in _NUMBERS:
            say(graph, node, Literal(one.normalised), _NUMBERS[one.kind])
        elif one.valid and one.kind == "doi":
            say(graph, node, address(f"https://doi.org/{one.normalised}"), SCHEMA.sameAs)
        else:
            say(graph, node, Literal(one.value), DCTERMS.identifier)
