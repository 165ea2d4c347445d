"""What reference managers read on a page: Zotero's type, Highwire's tags, and COinS in lists.

Zotero (“Embedded Metadata”) believes `z:itemType` before anything else; without it a page of this site, whose `og:type`
is “website”, would be taken for a web page. The rules it reads by are data in the tests.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from core.text import squeeze
from resources.citations.reference import CitedName, Reference
from resources.models.choices import RecordType
from resources.shown import RecordParts

ITEM_TYPES: dict[str, str] = {
    RecordType.BOOK: "book", RecordType.ARTICLE: "journalArticle", RecordType.CHAPTER: "bookSection",
    RecordType.REPORT: "report", RecordType.EVALUATION: "report", RecordType.THESIS: "thesis",
    RecordType.PERIODICAL: "book", RecordType.ISSUE: "journalArticle", RecordType.KIT: "book", RecordType.GAME: "book",
    RecordType.FILM: "film", RecordType.SOUND: "audioRecording", RecordType.POSTER: "artwork",
    RecordType.WEB: "webpage", RecordType.GREY: "report",
}  # fmt: skip
"""Zotero's types. It has none for a kit, a game or a whole periodical: a book keeps their publisher, place and ISBN."""
_IN_PERIODICAL = (RecordType.ARTICLE, RecordType.ISSUE)
_INSTITUTIONS = {"thesis": "dissertation_institution", "report": "technical_report_institution"}
_GENRES = {
    "book": ("book", "book"), "bookSection": ("book", "bookitem"), "report": ("book", "report"),
    "journalArticle": ("journal", "article"), "thesis": ("dissertation", ""),
}  # fmt: skip
"""The format and genre of COinS for Zotero's types; the others are Dublin Core with the type itself."""


def page_tags(parts: RecordParts, address: str) -> SafeString:
    """The `<meta>` elements of a record's page."""
    reference = Reference(parts)
    kind = ITEM_TYPES[reference.type]
    pairs = [(f"citation_{name}", squeeze(value)) for name, value in _tags(reference, kind, address)]
    tags = format_html_join("", '<meta name="{}" content="{}">\n', (pair for pair in pairs if pair[1]))
    return format_html('<meta property="z:itemType" content="{}">\n{}', kind, tags)


def _tags(reference: Reference, kind: str, address: str) -> Iterator[tuple[str, str]]:
    """Highwire's names, without their prefix, and values."""
    record, locator = reference.record, reference.locator
    yield "title", reference.title
    yield from (("author", tag_name(one)) for one in reference.authors)
    yield from (("editor", tag_name(one)) for one in reference.editors)
    yield "publication_date", _date(reference)
    yield from _host(reference)
    yield "volume", locator.volume
    yield "issue", locator.number
    yield "firstpage", locator.first_page
    yield "lastpage", locator.last_page
    publisher = ", ".join(reference.publishers)
    yield _INSTITUTIONS.get(kind, "publisher"), publisher
    yield "isbn", (reference.numbers("isbn") or reference.host_numbers("isbn") or [""])[0]
    yield "issn", (reference.numbers("issn") or reference.host_numbers("issn") or [""])[0]
    yield "doi", (reference.numbers("doi") or [""])[0]
    yield "language", ", ".join(record.languages)
    yield "keywords", "; ".join(word.replace(";", ",") for word in reference.subjects)
    yield "public_url", address


def _host(reference: Reference) -> Iterator[tuple[str, str]]:
    """The periodical, the book or the series."""
    if reference.host:
        yield "journal_title" if reference.type in _IN_PERIODICAL else "book_title", reference.host
    elif reference.record.series:
        yield "series_title", reference.record.series


def tag_name(name: CitedName) -> str:
    """A name as Zotero will not cut it: “Leroux, Gaston”; a comma ends an organisation's, which stays whole.

    Two words on both sides of a comma would be two people, unless a semicolon says that names are parted otherwise.
    """
    text = f"{name.family.replace(',', ' ')}," if name.organisation or not name.given else name.sorted
    family, _comma, given = text.partition(",")
    return f"{text};" if " " in family and " " in given.strip() else text


def _date(reference: Reference) -> str:
    """“2018/05/06”, “2018/05” or “2018”; a date nobody can compute with as it is written."""
    edtf = reference.record.date_edtf
    if re.fullmatch(r"\d{4}(-(0\d|1[0-2])(-\d\d)?)?", edtf):
        return edtf.replace("-", "/")
    return reference.year or reference.date


def coins_of(card: Mapping[str, Any], address: str = "") -> str:
    """The title of a COinS span for a card of a list: as much as the card knows, nothing asked of the database."""
    kind = ITEM_TYPES.get(card["type"], "book")
    form, genre = _GENRES.get(kind, ("dc", ""))
    title = card["title"].replace("\u00a0", " ")
    pairs = [("rft_val_fmt", f"info:ofi/fmt:kev:mtx:{form}"), ("rft.genre", genre)]
    if form == "dc":
        pairs.append(("rft.type", kind))
    pairs += _coins_titles(kind, title, card["host"].replace("\u00a0", " "))
    names = card["by"].removesuffix(" et al.").split(", ") if card["by"] else []
    pairs += [("rft.creator" if form == "dc" else "rft.au", name) for name in names]
    pairs += [("rft.date", str(card["year"] or "")), ("rft_id", address)]
    return "ctx_ver=Z39.88-2004&" + "&".join(f"{key}={quote(value, safe='')}" for key, value in pairs if value)


def _coins_titles(kind: str, title: str, host: str) -> list[tuple[str, str]]:
    """The title and that of the host, under the names of the format."""
    if kind == "journalArticle":
        return [("rft.atitle", title), ("rft.jtitle", host)]
    if kind == "bookSection":
        return [("rft.atitle", title), ("rft.btitle", host)]
    return [("rft.btitle" if kind in {"book", "report"} else "rft.title", title)]
