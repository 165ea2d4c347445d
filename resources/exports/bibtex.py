"""BibTeX, in UTF-8 as BibLaTeX and Zotero read it, with the old programs' special characters escaped."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from core.text import fold, squeeze
from resources.citations.reference import CitedName, Reference
from resources.exports.house import House, read_house
from resources.models.choices import RecordType
from resources.shown import RecordParts

TYPES: dict[str, str] = {
    RecordType.BOOK: "book", RecordType.ARTICLE: "article", RecordType.CHAPTER: "incollection",
    RecordType.REPORT: "techreport", RecordType.EVALUATION: "techreport", RecordType.THESIS: "phdthesis",
    RecordType.PERIODICAL: "book", RecordType.ISSUE: "book", RecordType.KIT: "misc", RecordType.GAME: "misc",
    RecordType.FILM: "misc", RecordType.SOUND: "misc", RecordType.POSTER: "misc", RecordType.WEB: "misc",
    RecordType.GREY: "techreport",
}  # fmt: skip
_PUBLISHER_FIELDS = {"techreport": "institution", "phdthesis": "school"}
_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)


def write_records(records: Iterable[RecordParts]) -> Iterator[bytes]:
    """The file, an entry at a time."""
    house = read_house()
    for parts in records:
        yield write_record(parts, house)


def write_record(parts: RecordParts, house: House) -> bytes:
    """One entry. Its key ends with the record's number, so that it is its own and stays."""
    reference = Reference(parts)
    kind = TYPES[reference.type]
    fields = {name: value for name, value in _fields(reference, kind, house) if value}
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return f"@{kind}{{{key_of(reference)},\n{lines}\n}}\n\n".encode()


def key_of(reference: Reference) -> str:
    """“leroux1908n57”: the first name, the year, the number of the record."""
    names = reference.authors or reference.editors
    first = re.sub(r"[^a-z]", "", fold(names[0].family.split(" ")[0])) if names else ""
    return f"{first or 'notice'}{reference.year}n{reference.record.number}"


def escape(text: str) -> str:
    """Text in which nothing is a command."""
    text = squeeze(unicodedata.normalize("NFC", text))
    return "".join(_SPECIAL.get(char, char) for char in text)


def _fields(reference: Reference, kind: str, house: House) -> Iterator[tuple[str, str]]:
    """Every field with its value, ready to print."""
    record, locator = reference.record, reference.locator
    yield "title", f"{{{escape(reference.title)}}}"
    yield "author", _names(reference.authors)
    yield "editor", _names(reference.editors)
    yield "translator", _names(reference.translators)
    yield "journal" if kind == "article" else "booktitle", escape(reference.host)
    yield "volume", escape(locator.volume or record.series_number)
    yield "number", escape(locator.number)
    yield "pages", escape(locator.pages).replace("-", "--")
    yield "series", escape(record.series)
    yield "edition", escape(record.edition)
    yield _PUBLISHER_FIELDS.get(kind, "publisher"), " and ".join(_literal(name) for name in reference.publishers)
    yield "address", escape(" ; ".join(reference.places))
    yield "year", escape(reference.year or reference.date)
    yield "date", escape(record.date_edtf) if re.fullmatch(r"\d{4}-\d\d(-\d\d)?", record.date_edtf) else ""
    yield "type", escape(str(record.get_type_display())) if kind in {"misc", "techreport", "phdthesis"} else ""
    yield "pagetotal", reference.page_count
    yield from _numbers(reference)
    yield "language", ", ".join(record.languages)
    yield "keywords", escape(", ".join(word.replace(",", " ") for word in reference.subjects))
    yield "abstract", escape(reference.parts.abstract)
    yield "url", _address(reference.url or house.address("record", record.uuid))


def _names(names: Iterable[CitedName]) -> str:
    """“Leroux, Gaston and {Presses de la Senne}”."""
    return " and ".join(_literal(one.family) if one.organisation or not one.given else _person(one) for one in names)


def _person(name: CitedName) -> str:
    return f"{_unjoined(name.family)}, {_unjoined(name.given)}"


def _literal(name: str) -> str:
    """A name that is not to be cut into given and family names."""
    return f"{{{escape(name)}}}"


def _unjoined(text: str) -> str:
    """A part of a name in which “and” does not begin another name."""
    return _AND.sub(" {and} ", escape(text))


def _numbers(reference: Reference) -> Iterator[tuple[str, str]]:
    yield "isbn", ", ".join(reference.numbers("isbn") or reference.host_numbers("isbn"))
    yield "issn", ", ".join(reference.numbers("issn") or reference.host_numbers("issn"))
    yield "doi", escape(", ".join(reference.numbers("doi")))


def _address(url: str) -> str:
    """An address with what would end its braces written as the web writes it."""
    return url.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")
