"""The fonts of the site in files: one file per script, and only those of the scripts a text is written in."""

import re
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings

FOLDER = Path(settings.BASE_DIR) / "site" / "static" / "fonts"
SPACES = (0x20, 0xA0, 0x2002, 0x2003, 0x2007, 0x2009, 0x200A, 0x202F)
"""A space beside a letter of a script is drawn in that script's font: each needs some, as wide as in Latin."""


@dataclass(frozen=True)
class Face:
    """One file of a font: the family it belongs to, the name it goes by in a PDF, the characters it is for."""

    family: str
    file: str
    name: str
    ranges: str
    weight: str

    @property
    def path(self) -> Path:
        """Where the site keeps it."""
        return FOLDER / self.file

    def is_for(self, characters: set[int]) -> bool:
        """Whether a text with these characters needs it."""
        return any(start <= char <= end for start, end in _bounds(self.ranges) for char in characters)


_LATIN = (
    "U+0000-00FF, U+0131, U+0152-0153, U+0178, U+02C6, U+02DA, U+02DC, U+2000-206F, U+20AC, U+2122, U+2190-2193,"
    " U+2212, U+2215"
)
_SCRIPTS = {
    "latin": _LATIN,
    "latin-ext": "U+0100-0130, U+0132-0151, U+0154-0177, U+0179-024F",
    "greek": "U+0370-03FF",
    "cyrillic": "U+0400-04FF",
}
FACES = tuple(
    Face(family, f"{stem}-{script}.woff2", family if script == "latin" else f"{family} {script}", ranges, weight)
    for family, stem, weight in (("Commissioner", "commissioner", "400 700"), ("Alegreya", "alegreya-900", "900"))
    for script, ranges in _SCRIPTS.items()
)


@lru_cache
def _bounds(ranges: str) -> tuple[tuple[int, int], ...]:
    found = re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", ranges)
    return tuple((int(start, 16), int(end or start, 16)) for start, end in found)


def faces_for(text: str) -> list[Face]:
    """The files a text needs; Latin always, for what is not text."""
    characters = {ord(char) for char in set(text)}
    return [face for face in FACES if face.file.endswith("-latin.woff2") or face.is_for(characters)]


@lru_cache(maxsize=len(FACES))
def unpacked(face: Face) -> bytes:
    """A font as printing wants it: unpacked, with spaces."""
    from fontTools.ttLib import TTFont

    font = TTFont(face.path, recalcTimestamp=False)
    font.flavor = None
    if face.name != face.family:
        latin = next(each for each in FACES if each.family == face.family and each.name == each.family)
        _add_spaces(font, TTFont(latin.path))
    out = BytesIO()
    font.save(out)
    return out.getvalue()


def _add_spaces(font: Any, latin: Any) -> None:
    """Give a font the spaces of another of its family."""
    from fontTools.ttLib.tables._g_l_y_f import Glyph

    widths, known = latin["hmtx"].metrics, latin.getBestCmap()
    variations = font["gvar"].variations if "gvar" in font else None  # read before there are more glyphs than it knows
    for code in SPACES:
        if code in font.getBestCmap() or code not in known:
            continue
        name = f"space{code:04x}"
        font["glyf"][name] = Glyph()
        font["hmtx"].metrics[name] = (widths[known[code]][0], 0)
        for table in font["cmap"].tables:
            if table.isUnicode():
                table.cmap[code] = name
        if variations is not None:
            variations[name] = []
    for table in ("HVAR", "VVAR", "STAT"):  # say by place what glyphs have; the outlines say it as well
        if table in font:
            del font[table]
