"""The notes of an article: numbered over the whole of it, each call linked to its note and back."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext as _

FOOTNOTE_TAG = re.compile(r'\s*<footnote id="([^"<>]*)"[^>]*>.*?</footnote>', re.DOTALL)
"""A call as Draftail keeps it, with the space before it; what stands inside is for the editor alone."""


@dataclass
class Note:
    """A note that is called at least once; `calls` are the anchors of its calls, in reading order."""

    number: int
    uuid: str
    source: str
    html: str = ""
    calls: list[str] = field(default_factory=list)

    @property
    def anchor(self) -> str:
        """Where the note stands."""
        return f"note-{self.number}"


@dataclass(frozen=True)
class NotesReport:
    """What does not fit between calls and notes: calls whose note is gone, notes nobody calls."""

    calls_without_note: tuple[str, ...]
    notes_never_called: tuple[Any, ...]

    def __bool__(self) -> bool:
        return bool(self.calls_without_note or self.notes_never_called)


WriteCall = Callable[[Note, str], str]
"""Writes one call from its note and the call's own anchor: a page links to the note, paper prints it at the foot."""


def write_link(note: Note, anchor: str) -> str:
    """A call as a page has it: a link to the note, to which the note links back."""
    return format_html(
        '<a class="note-ref" id="{}" href="#{}" role="doc-noteref" aria-label="{}">{}</a>',
        anchor, note.anchor, _("Note %(number)s") % {"number": note.number}, note.number,
    )  # fmt: skip


def number_calls(html: str, sources: Mapping[str, str], write: WriteCall = write_link) -> tuple[str, list[Note]]:
    """The HTML with its calls written in, and the notes in the order of their first call; one pass.

    `sources` are the notes' texts by identifier; a call without its note disappears.
    """
    notes: dict[str, Note] = {}

    def replaced(match: re.Match[str]) -> str:
        uuid = match[1].strip().lower()
        if uuid not in sources:
            return ""
        note = notes.get(uuid) or notes.setdefault(uuid, Note(len(notes) + 1, uuid, sources[uuid]))
        again = f"-{len(note.calls) + 1}" if note.calls else ""
        note.calls.append(f"appel-{note.number}{again}")
        return write(note, note.calls[-1])

    return FOOTNOTE_TAG.sub(replaced, html), list(notes.values())


def sources_of(article: Any) -> dict[str, str]:
    """The texts of an article's notes by identifier, of a page or of a version of it."""
    return {str(note.uuid).lower(): str(note.text) for note in article.footnotes.all()}


def called_in(texts: Iterable[str]) -> Iterator[str]:
    """The identifiers called in stored texts, in order, as often as they are."""
    for text in texts:
        if "<footnote" in text:
            yield from (match[1].strip().lower() for match in FOOTNOTE_TAG.finditer(text))
