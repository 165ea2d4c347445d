"""Markdown as editors wrote it, with inline HTML and notes, to HTML."""

import re

from markdown_it import MarkdownIt

_READER = MarkdownIt("commonmark", {"html": True}).enable("table").disable("code")
"""No code by indentation: editors indent by accident, and never write code."""
_BROKEN_CALL = re.compile(r"\\\[\[?(\d{1,3})\]\]\((#[\w-]{1,40})\)")
_LONE_NUMBER = re.compile(r"^( {0,3}\d{1,3}[.)])[ \t]*\n(?=[^\s\d#>*+-])", re.MULTILINE)
"""“1.” alone on its line, the text of the item on the next."""
_DEFINITION = re.compile(r"^ {0,3}\[\^([\w-]{1,40})\]:[ \t]*(.*)$")
_CALL = re.compile(r"\[\^([\w-]{1,40})\]")


def markdown_to_html(text: str) -> str:
    """The HTML of a Markdown text, whatever its line ends; notes (`[^1]`) become links to their definitions."""
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    text = _LONE_NUMBER.sub(r"\1 ", _BROKEN_CALL.sub(r"[\[\1\]](\2)", text))
    text, definitions = _take_definitions(text)
    html: str = _READER.render(text)
    if not definitions:
        return html
    notes = "".join(f'<div id="md-note-{key}">{_READER.render(note)}</div>' for key, note in definitions.items())
    return f"{html}<section>{notes}</section>"


def _take_definitions(text: str) -> tuple[str, dict[str, str]]:
    """The text without definitions of notes, its calls as links, and the definitions by their key."""
    if "[^" not in text:
        return text, {}
    kept: list[str] = []
    definitions: dict[str, list[str]] = {}
    current: list[str] | None = None
    for line in text.split("\n"):
        if found := _DEFINITION.match(line):
            current = definitions.setdefault(found[1], [])
            current.append(found[2])
        elif current is not None and (not line.strip() or line.startswith(("    ", "\t"))):
            current.append(line.strip())
        else:
            current = None
            kept.append(line)
    linked = _CALL.sub(lambda found: _link(found, definitions), "\n".join(kept))
    return linked, {key: "\n".join(lines).strip() for key, lines in definitions.items()}


def _link(found: re.Match[str], definitions: dict[str, list[str]]) -> str:
    """A call as a link to its definition; what has none stays as it is."""
    return f'<sup><a href="#md-note-{found[1]}">{found[1]}</a></sup>' if found[1] in definitions else found[0]
