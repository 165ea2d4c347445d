"""A record as fields of UNIMARC: what each becomes, in the order of tags.

What UNIMARC has a place for goes there. What it has none for is kept by two rules, so that nothing is lost and a file
comes back as it went:

- `990 ## $a <field of the record> $b <value>`, once for each value: the exact code of what is only said in words
  elsewhere (type, audience, levels…);
- `$9 <name>:<value>` beside the subfields of a field: the language of a title, the kind of a text, a printed name.
"""

import re
from collections.abc import Iterator
from typing import Any

from django.utils.translation import override

from core.names import parse_person
from core.text import squeeze, without_controls
from core.visibility import shown
from directory.credits import shown_name
from resources.exports.house import House
from resources.exports.language_codes import library_code
from resources.exports.relator_codes import UNIMARC_ROLES
from resources.languages import read_language
from resources.models import Record
from resources.models.choices import NoteKind, RecordType, TitleKind
from resources.shown import RecordParts, display_title
from thesaurus.addresses import identifier_url

Subfields = list[tuple[str, str]]
Field = tuple[str, str, Subfields]
"""Tag, two indicators, subfields."""

NSB, NSE = "\u0098", "\u009c"
"""Begin and end of what sorting skips: “˜Le œracisme”."""
EXACT_FIELDS = (
    "type", "title_language", "original_title_language", "audience", "age_min", "age_max", "levels", "group_min",
    "group_max", "duration_minutes", "objectives", "contents", "language_level", "metadata_licence",
)  # fmt: skip
"""Fields of the record said exactly in 990."""
PUNCTUATED = (
    "title", "subtitle", "original_title", "responsibility", "date", "edition", "series", "series_number", "host_title",
    "host_part", "extent", "dimensions", "accompanying",
)  # fmt: skip
"""Texts that libraries end with the punctuation of cards: said exactly in 990 where they end or begin so themselves."""
_CARD_PUNCTUATION = re.compile(r"^[\s/:;,=]|[/:;,=]\s*$|¬|<<")
_NOTES: dict[str, str] = {
    NoteKind.NOTE: "300", NoteKind.CREDITS: "322", NoteKind.CONTENTS: "327", NoteKind.ABSTRACT: "330",
    NoteKind.REVIEW: "330", NoteKind.AWARD: "300",
}  # fmt: skip
_TITLES: dict[str, str] = {
    TitleKind.PARALLEL: "510",
    TitleKind.COVER: "512",
    TitleKind.VARIANT: "517",
    TitleKind.FORMER: "520",
}
_NUMBERS = {"isbn": "010", "issn": "011", "ismn": "013", "doi": "017", "other": "017", "ean": "073"}


def fields_of(parts: RecordParts, house: House) -> list[Field]:
    """Every data field of a record in its place, empty ones left out."""
    made = [*_numbers(parts), *_languages(parts.record), *_description(parts), *_texts(parts), *_links(parts)]
    made += [*_subjects(parts, house), *_people(parts, house), *_access(parts, house), *_exact(parts.record)]
    kept = [(tag, marks, _said(tag, subfields)) for tag, marks, subfields in made]
    return sorted((field for field in kept if field[2]), key=place_of)


def place_of(field: Field) -> str:
    """By rising tag; texts, titles and people stay in the order of the record, which their tags do not keep."""
    return field[0][0] if field[0][0] in "357" else field[0]


def _said(tag: str, subfields: Subfields) -> Subfields:
    """The subfields that say something: on one line with plain spaces, as libraries write; texts keep theirs."""
    write = _as_text if tag.startswith("3") or tag == "990" else _on_one_line
    return [(code, words) for code, text in subfields if (words := write(text))]


def _as_text(text: str) -> str:
    return without_controls(text).strip()


def _on_one_line(text: str) -> str:
    """Single spaces; the two marks around what sorting skips stay where they are."""
    if not text.startswith(NSB):
        return squeeze(text)
    article, _end, rest = text[1:].partition(NSE)
    glue = " " if article.endswith((" ", "\u00a0")) else ""
    return f"{NSB}{squeeze(article)}{glue}{NSE}{squeeze(rest)}"


