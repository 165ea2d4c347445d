"""The words of a stream of blocks, read from what is stored: no block is made, no picture or record is fetched."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock

from core.text import squeeze

HTML_FIELD = "html"
"""A text block of this name holds HTML."""
_NOTE_CALL = re.compile(r"<footnote\b[^>]*>.*?</footnote>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_INLINE = re.compile(r"</?(?:a|abbr|b|bdi|cite|em|i|q|s|small|span|strong|sub|sup|u)\b[^>]*>", re.IGNORECASE)


def words_of_html(html: str) -> str:
    """The words of a piece of HTML, on one line; calls of notes are no words."""
    text = _INLINE.sub("", _NOTE_CALL.sub("", html))
    return squeeze(unescape(_TAG.sub(" ", text)))


def texts_of_block(block: blocks.Block, raw: Any, name: str = "") -> Iterator[str]:
    """Every text of a stored block, in the order of its fields; choices, addresses and things chosen are left out."""
    if isinstance(block, TypedTableBlock):
        yield from _texts_of_table(block, raw or {})
    elif isinstance(block, blocks.RichTextBlock | blocks.RawHTMLBlock) or name == HTML_FIELD:
        yield from _said(words_of_html(str(raw or "")))
    elif isinstance(block, blocks.CharBlock | blocks.TextBlock):
        yield from _said(squeeze(str(raw or "")))
    else:
        for child, value, key in _parts_of(block, raw):
            yield from texts_of_block(child, value, key)


def _parts_of(block: blocks.Block, raw: Any) -> Iterator[tuple[blocks.Block, Any, str]]:
    """What a stored block is made of: each block inside with its value and name."""
    if isinstance(block, blocks.BaseStructBlock):
        yield from ((child, (raw or {}).get(key), key) for key, child in block.child_blocks.items())
    elif isinstance(block, blocks.ListBlock):
        items = (item["value"] if isinstance(item, dict) and item.get("type") == "item" else item for item in raw or ())
        yield from ((block.child_block, item, "") for item in items)
    elif isinstance(block, blocks.BaseStreamBlock):
        yield from ((block.child_blocks[item["type"]], item["value"], "") for item in raw or ())


def _texts_of_table(block: TypedTableBlock, raw: dict[str, Any]) -> Iterator[str]:
    """The caption, the headings, then the cells row by row."""
    columns = raw.get("columns", ())
    yield from _said(squeeze(str(raw.get("caption") or "")))
    for column in columns:
        yield from _said(squeeze(str(column.get("heading") or "")))
    for row in raw.get("rows", ()):
        for column, value in zip(columns, row.get("values", ()), strict=False):
            yield from texts_of_block(block.child_blocks[column["type"]], value)


def _said(text: str) -> Iterator[str]:
    if text:
        yield text
