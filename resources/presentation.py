"""What the page of a record prints, prepared so that its template asks nothing of the database."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import override

from core.languages import direction
from core.visibility import shown
from directory.addresses import agent_path
from media_library.visibility import private_collections
from resources.addresses import canonical_path, record_path, report_path
from resources.availability import ICONS, STATES, say_availability
from resources.citations.csl import cite
from resources.citations.zotero import page_tags
from resources.details import Row, count_people, describe_kit, describe_record
from resources.models import Record
from resources.models.choices import LinkKind, NoteKind
from resources.periodicals.shown import public_holdings
from resources.shown import (
    RecordParts,
    cover_url,
    display_title,
    lead_names,
    read_parts,
    shown_contributions,
)
from resources.structured_data import LICENCE_ADDRESSES, as_script, describe

ICON_OF_KIND = {
    "livre": "livre", "revue": "revue", "audio": "audio", "film": "film", "video": "video", "agenda": "livre",
}  # fmt: skip
NAMES_SHOWN = 6


@dataclass(frozen=True)
class Person:
    """A contributor as printed: name, address when there is a page, role in words ("" for an author)."""

    name: str
    url: str
    role: str


@dataclass(frozen=True)
class State:
    """A situation: its class, its icon and its words."""

    css: str
    icon: str
    words: str


@dataclass(frozen=True)
class Place:
    """One way to have the document: a copy, a link or a file."""

    call: str
    url: str = ""
    state: State | None = None
    note: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Neighbour:
    """Another record: one of the same shelf, the host, a chapter."""

    title: str
    path: str
    language: str
    direction: str
    by: str
    cover_url: str = ""
    cover_kind: str = ""
    cover_letters: str = ""
    uuid: str = ""


@dataclass(frozen=True)
class Text:
    """A text about the document: paragraphs, language, source."""

    heading: str
    paragraphs: list[str]
    language: str
    direction: str
    source: str


@dataclass(frozen=True)
class Picture:
    """The picture of the cover, with its size, its text and its rights."""

    url: str
    width: int
    height: int
    alt: str
    credit: str


@dataclass
class RecordView:
    """Everything the template prints, in its order."""

    type_label: str
    icon: str
    year: str
    title: str
    full_title: str
    language: str
    direction: str
    original_direction: str
    people: list[Person]
    more_people: list[Person]
    lede: Text | None
    state: State | None
    places: list[Place]
    rows: list[Row]
    kit_rows: list[Row]
    texts: list[Text]
    host: Neighbour | None
    parts: list[Neighbour]
    parts_heading: str
    similar: list[Neighbour]
    path: str
    citation: SafeString
    reference_tags: SafeString
    picture: Picture | None
    more_people_label: str
    licence: str
    licence_url: str
    long: bool
    report_path: str
    permalink: str
    json_ld: SafeString


def present_record(record: Record, base: str = "") -> dict[str, Any]:
    """The context of a record's page; works on a saved record and on one that is being edited."""
    parts = read_parts(record)
    people = describe_people(parts)
    lede, texts = _texts(parts)
    view = RecordView(
        **_heading(record, base),
        people=people[:NAMES_SHOWN],
        more_people=people[NAMES_SHOWN:],
        more_people_label=count_people(len(people) - NAMES_SHOWN),
        lede=lede,
        state=_state(parts),
        places=list(_places(parts)),
        rows=describe_record(parts, people),
        kit_rows=describe_kit(record),
        texts=texts,
        host=_neighbour(parts.host) if parts.host else None,
        parts=[_neighbour(one) for one in _children(record)],
        similar=_same_shelf(record, parts),
        path=record_path(record.number, record.slug) if record.pk else "",
        citation=cite(parts),
        reference_tags=page_tags(parts, base + reverse("identifier", args=["record", record.uuid])),
        picture=_picture(parts),
        json_ld=_structured(parts, base),
    )
    paths = {code: record_path(record.number, record.slug, code) for code, _name in settings.LANGUAGES}
    return {
        "record": record,
        "view": view,
        "rubrique": "catalogue",
        "canonical": base + canonical_path(record),
        "alternates": {code: path for code, path in paths.items() if path},
        "crumbs": [(record.title, record_path(record.number, record.slug), record.main_language)],
    }


def _heading(record: Record, base: str) -> dict[str, Any]:
    """What the view holds of the record alone: its names, its languages, its addresses."""
    return {
        "type_label": str(record.get_type_display()),
        "icon": ICON_OF_KIND[record.cover_kind],
        "year": record.date or str(record.first_year or ""),
        "title": record.title,
        "full_title": display_title(record),
        "language": record.main_language,
        "direction": direction(record.main_language),
        "original_direction": direction(record.original_title_language),
        "parts_heading": _("Les numéros") if record.type == "periodical" else _("Contient aussi"),
        "licence": str(record.get_metadata_licence_display()),
        "licence_url": LICENCE_ADDRESSES.get(record.metadata_licence, ""),
        "permalink": base + reverse("identifier", args=["record", record.uuid]),
        "long": len(record.title) > 120,
        "report_path": report_path(record.number or 0),
    }


