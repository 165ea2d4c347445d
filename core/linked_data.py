"""Statements about things, for machines: what every app needs to make them and to write them down."""

import re
from typing import Any

from django.utils.encoding import iri_to_uri
from rdflib import SKOS, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, RDFS

from core.languages import UNKNOWN

SCHEMA = Namespace("https://schema.org/")
_TAG = re.compile(r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*")
_ADDRESS = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`]+")


def new_graph() -> Graph:
    """An empty graph that knows the vocabularies used here, and no other."""
    graph = Graph(bind_namespaces="none")
    for prefix, namespace in (("schema", SCHEMA), ("skos", SKOS), ("dcterms", DCTERMS), ("rdfs", RDFS)):
        graph.bind(prefix, namespace)
    return graph


def text(value: str, language: str = "") -> Literal:
    """A text in its language, when one can be told."""
    known = language != UNKNOWN and _TAG.fullmatch(language)
    return Literal(value, lang=language.lower()) if known else Literal(value)


def address(value: str) -> URIRef | None:
    """A node for an address from outside; None for what is none."""
    written = iri_to_uri(value.strip())
    return URIRef(written) if _ADDRESS.fullmatch(written) else None


def say(graph: Graph, node: Any, value: Any, *predicates: URIRef) -> None:
    """State something under one or several names; nothing when there is nothing to state."""
    if value is not None and str(value):
        for predicate in predicates:
            graph.add((node, predicate, value))


def write_graph(graph: Graph, syntax: str) -> bytes:
    """A graph in “turtle” or “json-ld”; the second needs no context from elsewhere."""
    options: dict[str, Any] = {"auto_compact": True, "ensure_ascii": False} if syntax == "json-ld" else {}
    return graph.serialize(None, syntax, None, "utf-8", **options)