def _numbers(parts: RecordParts) -> Iterator[Field]:
    """Numbers of the document, as written there; those with a wrong check digit in $z."""
    for one in parts.identifiers:
        tag = _NUMBERS[one.kind]
        marks = {"doi": "7 ", "other": "8 ", "ean": " 0"}.get(one.kind, "  ")
        subfields = [("a" if one.valid else "z", one.value)]
        yield tag, marks, [*subfields, ("2", "doi")] if one.kind == "doi" else subfields


def _languages(record: Record) -> Iterator[Field]:
    """Languages of the text and of the original."""
    originals = [("c", library_code(code)) for code in record.original_languages]
    translated = "1" if originals else "0"
    yield "101", f"{translated} ", [("a", library_code(code)) for code in record.languages] + originals
    for name in ("languages", "original_languages"):
        # A code that the three-letter list has no word for, such as “pt-BR”, is kept to the letter.
        odd = [code for code in getattr(record, name) if not _reads_back(code)]
        if odd:
            yield from (("990", "  ", [("a", name), ("b", code)]) for code in getattr(record, name))


def _reads_back(code: str) -> bool:
    return read_language(library_code(code)) == code


def _description(parts: RecordParts) -> Iterator[Field]:
    """What is on the title page: title, edition, imprint, extent, series."""
    record = parts.record
    title = record.title
    if record.nonfiling:
        title = f"{NSB}{title[: record.nonfiling]}{NSE}{title[record.nonfiling :]}"
    yield "200", "1 ", [("a", title), ("e", record.subtitle), ("f", record.responsibility)]
    yield "205", "  ", [("a", record.edition)]
    imprint = [pair for one in parts.publications for pair in (("a", one.place), ("c", shown_name(one)))]
    yield "210", "  ", [*imprint, ("d", record.date)]
    yield "215", "  ", [("a", record.extent), ("d", record.dimensions), ("e", record.accompanying)]
    yield "225", "1 ", [("a", record.series), ("v", record.series_number)]


def _texts(parts: RecordParts) -> Iterator[Field]:
    """Texts about the document, and for whom it is."""
    for note in parts.notes:
        by_tag = note.kind not in (NoteKind.REVIEW, NoteKind.AWARD) and note.language
        named = "" if by_tag else f"kind:{note.kind}"
        source = f"source:{note.source}" if note.source else ""
        yield _NOTES[note.kind], "  ", [
            ("a", note.text), ("z", library_code(note.language) if note.language else ""), ("9", named), ("9", source),
        ]  # fmt: skip
    if parts.record.audience:
        with override("fr"):
            yield "333", "  ", [("a", str(parts.record.get_audience_display()))]


def _links(parts: RecordParts) -> Iterator[Field]:
    """Other titles, the original, and what the document is a part of."""
    record = parts.record
    yield "454", " 0", [("t", record.original_title)]
    yield from _host(parts)
    for other in parts.other_titles:
        yield _TITLES[other.kind], "1 ", [
            ("a", other.text), ("z", library_code(other.language) if other.language else ""),
        ]  # fmt: skip


def _host(parts: RecordParts) -> Iterator[Field]:
    """461 for a number of a periodical, 463 for an article or a chapter; $0 is the number of the host."""
    record, host = parts.record, parts.host
    title = display_title(host).replace("\u00a0:", " :") if host else record.host_title
    tag = "461" if record.type == RecordType.ISSUE else "463"
    number = str(host.number) if host else ""
    valid = [one for one in host.identifiers.all() if one.valid] if host else []
    issn = next((one.value for one in valid if one.kind == "issn"), "")
    isbn = next((one.value for one in valid if one.kind == "isbn"), "")
    yield tag, " 0", [("0", number), ("t", title), ("v", record.host_part), ("x", issn), ("y", isbn)]