def _structured(parts: RecordParts, base: str) -> SafeString:
    """The page's JSON-LD, in French whatever the language of the interface."""
    with override("fr"):
        return as_script(describe(parts, base, canonical_path(parts.record)))


def _picture(parts: RecordParts) -> Picture | None:
    """The picture of the cover with its credit and licence; None when there is none that may be seen."""
    rendition = parts.rendition()
    if rendition is None or parts.cover is None:
        return None
    licence = "" if parts.cover.licence == "reserved" else str(parts.cover.get_licence_display())
    credit = ", ".join(part for part in (parts.cover.credit or parts.cover.rights_holder, licence) if part)
    return Picture(rendition.url, rendition.width, rendition.height, parts.cover.description, credit)


def describe_people(parts: RecordParts) -> list[Person]:
    """Contributors in the order of the document, with what they did unless they wrote it."""
    people = []
    for contribution, name in parts.contributions:
        agent = shown(contribution.agent)
        role = "" if contribution.role == "aut" else str(contribution.get_role_display())
        people.append(Person(name, agent_path(agent) if agent else "", role))
    return people


def _state(parts: RecordParts) -> State | None:
    best = parts.availability
    if best is None:
        return None
    return _say(best.key, best.count, parts.record.type)


def _say(key: str, count: int, record_type: str) -> State:
    css = STATES[key]
    return State(css, ICONS[css], say_availability(key, count, record_type))


def _places(parts: RecordParts) -> Iterable[Place]:
    """What is held of a periodical, copies, then the document online, then what is said about it elsewhere."""
    if statement := public_holdings(parts.record):
        yield Place(statement.text, note=statement.where)
    for holding in parts.holdings:
        site = holding.site
        where = ", ".join(part for part in (site.name, site.address) if part) if site else ""
        note = ". ".join(part for part in (where, holding.note) if part)
        state = _say(holding.status, 1, parts.record.type)
        yield Place(holding.shelf_mark or _("Exemplaire"), state=state, note=note)
    for one in parts.files:
        size = one.document.file_size
        note = one.document.file_extension.upper() + (f", {_size(size)}" if size else "")
        yield Place(one.label or one.document.title, url=one.document.url, note=note, kind="telecharger")
    for link in sorted(parts.links, key=lambda one: one.kind in (LinkKind.ABOUT, LinkKind.CONTENTS)):
        host = link.url.split("/")[2] if link.url.count("/") >= 2 else ""
        yield Place(link.label or str(link.get_kind_display()).capitalize(), url=link.url, note=host, kind="lien")


def _size(size: int) -> str:
    """“1,4 Mo”, “310 ko”."""
    if size >= 1_000_000:
        return number_format(size / 1_000_000, 1) + "\u00a0" + _("Mo")
    return f"{max(1, round(size / 1000))}\u00a0" + _("ko")


def _texts(parts: RecordParts) -> tuple[Text | None, list[Text]]:
    """The abstract that opens the page, if it is short enough to, and every other text."""
    texts = [
        Text(
            heading=str(note.get_kind_display()).capitalize(),
            paragraphs=[line.strip() for line in note.text.split("\n") if line.strip()],
            language=note.language,
            direction=direction(note.language),
            source=note.source,
        )
        for note in parts.notes
    ]
    for index, note in enumerate(parts.notes):
        if note.kind == NoteKind.ABSTRACT and len(note.text) <= 700:
            return texts.pop(index), texts
    return None, texts


def _children(record: Record) -> list[Record]:
    """Its chapters, articles or numbers, unless it is known to have none."""
    if not record.pk or record.known_without_parts:
        return []
    return list(Record.objects.within(record))


def _same_shelf(record: Record, parts: RecordParts) -> list[Neighbour]:
    """Its neighbours by subject, with their covers."""
    found = Record.objects.similar_to(record, [concept.pk for concept in parts.concepts])
    private = private_collections() if any(one.cover_id for one in found) else set()
    return [_similar(one, private) for one in found]


def _neighbour(record: Record) -> Neighbour:
    people = lead_names(shown_contributions(record))
    return Neighbour(
        title=display_title(record),
        path=record_path(record.number, record.slug),
        language=record.main_language,
        direction=direction(record.main_language),
        by=", ".join([*people[:2], *([record.date] if record.date else [])]),
    )


def _similar(record: Record, private: set[int]) -> Neighbour:
    """A neighbour with its cover."""
    plain = _neighbour(record)
    return Neighbour(
        plain.title, plain.path, plain.language, plain.direction, plain.by,
        cover_url(record, private), record.cover_kind, record.cover_letters, str(record.uuid),
    )  # fmt: skip
