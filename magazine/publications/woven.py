"""Woven covers as pictures, for files that cannot draw the SVG of the site: same thing, same weave."""

import re
from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from core.covers import cover_svg, draft, smallest_repeat
from magazine.publications.fonts import FACES, unpacked

KIND = "revue"
CLOTH, INK, GAUDE = "#fbfcf9", "#191a36", "#f6c92b"
DYE = "#b5173f"
SECOND_DYES = ("#191a36", "#191a36", "#f6c92b", "#17694a", "#f6c92b", "#1d4690")
"""What the style sheet of the site gives numbers of the magazine, by the class of their cover, in its light scheme."""
WHITE_LABELS = (2, 4)
COVER = (1200, 1600)


def _choices(identifier: str) -> tuple[int, int]:
    """The class of colours of a cover, and the width of a thread where the cover is 120 wide."""
    svg = cover_svg(identifier, KIND)
    dye = re.search(r'class="cover d(\d)"', svg)
    scale = re.search(r"scale\((\d)\)", svg)
    return int(dye[1]) if dye else 0, int(scale[1]) if scale else 4


def cloth(identifier: str, width: int, height: int) -> Image.Image:
    """The weave of a thing, as large as asked, in pixels."""
    dye, scale = _choices(identifier)
    colours = [CLOTH, DYE, SECOND_DYES[dye % len(SECOND_DYES)]]
    tile = smallest_repeat(draft(identifier, KIND))
    thread = max(1, width * scale // 120)
    small = Image.new("RGB", (width // thread + 1, height // thread + 1))
    pencil = ImageDraw.Draw(small)
    for y in range(small.height):
        row = tile[y % len(tile)]
        for x in range(small.width):
            pencil.point((x, y), fill=colours[row[x % len(row)]])
    return small.resize((small.width * thread, small.height * thread), Image.Resampling.NEAREST).crop(
        (0, 0, width, height)
    )


def label_colour(identifier: str) -> str:
    """The colour of the sewn label."""
    return CLOTH if _choices(identifier)[0] in WHITE_LABELS else GAUDE


def cloth_png(identifier: str, width: int, height: int) -> bytes:
    """The weave of a thing as PNG."""
    return _png(cloth(identifier, width, height))


def cover_png(identifier: str, letters: str, lines: tuple[str, ...]) -> bytes:
    """A whole cover as PNG: the weave, its label with the letters, and under it what the file is, line by line."""
    width, height = COVER
    image = Image.new("RGB", COVER, GAUDE)
    top = int(height * 0.72)
    image.paste(cloth(identifier, width, top), (0, 0))
    pencil = ImageDraw.Draw(image)
    if letters:
        font = _display(260 if len(letters) < 4 else 200)
        wide = int(pencil.textlength(letters, font=font)) + 120
        pencil.rectangle((0, top - 420, wide, top - 90), fill=label_colour(identifier))
        pencil.text((50, top - 255), letters, font=font, fill=INK, anchor="lm")
    at = top + 50
    for place, line in enumerate(lines):
        size = 120 if place == 0 else 54
        font = _fitting(pencil, line, size, width - 120)
        pencil.text((60, at), line, font=font, fill=INK)
        at += int(size * 1.25)
    return _png(image)


def _fitting(pencil: ImageDraw.ImageDraw, line: str, size: int, width: int) -> ImageFont.FreeTypeFont:
    """The display font as large as asked, or smaller where the line would not fit."""
    font = _display(size)
    length = pencil.textlength(line, font=font)
    return font if length <= width else _display(max(18, int(size * width / length)))


@lru_cache(maxsize=16)
def _display(size: int) -> ImageFont.FreeTypeFont:
    face = next(face for face in FACES if face.family == face.name == "Alegreya")
    return ImageFont.truetype(BytesIO(unpacked(face)), size)


def _png(image: Image.Image) -> bytes:
    out = BytesIO()
    (image.quantize(64) if image.getcolors(64) else image).save(out, "PNG", optimize=True)
    return out.getvalue()
