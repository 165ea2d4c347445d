"""How a document lies in a tantivy index: its fields, and the terms that go into them."""

import json
from collections.abc import Iterable
from hashlib import sha256
from typing import Any
from uuid import UUID

import tantivy

from core.text import sort_key
from search import registry
from search.analysis import bare_identifier, words_of
from search.contract import TITLES, Indexed, NamedThing, SearchDocument
from search.engines.tantivy_completion import EDGE_GROUPS, edge_field, edges_of
from search.snippets import places_of_terms, stored_parts

VERSION = 7
"""Raise it when terms or fields change in a way the field names do not tell."""
TEXT_FIELDS = ("all", "title", "other", "people", "subjects", "publishers")
SEARCHED, NAMED = "searched", "named"
"""What a document of the index is for: to be found, or only to complete what is typed."""
INDEX_ONLY_FACETS = ("agent_role", "subject")
PART_GAP = 100
"""Positions left between two texts, so that no phrase runs from one into the next."""
YEAR_SPAN = 1 << 47
"""Sorting by year puts the moment of entry, and bits of the identity, below the year: equal years keep one order."""
UNDATED = 30_000
TIE_SHARE = 1 / 256
"""How far two equal scores are set apart by the documents' identities, so that their order never depends on writing.

Scores are 32-bit numbers: a smaller share would leave too few of their 24 bits to tell identities apart."""


def facet_field(name: str) -> str:
    """The field that holds the values of a facet."""
    return f"facet_{name}"


def facet_names() -> list[str]:
    """Every facet documents may carry, shown or not."""
    return sorted({*registry.facets, *INDEX_ONLY_FACETS})


