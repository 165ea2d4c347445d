"""Pictures of a cloth with a sewn label, drawn by the program: what stands for a picture where nobody has one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from itertools import groupby
from pathlib import Path

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

from core.covers import DEFAULT_KIND, draft

Colour = tuple[int, int, int]
DYES: tuple[tuple[Colour, Colour, Colour], ...] = (
    ((244, 236, 219), (27, 73, 101), (214, 158, 46)),
    ((240, 232, 222), (122, 32, 46), (46, 94, 78)),
    ((235, 236, 226), (38, 70, 60), (201, 106, 60)),
    ((243, 238, 228), (60, 52, 96), (192, 138, 160)),
    ((238, 234, 224), (20, 88, 96), (196, 72, 60)),
)
"""Ground, warp and weft of a cloth."""
LABEL, INK, STITCH = (250, 246, 238), (24, 24, 52), (122, 32, 46)
THREAD = 18
FONTS = Path(settings.BASE_DIR) / "site" / "static" / "fonts"
SCRIPTS = (
    ("latin-ext", ((0x100, 0x130), (0x132, 0x151), (0x154, 0x177), (0x179, 0x24F))),
    ("greek", ((0x370, 0x3FF),)),
    ("cyrillic", ((0x400, 0x4FF),)),
)
"""The files of the typeface beside the Latin one, and the letters each of them has."""
LATIN = ((0x20, 0xFF), (0x131, 0x131), (0x152, 0x153), (0x178, 0x178), (0x2010, 0x2027), (0x20AC, 0x20AC))
SIZES = (88, 74, 62, 52, 42)
CAPTION = 34
MOST_LINES = 5
COLOURS = 48
_BREAKS = re.compile(r"[ \t\r\n]+")


@dataclass(frozen=True)
class Laid:
    """A title broken into lines that fit a width at a size."""

    lines: tuple[str, ...]
    size: int


def woven_picture(
    key: str, width: int, height: int, label: str = "", *, caption: str = "", kind: str = DEFAULT_KIND
) -> bytes:
    """A PNG of a cloth, always the same for one key, with a sewn label when its words can be drawn.

    The caption stands above the title, smaller. What the typeface has no letters for is left out whole.
    """
    picture = _cloth(key, width, height, kind)
    words = _plain(label)
    if words and can_draw(words):
        _sew_label(picture, words, _plain(caption) if can_draw(_plain(caption)) else "")
    stream = BytesIO()
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(stream, "PNG", optimize=True)
    return stream.getvalue()


def can_draw(text: str) -> bool:
    """Whether the typeface has every letter of a text."""
    return all(_script_of(char) is not None for char in text)


def _plain(text: str) -> str:
    """One line, with spaces the typeface has; those that must not break stay so."""
    return _BREAKS.sub(" ", text.replace("\u202f", "\u00a0")).strip()


def _script_of(char: str) -> str | None:
    """The file of the typeface that has a letter; None when none has."""
    code = ord(char)
    if any(first <= code <= last for first, last in LATIN):
        return "latin"
    return next((name for name, ranges in SCRIPTS if any(first <= code <= last for first, last in ranges)), None)


@lru_cache(maxsize=64)
def _font(script: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONTS / f"alegreya-900-{script}.woff2"), size)


def _runs(text: str) -> list[tuple[str, str]]:
    """A text cut where its script changes: the file of the typeface, and the letters."""
    return [(script or "latin", "".join(run)) for script, run in groupby(text, key=_script_of)]


def _length(text: str, size: int) -> float:
    return sum(_font(script, size).getlength(run) for script, run in _runs(text))


def _write(pen: ImageDraw.ImageDraw, text: str, size: int, left: float, baseline: float) -> None:
    for script, run in _runs(text):
        font = _font(script, size)
        pen.text((left, baseline), run, font=font, fill=INK, anchor="ls")
        left += font.getlength(run)


def _cloth(key: str, width: int, height: int, kind: str) -> Image.Image:
    """The draft of the key's weave, each crossing shaded like a thread that goes under the next."""
    rows = draft(key, kind)
    dyes = DYES[sha256(f"dye:{key}".encode()).digest()[0] % len(DYES)]
    tile = Image.new("RGB", (16 * THREAD, 16 * THREAD))
    pen = ImageDraw.Draw(tile)
    for y, row in enumerate(rows):
        for x, shade in enumerate(row):
            _draw_crossing(pen, x * THREAD, y * THREAD, dyes[shade])
    picture = Image.new("RGB", (width, height))
    for left in range(0, width, tile.width):
        for top in range(0, height, tile.height):
            picture.paste(tile, (left, top))
    return picture


def _draw_crossing(pen: ImageDraw.ImageDraw, left: int, top: int, colour: Colour) -> None:
    for depth in range(THREAD // 2):
        box = [left + depth, top + depth, left + THREAD - depth, top + THREAD - depth]
        pen.rectangle(box, fill=_light(colour, 0.82 + depth * 0.045))


def _light(colour: Colour, factor: float) -> Colour:
    """A colour in more or less light."""
    red, green, blue = (min(255, round(part * factor)) for part in colour)
    return red, green, blue


def _lay(words: Sequence[str], width: float, tall: float) -> Laid:
    """A title at the largest size at which it fits; at the smallest one it is cut short."""
    for size in SIZES:
        lines = _break(words, width, size)
        fits = len(lines) <= MOST_LINES and len(lines) * size * 1.12 <= tall
        if fits and all(_length(word, size) <= width for word in words):
            return Laid(tuple(lines), size)
    size = SIZES[-1]
    most = max(1, min(MOST_LINES, int(tall / (size * 1.12))))
    lines = _break(words, width, size)
    kept = lines[:most]
    if len(lines) > most:
        kept[-1] = _shorten(f"{kept[-1]} …", width, size)
    return Laid(tuple(kept), size)


def _break(words: Sequence[str], width: float, size: int) -> list[str]:
    """Words in lines of a width; a word wider than that is cut."""
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and _length(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(_shorten(word, width, size))
    return lines


def _shorten(text: str, width: float, size: int) -> str:
    """A line no wider than that."""
    if _length(text, size) <= width:
        return text
    while text and _length(f"{text}…", size) > width:
        text = text[:-1].rstrip(" …")
    return f"{text}…"


def _sew_label(picture: Image.Image, title: str, caption: str) -> None:
    """A cream label with a title on it, in the lower part of the picture."""
    width, height = picture.size
    margin = width // 24
    edge = width - width // 10
    above = CAPTION + 22 if caption else 0
    laid = _lay(title.split(" "), edge - 2.2 * margin, height * 0.66 - above)
    step = round(laid.size * 1.12)
    tall = len(laid.lines) * step + above + 56
    top = height - tall - height // 12
    pen = ImageDraw.Draw(picture)
    pen.rectangle([0, top, edge, top + tall], fill=LABEL)
    for stitch in range(top + 10, top + tall - 14, 26):
        pen.rectangle([edge - 14, stitch, edge - 11, stitch + 14], fill=STITCH)
    if caption:
        _write(pen, _shorten(caption, edge - 2 * margin, CAPTION), CAPTION, margin, top + 26 + CAPTION * 0.8)
    for place, line in enumerate(laid.lines):
        _write(pen, line, laid.size, margin, top + 24 + above + place * step + laid.size * 0.82)
