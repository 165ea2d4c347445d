"""Reading the cells of other systems: numbers, dates, series, publishers, texts."""

import html
import re
from collections.abc import Iterable

from markdown_it import MarkdownIt
from markdown_it.token import Token
from stdnum import ean, issn

from core.text import NBSP, squeeze, without_controls

_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_QUOTES = '«»"“” \u00a0\u202f'
_SERIES_NUMBER = re.compile(r"[\s,;|]*\b(?:n[°ºo]|no\.|tome\s+n[°º]|vol\.?|t\.)\s*(\d+[\w-]*)\s*$", re.IGNORECASE)
_NO_PAGES = re.compile(
    r"^(?:n\.?\s?p\.?|p\.?n?|non pagin[ée]e?s?\.?(?: ?p\.)?|non pag\.|n\.? ?paginé|p)$", re.IGNORECASE
)
_EDITION = re.compile(
    r",\s*((?:nouv(?:elle|\.)?\s|\d+e\s|[ée]d(?:ition|\.)\s)?[ée]?d?(?:ition|\.)?\s*\b(?:revue|augmentée|corrigée).*)$"
)
_MARKDOWN = MarkdownIt("commonmark", {"html": True})


def identifier_kind(value: str) -> str:
    """What a number with no name is: its shape and check digit decide; a broken ISBN is still an ISBN."""
    bare = re.sub(r"[\s\-.–]", "", value).upper()
    if re.match(r"^(?:https?://(?:dx\.)?doi\.org/|doi:)?\s*10\.\d{4,9}/", value.strip(), re.IGNORECASE):
        return "doi"
    if re.fullmatch(r"\d{4}-\d{3}[\dXx]", value.strip()) or (len(bare) == 8 and issn.is_valid(bare)):
        return "issn"
    if re.fullmatch(r"97[89]\d{10}", bare):
        return "ismn" if bare.startswith("9790") else "isbn"
    if re.fullmatch(r"\d{13}", bare):
        return "ean" if ean.is_valid(bare) or bare.startswith("3") else "isbn"
    if re.fullmatch(r"\d{8,13}X?|\d{14}", bare):
        return "isbn"
    return "other"


def read_numbers(text: str, kind: str = "auto", separator: str = "|") -> list[tuple[str, str]]:
    """The numbers of a cell, each once: “2070423336 | 2-07-042333-6” is one."""
    found: dict[str, tuple[str, str]] = {}
    for part in text.split(separator) if separator else [text]:
        value = squeeze(part).rstrip(".;,")
        if value:
            bare = re.sub(r"[\s\-.–]", "", value).upper()
            found.setdefault(bare, (identifier_kind(value) if kind == "auto" else kind, value[:255]))
    return list(found.values())


def read_extent(text: str) -> str:
    """A physical description as written, but for “np.” and its kin, which say that nobody counted."""
    parts = [squeeze(part) for part in text.split("|")]
    parts = ["non paginé" if _NO_PAGES.match(part) else part for part in parts]
    return ", ".join(part for part in dict.fromkeys(parts) if part)


def read_dimensions(text: str) -> str:
    """A format as written; a bare “cm” says nothing and is dropped."""
    text = squeeze(text)
    return text if re.search(r"\d", text) or len(text) > 4 else ""


def read_series(text: str) -> tuple[str, str]:
    """“coll. « Passeurs de mondes », n°3” as its name and its number in it."""
    text = squeeze(html.unescape(text).split("|")[0])
    number = ""
    if found := _SERIES_NUMBER.search(text.rstrip(_QUOTES)):
        number, text = found[1], text[: found.start()]
    elif found := re.fullmatch(r"n[°º]\s*(\d+)", text):
        return "", found[1]
    text = re.sub(r"^coll(?:\.|ection(?=\s+«))\s*", "", text, flags=re.IGNORECASE).strip(_QUOTES + ",;")
    return re.sub(r"(?<!\.)\.$", "", text), number


def read_publishers(text: str) -> tuple[list[str], str]:
    """Names of publishers, and the mention of edition some catalogues write after them."""
    edition = ""
    if found := _EDITION.search(text):
        edition, text = found[1].strip(), text[: found.start()]
    names = []
    for part in text.split("|"):
        name = re.sub(
            r"\s*\((?:[ée]d(?:s|\.|itions?[^)]*)?|librairie[^)]*)\)\s*\.?$", "", squeeze(part), flags=re.IGNORECASE
        )
        name = re.sub(r"^(?:[ée]d\.)\s+(?=[A-ZÀ-Þ])", "Éditions ", name, flags=re.IGNORECASE).strip(" ,;")
        if name and not re.fullmatch(r"(?:n[°º]|vol\.?)\s*\d+|auto-?édition|s\.\s?n\.", name, re.IGNORECASE):
            names.append(_quiet(name))
    return names, edition


def _quiet(name: str) -> str:
    """“EDITIONS DARIC” without its capitals; acronyms keep theirs."""
    words = name.split(" ")
    if len(words) < 2 or not name.isupper():
        return name
    small = {"DU", "DE", "DES", "LA", "LE", "LES", "ET", "AND", "OF"}
    return " ".join(
        word.lower() if word in small and index else word if len(word) < 4 and word not in small else word.capitalize()
        for index, word in enumerate(words)
    )


def read_date(text: str) -> str:
    """A date as written; what has no year or letter of a month but a measure (“925 p.”, “21 cm”, “7.50”) is none."""
    text = squeeze(text)
    return "" if re.fullmatch(r"\d+(?:[.,]\d+)?\s*(?:p\.?|cm|€)?", text) and not re.fullmatch(r"\d{4}", text) else text


def without_markup(text: str) -> str:
    """Text of a cell written as HTML: tags taken off, entities read."""
    return squeeze(html.unescape(_TAG.sub("", text)).replace("\u00ad", ""))


def split_title(title: str) -> tuple[str, str]:
    """A title and its complement around “ : ”, as libraries write them."""
    title = title.replace(NBSP, " ").replace("\u202f", " ").strip()
    if title.endswith("»") and "«" not in title:
        title = title[:-1].rstrip()
    head, mark, tail = title.partition(" : ")
    return (head.strip(), tail.strip()) if mark and head.strip() and tail.strip() else (title.strip(), "")


def markdown_as_text(text: str) -> str:
    """Paragraphs of plain text, one a line group, from Markdown; links keep their words, HTML loses its tags."""
    paragraphs: list[str] = []
    for token in _MARKDOWN.parse(without_controls(text)):
        if token.type == "inline":
            paragraphs.append(_inline_text(token.children or []))
        elif token.type in {"html_block", "code_block", "fence"}:
            paragraphs.append(without_markup(token.content))
    clean = (squeeze(html.unescape(paragraph).replace("\u00ad", "")) for paragraph in paragraphs)
    return "\n\n".join(paragraph for paragraph in clean if paragraph)


def _inline_text(tokens: Iterable[Token]) -> str:
    """The words of one paragraph."""
    pieces = []
    for token in tokens:
        if token.type in {"softbreak", "hardbreak"}:
            pieces.append(" ")
        elif token.type in {"text", "code_inline"}:
            pieces.append(token.content)
        elif token.type == "html_inline" and token.content.lower().startswith("<br"):
            pieces.append(" ")
    return "".join(pieces)