def _subjects(parts: RecordParts, house: House) -> Iterator[Field]:
    """Concepts with their vocabulary and address, then words that are in none."""
    for concept in parts.concepts:
        vocabulary = house.vocabularies.get(concept.scheme_id, "")
        yield "606", "  ", [("a", concept.label("fr")), ("2", vocabulary), ("3", identifier_url(concept))]
    for word in parts.record.keywords:
        yield "610", "0 ", [("a", str(word))]


def _people(parts: RecordParts, house: House) -> Iterator[Field]:
    """Who did what. The first author is the main heading, other authors 701 or 711, everybody else 702 or 712."""
    main = True
    for contribution, name in parts.contributions:
        agent = shown_agent(contribution, parts)
        group = agent.kind == "organisation" if agent else False
        answerable = contribution.role in {"aut", "org"}
        tag = ("71" if group else "70") + ("0" if answerable and main else "1" if answerable else "2")
        main = main and not answerable
        printed = contribution.name_as_printed
        subfields = _heading(agent, name)
        subfields.append(("3", house.address("agent", agent.uuid) if agent else ""))
        subfields.append(("4", UNIMARC_ROLES.get(contribution.role, "570")))
        subfields.append(("9", f"printed:{printed}" if agent and printed and printed != agent.name else ""))
        yield tag, _name_marks(group, subfields), subfields


def shown_agent(contribution: Any, parts: RecordParts) -> Any:
    """The agent that may be named; editors' parts hold every agent."""
    return contribution.agent if getattr(parts, "for_editors", False) else shown(contribution.agent)


def _heading(agent: Any, name: str) -> Subfields:
    """A person's name in its two parts with the dates of a life, an organisation's as it is."""
    if agent is not None and agent.kind == "organisation":
        return [("a", agent.name)]
    if agent is None:
        sort, dates = parse_person(name).sort, ""
    else:
        sort, dates = agent.sort_name, agent.life_dates.replace("–", "-")
    family, _comma, given = sort.partition(", ")
    return [("a", family), ("b", given), ("f", dates)]


def _name_marks(group: bool, subfields: Subfields) -> str:
    """Indicators: a name entered by its family name, or as it is said."""
    if group:
        return "02"
    return " 1" if any(code == "b" and text for code, text in subfields) else " 0"


def _access(parts: RecordParts, house: House) -> Iterator[Field]:
    """Who made the record, where the document is on the web, and the copies."""
    yield "801", " 0", [("a", house.country), ("b", house.name)]
    for file in parts.files:
        address = house.origin + file.document.url
        yield "856", "4 ", [("u", address), ("2", file.label or file.document.title), ("9", "kind:fulltext")]
    for link in parts.links:
        yield "856", "4 ", [("u", link.url), ("2", link.label), ("9", f"kind:{link.kind}")]
    for copy in parts.holdings:
        yield "995", "  ", _copy(copy, full=getattr(parts, "for_editors", False))


def _copy(copy: Any, *, full: bool) -> Subfields:
    """A copy, as French libraries exchange them; what only editors see is for them alone."""
    said = [
        ("c", copy.site.name if copy.site else ""), ("k", copy.shelf_mark), ("o", copy.status), ("u", copy.note),
    ]  # fmt: skip
    if full:
        said += [
            ("f", copy.inventory_number), ("5", copy.acquired_on.isoformat() if copy.acquired_on else ""),
            ("9", f"condition:{copy.condition}"), ("9", f"origin:{copy.origin}" if copy.origin else ""),
            ("9", f"removed_on:{copy.removed_on.isoformat()}" if copy.removed_on else ""),
        ]  # fmt: skip
    return said


def _exact(record: Record) -> Iterator[Field]:
    """The codes of what is only said in words elsewhere."""
    for name in EXACT_FIELDS:
        value = getattr(record, name)
        for one in value if isinstance(value, list) else [value]:
            if one not in ("", None):
                yield "990", "  ", [("a", name), ("b", str(one))]
    for name in PUNCTUATED:
        if _CARD_PUNCTUATION.search(text := str(getattr(record, name))):
            yield "990", "  ", [("a", name), ("b", text)]
    if record.series_number and not record.series:
        yield "990", "  ", [("a", "series_number"), ("b", record.series_number)]
