"""The visible words of a text before and after its conversion, to say what did not come through."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from core.conversion.reading import INVISIBLE
from core.conversion.result import Block, Converted

_CALL = re.compile(r"<footnote\b[^>]*>[^<]*</footnote>")
_JOINING = re.compile(r"</?(?:b|strong|i|em|u|s|sup|sub|span|small|big|font|mark|code|cite|q|ins|del)(?:\s[^<>]*)?>")
_TAG = re.compile(r"<[^<>]*>")
_WORD = re.compile(r"[^\W_]+")
_UNCOUNTED = re.compile(r"\d+|[ivxlc]{1,6}|[a-z]", re.IGNORECASE)
"""Labels of notes, which are numbered again."""


def words_of_html(html: str) -> list[str]:
    """The words of an HTML text in order. Formatting does not part words; links, lines and calls of notes do."""
    text = _TAG.sub(" ", _JOINING.sub("", _CALL.sub(" ", html)))
    return _WORD.findall(INVISIBLE.sub("", unescape(text)))


def words_of_blocks(blocks: list[Block]) -> list[str]:
    """The words of blocks in reading order; what a conversion adds (titles of players) is not counted."""
    return [word for name, value in blocks for html in _texts(name, value) for word in words_of_html(html)]


def words_of(converted: Converted) -> list[str]:
    """Every word of a conversion: title, standfirst, blocks, then notes."""
    lead = words_of_html(converted.title) + words_of_html(converted.standfirst)
    notes = [word for note in converted.notes for word in words_of_html(note.html)]
    return lead + words_of_blocks(converted.blocks) + notes


def uncounted(word: str) -> bool:
    """Whether a word may be the label of a note, and says nothing when it is gone."""
    return bool(_UNCOUNTED.fullmatch(word))


def _texts(name: str, value: Any) -> Iterator[str]:
    """What is read in one block."""
    if name == "text":
        yield value
    elif name == "html":
        yield value["html"]
    elif name == "table":
        yield from _table_texts(value["table"])
    elif name == "quote":
        yield from (_plain(value["text"]), _plain(value["author"]), _plain(value["source"]))
    elif name in {"heading", "image", "embed"}:
        yield _plain(value["text"]) if name == "heading" else value["caption"]


def _table_texts(table: dict[str, Any]) -> Iterator[str]:
    yield _plain(table["caption"])
    yield from (_plain(column["heading"]) for column in table["columns"])
    for row in table["rows"]:
        for column, cell in zip(table["columns"], row["values"], strict=True):
            yield cell if column["type"] == "rich" else _plain(cell)


def _plain(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
