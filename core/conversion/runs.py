"""Pieces of one paragraph with their formatting, written as rich text or as plain text."""

import re
from dataclasses import dataclass, field
from html import escape
from typing import NamedTuple

_SPACES = re.compile(r"[ \t\n\r\f]+")
_BLANK = re.compile(r"[\s\u00a0\u202f]*")


class Style(NamedTuple):
    """How a piece of text looks; `href` is where it leads."""

    href: str = ""
    bold: bool = False
    italic: bool = False
    raised: bool = False
    lowered: bool = False

    @property
    def tags(self) -> list[tuple[str, str]]:
        """Its tags, outermost first: the name, and how it opens."""
        named = [
            ("a", f'<a href="{escape(self.href)}">') if self.href else None,
            ("b", "<b>") if self.bold else None,
            ("i", "<i>") if self.italic else None,
            ("sup", "<sup>") if self.raised else None,
            ("sub", "<sub>") if self.lowered else None,
        ]
        return [one for one in named if one]


PLAIN = Style()


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one style, a line break, or the call of a note."""

    text: str = ""
    style: Style = PLAIN
    note: str = ""
    is_break: bool = False


@dataclass
class Runs:
    """A paragraph that is being read. It is emptied and filled again for the next one."""

    pieces: list[Run] = field(default_factory=list)

    def add(self, text: str | None, style: Style) -> None:
        """Text of a style."""
        if text:
            self.pieces.append(Run(text, style))

    def add_break(self) -> None:
        """A line break."""
        self.pieces.append(Run(is_break=True))

    def add_note(self, uuid: str) -> None:
        """The call of a note."""
        self.pieces.append(Run(note=uuid))

    def call_first(self, uuids: list[str]) -> None:
        """Put calls before everything else."""
        self.pieces[:0] = [Run(note=uuid) for uuid in uuids]

    def take(self) -> "Runs":
        """What was read so far; this one is empty afterwards."""
        taken = Runs(self.pieces)
        self.pieces = []
        return taken

    @property
    def is_empty(self) -> bool:
        """Whether nothing would show."""
        return not any(piece.note or not _BLANK.fullmatch(piece.text) for piece in self.pieces)

    @property
    def notes(self) -> list[str]:
        """The notes called, in order."""
        return [piece.note for piece in self.pieces if piece.note]

    def plain(self) -> str:
        """The words alone, on lines as they were broken; calls of notes are left out."""
        parts = ["\n" if piece.is_break else _SPACES.sub(" ", piece.text) for piece in self.pieces]
        lines = (_SPACES.sub(" ", line).strip() for line in "".join(parts).split("\n"))
        return "\n".join(line for line in lines if line)

    def html(self, raised: bool = True, notes: bool = True) -> str:
        """Rich text without its paragraph; `raised` and `notes` say whether the field knows those."""
        out: list[str] = []
        opened: list[tuple[str, str]] = []
        for piece in _trimmed(self.pieces):
            style = piece.style if raised else piece.style._replace(raised=False, lowered=False)
            if piece.note:
                style = style._replace(href="", raised=False, lowered=False)
            opened = _switch(out, opened, style.tags)
            if piece.note and notes:
                out.append(f'<footnote id="{piece.note}">[{piece.note[:6]}]</footnote>')
            else:
                out.append("<br/>" if piece.is_break else escape(piece.text, quote=False))
        _switch(out, opened, [])
        return "".join(out)


def _switch(out: list[str], opened: list[tuple[str, str]], wanted: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Close and open tags to pass from one style to the next."""
    same = 0
    while same < min(len(opened), len(wanted)) and opened[same] == wanted[same]:
        same += 1
    out += [f"</{name}>" for name, _opening in reversed(opened[same:])]
    out += [opening for _name, opening in wanted[same:]]
    return wanted


def _trimmed(pieces: list[Run]) -> list[Run]:
    """Pieces with single spaces between words, none at the ends of lines, no break at the ends."""
    kept: list[Run] = []
    for piece in pieces:
        if piece.note:
            kept.append(piece)
        elif piece.is_break:
            _strip_end(kept)
            kept += [piece] if kept else []
        elif text := _continued(kept, _SPACES.sub(" ", piece.text)):
            kept.append(Run(text, piece.style))
    while _strip_end(kept):
        kept.pop()
    return kept


def _continued(kept: list[Run], text: str) -> str:
    """A text as it goes on from what comes before: without a second space, or one at the start of a line."""
    if not kept or kept[-1].is_break:
        return text.lstrip(" \u00a0")
    return text.lstrip(" ") if kept[-1].text.endswith(" ") else text


def _strip_end(kept: list[Run]) -> bool:
    """Take spaces off the end; whether a break is now last."""
    while kept and not kept[-1].is_break and not kept[-1].note:
        text = kept[-1].text.rstrip(" \u00a0")
        if text:
            kept[-1] = Run(text, kept[-1].style)
            break
        kept.pop()
    return bool(kept) and kept[-1].is_break
