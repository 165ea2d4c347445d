"""How several things stand in one cell of a table.

One thing a line, its pieces between bars: `Leroux, Gaston | person | aut`. A bar, a backslash or a line break in a
piece is written `\\|`, `\\\\`, `\\n`. Pieces that are empty at the end are left out.
"""

import re
from collections.abc import Iterable, Sequence

_ESCAPED = re.compile(r"\\(.)")
_BAR = re.compile(r"(?<!\\)((?:\\\\)*)\|")


def join_things(things: Iterable[Sequence[str]]) -> str:
    """The cell of several things."""
    return "\n".join(_join(thing) for thing in things)


def split_things(cell: str, pieces: int) -> list[list[str]]:
    """The things of a cell, each with as many pieces as asked, empty where there are none."""
    return [_split(line, pieces) for line in cell.split("\n") if line.strip()]


def _join(thing: Sequence[str]) -> str:
    while thing and not thing[-1]:
        thing = thing[:-1]
    return " | ".join(_escape(piece) for piece in thing)


def _escape(piece: str) -> str:
    return piece.strip().replace("\\", "\\\\").replace("|", "\\|").replace("\n", "\\n")


def _split(line: str, pieces: int) -> list[str]:
    found = [_unescape(piece.strip()) for piece in _BAR.sub("\\1\x00", line).split("\x00")]
    return (found + [""] * pieces)[:pieces]


def _unescape(piece: str) -> str:
    return _ESCAPED.sub(lambda found: "\n" if found[1] == "n" else found[1], piece)
