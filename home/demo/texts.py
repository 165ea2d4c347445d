"""Texts of the demonstration written in Markdown: what stands before them, and their blocks in order.

A text is Markdown; `##` and `###` are headings; a fenced part (```box) is a block, its fields in YAML. `[^name]` calls
the note of that name among the `notes` at the head of the file.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml
from markdown_it import MarkdownIt

from home.demo.sources import demo_folder

_PARTS = re.compile(r"^```(\w+)\n(.*?)^```$|^(#{2,3}) ([^\n]+)$", re.MULTILINE | re.DOTALL)
_MARKDOWN = MarkdownIt("commonmark")


class UnfinishedText(Exception):
    """A file of the demonstration has a field without a value."""


@dataclass(frozen=True)
class Text:
    """One file: where it is from `demo/`, without its suffix; its facts, and its blocks as `BodyWriter` reads them."""

    key: str
    facts: dict[str, Any]
    blocks: list[dict[str, Any]] = field(default_factory=list)

    @property
    def slug(self) -> str:
        """The last part of the key."""
        return self.key.rpartition("/")[2]


def read_text(key: str) -> Text:
    """One file of the demonstration."""
    _, head, body = (demo_folder() / f"{key}.md").read_text(encoding="utf-8").split("---\n", 2)
    return Text(key, load_yaml(head), list(_blocks(body)))


def read_texts(folder: str) -> list[Text]:
    """Every text of a folder, by name."""
    return [read_text(f"{folder}/{path.stem}") for path in sorted((demo_folder() / folder).glob("*.md"))]


def load_yaml(text: str) -> Any:
    """A piece of YAML. A field without a value is refused: it is the end of a sentence cut by its comma."""
    data = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506  both are safe loaders
    for name in _empty_fields(data):
        raise UnfinishedText(f"“{name}” has no value.")
    return data


def _empty_fields(data: Any) -> Iterator[str]:
    """The names of fields without a value, at any depth."""
    if isinstance(data, dict):
        yield from (str(name) for name, value in data.items() if value is None)
    for value in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from _empty_fields(value)


def _blocks(body: str) -> Iterator[dict[str, Any]]:
    """The blocks of a body: what stands between headings and fenced parts is running text."""
    end = 0
    for found in _PARTS.finditer(body):
        yield from _running_text(body[end : found.start()])
        if found[1]:
            yield {"type": found[1], **(load_yaml(found[2]) or {})}
        else:
            yield {"type": "heading", "text": found[4].strip(), "level": len(found[3])}
        end = found.end()
    yield from _running_text(body[end:])


def _running_text(text: str) -> Iterator[dict[str, Any]]:
    if text.strip():
        yield {"type": "text", "html": _MARKDOWN.render(text).strip().replace("\n", " ")}
