"""A conversion fitted to fields that hold less than a body of blocks with notes."""

import re

from core.conversion.result import Converted
from core.conversion.wordcount import words_of_html

_CALL = re.compile(r'<footnote id="([^"]+)">[^<]*</footnote>')


def rich_text_of(converted: Converted) -> str:
    """All of it as one rich text: headings in bold, quotations and captions as paragraphs, notes at the end."""
    notes_in_text(converted)
    parts: list[str] = [f"<p>{_escape(converted.standfirst)}</p>"] if converted.standfirst else []
    for name, value in converted.blocks:
        if name == "text":
            parts.append(value)
        elif name == "heading":
            parts.append(f"<p><b>{_escape(value['text'])}</b></p>")
        elif name == "quote":
            credit = ", ".join(part for part in (value["author"], value["source"]) if part)
            parts += [f"<p>{_escape(text)}</p>" for text in (value["text"], credit) if text]
        elif name == "image":
            parts.append(value["caption"])
        elif name == "embed":
            parts.append(f'<p><a href="{_escape(value["url"])}">{_escape(value["title"])}</a></p>')
        else:
            html = value["html"] if name == "html" else _table_html(value["table"])
            parts.append(f"<p>{_escape(' '.join(words_of_html(html)))}</p>")
            converted.remark("html", " ".join(words_of_html(html)[:12]))
    return "".join(parts)


def notes_in_text(converted: Converted) -> None:
    """Where there are no notes: calls become raised numbers, and the notes a list at the end."""
    if not converted.notes:
        return
    numbers = {note.uuid: place for place, note in enumerate(converted.notes, 1)}

    def number(found: re.Match[str]) -> str:
        return f"<sup>{numbers.get(found[1], '')}</sup>"

    converted.blocks = [
        (name, _CALL.sub(number, value) if name == "text" else value) for name, value in converted.blocks
    ]
    items = "".join(f"<li>{re.sub(r'</p><p>', '<br/>', note.html)[3:-4]}</li>" for note in converted.notes)
    converted.blocks.append(("text", f"<ol>{items}</ol>"))
    converted.notes = []


def _table_html(table: dict[str, list[dict[str, list[str]]]]) -> str:
    cells = [cell for row in table["rows"] for cell in row["values"]]
    return " ".join([str(column["heading"]) for column in table["columns"]] + cells)


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
