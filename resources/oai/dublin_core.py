"""A record in unqualified Dublin Core, the format every harvester reads."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from lxml import etree

from core.identifiers import identifier_address
from core.visibility import shown
from resources.models import LinkKind, NoteKind, RecordType
from resources.oai.markup import DC, OAI_DC, add, schema_location
from resources.shown import AUTHOR_ROLES, RecordParts, display_title

SCHEMA = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"
_CREATORS = AUTHOR_ROLES - {"ctb", "ivr", "nrt", "ill", "pht"}
_DCMI_TYPES: dict[str, str] = {
    RecordType.PERIODICAL: "Collection", RecordType.KIT: "Collection", RecordType.GAME: "PhysicalObject",
    RecordType.FILM: "MovingImage", RecordType.SOUND: "Sound", RecordType.POSTER: "StillImage",
    RecordType.WEB: "InteractiveResource",
}  # fmt: skip
_DESCRIPTIONS = {NoteKind.ABSTRACT, NoteKind.REVIEW, NoteKind.CONTENTS}
_ADDRESSES = {"isbn": "urn:isbn:{}", "issn": "urn:issn:{}", "doi": "https://doi.org/{}"}
Statement = tuple[str, str, str]
"""The name of an element, its text, and the language of the text or ""."""


def write_dublin_core(parts: RecordParts) -> Any:
    """The element `oai_dc:dc` of a record."""
    root = etree.Element(f"{{{OAI_DC}}}dc", nsmap={"oai_dc": OAI_DC, "dc": DC})
    schema_location(root, OAI_DC, SCHEMA)
    said = set()
    for statement in _statements(parts):
        name, text, language = statement
        if text and statement not in said:
            said.add(statement)
            add(root, f"{{{DC}}}{name}", text, language)
    return root


def _statements(parts: RecordParts) -> Iterator[Statement]:
    yield from _titles(parts)
    yield from _people(parts)
    yield from _subjects(parts)
    record = parts.record
    for note in parts.notes:
        if note.kind in _DESCRIPTIONS:
            yield "description", note.text, note.language
    for name in parts.publisher_names:
        yield "publisher", name, ""
    yield "date", record.date_edtf or record.date, ""
    yield "type", str(record.get_type_display()), "fr"
    yield "type", _DCMI_TYPES.get(record.type, "Text"), ""
    for text in (record.extent, record.dimensions):
        yield "format", text, ""
    yield from _identifiers(parts)
    for code in record.languages:
        yield "language", str(code), ""
    yield from _relations(parts)


def _titles(parts: RecordParts) -> Iterator[Statement]:
    record = parts.record
    yield "title", display_title(record), record.main_language
    yield "title", record.original_title, record.original_title_language
    for title in parts.other_titles:
        yield "title", title.text, title.language


def _people(parts: RecordParts) -> Iterator[Statement]:
    """Creators before contributors, each as the directory files them."""
    named = [(one.role, _filed_name(one, name)) for one, name in parts.contributions]
    for role, name in named:
        if role in _CREATORS:
            yield "creator", name, ""
    for role, name in named:
        if role not in _CREATORS:
            yield "contributor", name, ""


def _filed_name(contribution: Any, name: str) -> str:
    agent = shown(contribution.agent)
    return str(agent.sort_name or agent.name) if agent else name


def _subjects(parts: RecordParts) -> Iterator[Statement]:
    """Preferred labels in the languages of the site, and the free keywords."""
    languages = [code for code, _name in settings.LANGUAGES]
    for concept in parts.concepts:
        labels = {label.language: label.text for label in concept.labels.all() if label.kind == "pref"}
        wanted = [code for code in languages if code in labels] or sorted(labels)[:1]
        for code in wanted:
            yield "subject", labels[code], code
    for word in parts.record.keywords:
        yield "subject", str(word), ""


def _identifiers(parts: RecordParts) -> Iterator[Statement]:
    """The lasting address of the record, then the numbers printed on the document."""
    yield "identifier", identifier_address("record", parts.record.uuid), ""
    for one in parts.identifiers:
        form = _ADDRESSES.get(one.kind, "{}") if one.valid else "{}"
        yield "identifier", form.format(one.normalised if one.valid else one.value), ""


def _relations(parts: RecordParts) -> Iterator[Statement]:
    """Where an article is found, and where the document itself is."""
    record = parts.record
    host = display_title(parts.host) if parts.host else record.host_title
    yield "source", ", ".join(text for text in (host, record.host_part if host else "") if text), ""
    if parts.host:
        yield "relation", identifier_address("record", parts.host.uuid), ""
    for link in parts.links:
        if link.kind != LinkKind.ABOUT:
            yield "relation", link.url, ""
