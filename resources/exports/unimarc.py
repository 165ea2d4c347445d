"""UNIMARC in MARCXML: a whole record, leader and control fields among it, and a file of many."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.utils import timezone
from lxml import etree

from resources.exports.house import House, read_house
from resources.exports.unimarc_fields import Field, fields_of, place_of
from resources.models import Record
from resources.models.choices import Audience, RecordType
from resources.shown import RecordParts

MARCXML = "http://www.loc.gov/MARC21/slim"
LEADER_TYPES: dict[str, str] = {
    RecordType.BOOK: "am", RecordType.ARTICLE: "aa", RecordType.CHAPTER: "aa", RecordType.REPORT: "am",
    RecordType.EVALUATION: "am", RecordType.THESIS: "am", RecordType.PERIODICAL: "as", RecordType.ISSUE: "am",
    RecordType.KIT: "mm", RecordType.GAME: "rm", RecordType.FILM: "gm", RecordType.SOUND: "im",
    RecordType.POSTER: "km", RecordType.WEB: "lm", RecordType.GREY: "am",
}  # fmt: skip
"""Positions 6 and 7 of the leader: what it is, and whether it is a whole or a part."""
_AUDIENCES: dict[str, str] = {
    Audience.GENERAL: "m", Audience.CHILDREN: "a", Audience.TEENAGERS: "e", Audience.ADULTS: "m",
    Audience.TEACHERS: "k", Audience.PROFESSIONALS: "k",
}  # fmt: skip
_SCRIPTS = {"el": "ga", "ar": "fa", "fa": "fa", "ur": "fa", "he": "ha", "yi": "ha", "ja": "da", "zh": "ea", "ru": "ca",
            "uk": "ca", "bg": "ca", "mk": "ca", "ko": "ka", "th": "ia", "hi": "ja", "ka": "ma", "hy": "mb"}  # fmt: skip
_NAMESPACES: dict[Any, str] = {None: MARCXML}
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def write_records(records: Iterable[RecordParts]) -> Iterator[bytes]:
    """The file: a collection, a record at a time."""
    house = read_house()
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<collection xmlns="{MARCXML}">\n'.encode()
    for parts in records:
        yield record_bytes(marcxml_record(parts, house)) + b"\n"
    yield b"</collection>\n"


def record_bytes(record: "etree._Element") -> bytes:
    """A record as text, without the declaration; its namespace is that of the collection it stands in."""
    text = etree.tostring(record, encoding="utf-8")
    return text.replace(f' xmlns="{MARCXML}"'.encode(), b"", 1)


def marcxml_record(parts: RecordParts, house: House | None = None) -> "etree._Element":
    """A record as a `record` element of MARCXML. Hand the house over where many are written."""
    house = house or read_house()
    record = parts.record
    element = etree.Element(f"{{{MARCXML}}}record", {"type": "Bibliographic"}, nsmap=_NAMESPACES)
    _add(element, "leader", {}, leader_of(record))
    _add(element, "controlfield", {"tag": "001"}, str(record.number))
    _add(element, "controlfield", {"tag": "003"}, house.address("record", record.uuid))
    changed = timezone.localtime(record.changed_at)
    _add(element, "controlfield", {"tag": "005"}, f"{changed:%Y%m%d%H%M%S}.0")
    coded: Field = ("100", "  ", [("a", general_data(record))])
    for tag, marks, subfields in sorted([coded, *fields_of(parts, house)], key=place_of):
        field = _add(element, "datafield", {"tag": tag, "ind1": marks[0], "ind2": marks[1]})
        for code, text in subfields:
            _add(field, "subfield", {"code": code}, text)
    return element


def _add(parent: "etree._Element", name: str, attributes: dict[str, str], text: str = "") -> "etree._Element":
    element = etree.SubElement(parent, f"{{{MARCXML}}}{name}", attributes)
    if text:
        element.text = _NOT_XML.sub("", text)
    return element


def leader_of(record: Record) -> str:
    """The 24 characters a record begins with; lengths mean nothing in XML and are zero."""
    level = "2" if LEADER_TYPES[record.type][1] == "a" else " "
    return f"00000n{LEADER_TYPES[record.type]}{level} 2200000   450 "


def general_data(record: Record) -> str:
    """The 36 characters of 100 $a: when the record was made, years, audience, language and script of the record."""
    entered = timezone.localtime(record.added_at) if record.added_at else timezone.localtime()
    audience = _AUDIENCES.get(record.audience, "u") if record.audience else "u"
    script = _SCRIPTS.get(record.main_language.partition("-")[0], "ba")
    return f"{entered:%Y%m%d}{_years(record)}{audience:<3}y0frey50      {script}"


def _years(record: Record) -> str:
    """The type of date and the two years of it: “d2018    ”, “f19901999”, “a2001    ”, “u        ”."""
    first, last = record.first_year, record.last_year
    if first is None or not 0 <= first <= 9999:
        return "u" + " " * 8
    if record.type == RecordType.PERIODICAL:
        ended = last if last is not None and last != first else None
        return f"b{first:04d}{ended:04d}" if ended is not None else f"a{first:04d}9999"
    if last is not None and last != first:
        return f"f{first:04d}{last:04d}"
    return f"d{first:04d}    "
