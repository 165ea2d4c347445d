"""RIS, as Zotero, EndNote and Mendeley read it."""

from collections.abc import Iterable, Iterator

from core.text import squeeze
from resources.citations.reference import CitedName, Reference
from resources.exports.house import House, read_house
from resources.models.choices import RecordType
from resources.shown import RecordParts

TYPES: dict[str, str] = {
    RecordType.BOOK: "BOOK", RecordType.ARTICLE: "JOUR", RecordType.CHAPTER: "CHAP", RecordType.REPORT: "RPRT",
    RecordType.EVALUATION: "RPRT", RecordType.THESIS: "THES", RecordType.PERIODICAL: "SER", RecordType.ISSUE: "JFULL",
    RecordType.KIT: "BOOK", RecordType.GAME: "BOOK", RecordType.FILM: "MPCT", RecordType.SOUND: "SOUND",
    RecordType.POSTER: "ART", RecordType.WEB: "ELEC", RecordType.GREY: "RPRT",
}  # fmt: skip
"""Never GEN, which Zotero takes for an article. A kit or a game is a BOOK: of all types, the one that keeps its
publisher, place, ISBN and extent."""
Line = tuple[str, str]


def write_records(records: Iterable[RecordParts]) -> Iterator[bytes]:
    """The file, a record at a time."""
    house = read_house()
    for parts in records:
        yield write_record(parts, house)


def write_record(parts: RecordParts, house: House) -> bytes:
    """One record, closed by its own end mark."""
    reference = Reference(parts)
    lines = [("TY", TYPES[reference.type]), *_lines(reference, house)]
    text = "".join(f"{tag}  - {squeeze(value)}\r\n" for tag, value in lines if squeeze(value))
    return f"{text}ER  - \r\n\r\n".encode()


def _lines(reference: Reference, house: House) -> Iterator[Line]:
    """Every line but the first and the last."""
    record = reference.record
    yield "ID", f"notice-{record.number}"
    yield "TI", reference.title
    yield from _people(reference)
    yield from _host(reference)
    yield "PY", reference.year
    yield "DA", _date(record.date_edtf) or reference.date
    yield "PB", " ; ".join(reference.publishers)
    yield "CY", " ; ".join(reference.places)
    yield "ET", record.edition
    yield from _numbers(reference)
    yield "LA", ", ".join(record.languages)
    yield from (("KW", word) for word in reference.subjects)
    yield "AB", reference.parts.abstract
    yield "UR", reference.url or house.address("record", record.uuid)
    yield "DP", house.name
    yield "CN", next((one.shelf_mark for one in reference.parts.holdings if one.shelf_mark), "")


def _people(reference: Reference) -> Iterator[Line]:
    """Authors, editors and translators under the tags Zotero gives those roles for the type."""
    authors, editors = reference.authors, reference.editors
    yield from (("AU", _name(one)) for one in authors)
    editor_tag = "A3" if TYPES[reference.type] in {"BOOK", "SER"} else "A2"
    if TYPES[reference.type] in {"RPRT", "THES", "MPCT", "ART", "ELEC", "SOUND"}:
        editor_tag = "ED"
    yield from ((editor_tag, _name(one)) for one in editors)
    if reference.type == RecordType.FILM:
        yield from (("A3", _name(one)) for one in reference.names("pro"))
    else:
        yield from (("A4", _name(one)) for one in reference.translators)


def _name(name: CitedName) -> str:
    """“Leroux, Gaston”; in an organisation's name a comma would cut it in two."""
    return name.family.replace(", ", " ") if name.organisation else name.sorted


def _host(reference: Reference) -> Iterator[Line]:
    """The host of a part, the series of a whole."""
    record, locator = reference.record, reference.locator
    if reference.host:
        yield "T2", reference.host
        yield "VL", locator.volume
        yield "IS", locator.number
        if reference.type == RecordType.ISSUE:
            return
        yield "SP", locator.first_page
        yield "EP", locator.last_page
        if not (locator.pages or locator.number or locator.volume):
            yield "M2", record.host_part
        return
    if reference.type == RecordType.ISSUE:
        yield "IS", locator.number
    yield "T3" if reference.type == RecordType.SOUND else "T2", record.series
    yield "VL", record.series_number if record.series else ""
    yield "SP", reference.page_count


def _numbers(reference: Reference) -> Iterator[Line]:
    """ISBN, ISSN and DOI; those of the host for a part of it."""
    issn = reference.numbers("issn") or reference.host_numbers("issn")
    isbn = reference.numbers("isbn") or reference.host_numbers("isbn")
    wanted = issn + isbn if reference.type in {RecordType.ARTICLE, RecordType.ISSUE} else isbn + issn
    yield "SN", wanted[0] if wanted else ""
    yield from (("DO", number) for number in reference.numbers("doi"))


def _date(edtf: str) -> str:
    """“2018/05/06/” of a date known to the month or the day; "" for a year alone or anything less certain."""
    parts = edtf.split("-")
    if len(parts) < 2 or not all(part.isdigit() for part in parts) or int(parts[1]) > 12:
        return ""
    return "/".join([*parts, "", "", ""][:4])