def make_schema() -> tantivy.Schema:
    """The fields of an index, from the facets the apps declared."""
    builder = tantivy.SchemaBuilder()
    for name in ("id", "kind", "title_key", "sort_title"):
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("role", tokenizer_name="raw", index_option="basic")
    for group in EDGE_GROUPS:
        builder.add_text_field(edge_field(group), tokenizer_name="whitespace", index_option="basic")
    builder.add_text_field("ids", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("surface", tokenizer_name="raw", index_option="basic")
    for name in TEXT_FIELDS:
        builder.add_text_field(name, index_option="position")
    for name in facet_names():
        builder.add_text_field(facet_field(name), fast=True, tokenizer_name="raw", index_option="basic")
    for name in ("first_year", "last_year"):
        builder.add_integer_field(name, indexed=True, fast=True)
    for name in ("year_down", "year_up", "added", "rank"):
        builder.add_integer_field(name, fast=True)
    builder.add_float_field("weight", fast=True)
    for name in ("stored", "places"):
        builder.add_bytes_field(name, stored=True)
    return builder.build()


def fingerprint() -> str:
    """Changes when an index must be rebuilt to be read."""
    return sha256(json.dumps([VERSION, TEXT_FIELDS, facet_names()]).encode()).hexdigest()[:16]


def document_id(kind: str, uuid: UUID) -> str:
    """The term a document is replaced and forgotten by."""
    return f"{kind}:{uuid}"


def to_tantivy(document: Indexed) -> tantivy.Document:
    """The document as tantivy takes it."""
    made = tantivy.Document()
    made.add_text("id", document_id(document.kind, document.uuid))
    made.add_text("kind", document.kind)
    if isinstance(document, NamedThing):
        _add_named(made, document)
    else:
        _add_searched(made, document)
    return made


def _add_named(made: tantivy.Document, thing: NamedThing) -> None:
    """What only completes: nothing of it answers a search."""
    made.add_text("role", NAMED)
    made.add_text(edge_field(thing.group), edges_of([name.text for name in thing.names]))
    made.add_integer("rank", _told_apart(thing.usage, thing.uuid))
    names = [(name.text, name.language, name.shown) for name in thing.names]
    stored = {"kind": thing.kind, "uuid": str(thing.uuid), "names": names, "card": thing.card}
    made.add_bytes("stored", json.dumps(stored, ensure_ascii=False).encode())


def _told_apart(rank: int, uuid: UUID) -> int:
    """A rank that two things hardly ever share, so that what is indexed again keeps its place."""
    return rank << 16 | uuid.int & 0xFFFF


def _add_searched(made: tantivy.Document, document: SearchDocument) -> None:
    made.add_text("role", SEARCHED)
    made.add_text("title_key", sort_key(document.title)[:200])
    made.add_text("sort_title", f"{document.sort_title or sort_key(document.title)[:200]}\t{document.uuid}")
    _add_texts(made, document)
    made.add_text(edge_field(TITLES), edges_of([document.title, *document.other_titles]))
    rank = int(document.weight * 1000) << 34 | max(0, int(document.added_at))
    made.add_integer("rank", _told_apart(rank, document.uuid))
    for number in document.identifiers:
        made.add_text("ids", bare_identifier(number))
    for name, values in document.facets.items():
        for value in dict.fromkeys(values):
            made.add_text(facet_field(name), value)
    _add_years(made, document)
    made.add_integer("added", _moment(document))
    made.add_float("weight", document.weight * (1 + document.uuid.int % 65536 / 65536 * TIE_SHARE))
    made.add_bytes("stored", json.dumps(_stored(document), ensure_ascii=False).encode())
    if places := places_of_terms(document.parts, document.language):
        made.add_bytes("places", places.encode())


def _add_texts(made: tantivy.Document, document: SearchDocument) -> None:
    """Each field's terms, and everything in `all`."""
    fields: dict[str, Iterable[str]] = {
        "title": (document.title,),
        "other": document.other_titles,
        "people": document.people,
        "subjects": document.subjects,
    }
    everything: list[tantivy.Token] = []
    surfaces: set[str] = set()
    position = 0
    for name, texts in fields.items():
        tokens, position = _tokens(texts, document.language, everything, surfaces, position)
        if name == "subjects":
            misspelt, position = _tokens(document.misspellings, document.language, everything, set(), position)
            tokens += misspelt
        if tokens:
            made.add_pre_tokenized_text(name, tantivy.PreTokenizedString("", tokens))
    _add_parts(document, everything, surfaces, position)
    made.add_pre_tokenized_text("all", tantivy.PreTokenizedString("", everything))
    publishers, _ = _tokens(document.publishers, document.language, [], surfaces, 0)
    if publishers:
        made.add_pre_tokenized_text("publishers", tantivy.PreTokenizedString("", publishers))
    for surface in surfaces:
        made.add_text("surface", surface)


def _add_parts(document: SearchDocument, everything: list[tantivy.Token], surfaces: set[str], position: int) -> None:
    """The terms of the running text; those of a part that goes on stand right before the next."""
    for part in document.parts:
        language = part.language or document.language
        _, position = _tokens((part.text,), language, everything, surfaces, position)
        if part.goes_on:
            position -= PART_GAP


def _tokens(
    texts: Iterable[str], language: str, everything: list[tantivy.Token], surfaces: set[str], position: int
) -> tuple[list[tantivy.Token], int]:
    """The terms of some texts at their positions, added to `everything` too; and the next free position."""
    tokens: list[tantivy.Token] = []
    token = tantivy.Token
    for text in texts:
        plain = text.isascii()
        for start, end, forms in words_of(text, language):
            for form in forms:
                tokens.append(token(form, position, 0, 0))
            position += 1
            if not plain:
                surface = text[start:end].lower()
                if surface != forms[0] and end - start > 2:
                    surfaces.add(f"{forms[0]}\t{surface}")
        position += PART_GAP
    everything += tokens
    return tokens, position


def _moment(document: SearchDocument) -> int:
    """When a document entered, to be sorted by; bits of its identity set apart what entered together."""
    return int(document.added_at * 1_000_000) << 10 | document.uuid.int & 1023


def _add_years(made: tantivy.Document, document: SearchDocument) -> None:
    """The years filtered by, and the two orders by year; undated documents come last in both."""
    entered = (int(document.added_at * 100) << 9 | document.uuid.int & 511) % YEAR_SPAN
    if document.first_year is None:
        made.add_integer("year_down", -UNDATED * YEAR_SPAN + entered)
        made.add_integer("year_up", UNDATED * YEAR_SPAN - entered)
        return
    last = document.last_year if document.last_year is not None else document.first_year
    made.add_integer("first_year", document.first_year)
    made.add_integer("last_year", last)
    made.add_integer("year_down", last * YEAR_SPAN + entered)
    made.add_integer("year_up", document.first_year * YEAR_SPAN - entered)


def _stored(document: SearchDocument) -> dict[str, Any]:
    """What a hit is shown from."""
    return {
        "kind": document.kind,
        "uuid": str(document.uuid),
        "path": document.path,
        "title": document.title,
        "other": list(document.other_titles),
        "language": document.language,
        "parts": stored_parts(document.parts),
        "template": document.card_template,
        "card": document.card,
    }
