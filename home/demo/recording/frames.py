"""The pictures of the capsules: flat shapes in the colours of the house, one state of the scene for each line."""

import math
from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO

from PIL import Image, ImageDraw

from home.demo.drawings import DYES, INK, PAPER, SHEET
from home.demo.recording.scripts import Script

WIDTH, HEIGHT, SCALE = 640, 360, 2
RATE = 5
"""Pictures a second."""
GROUND = 270
SIGNER = (WIDTH - 92, HEIGHT - 78)


def frames(script: Script, times: tuple[tuple[float, float], ...], duration: float, signer: bool) -> Iterator[bytes]:
    """Raw RGB pictures of a film, in order."""
    voices = list(dict.fromkeys(line.voice for line in script.lines))
    for number in range(math.ceil(duration * RATE)):
        at = number / RATE
        place = next((place for place, (start, end) in enumerate(times) if start <= at < end), None)
        yield _frame(script, voices, place, number, signer)


def still(script: Script) -> bytes:
    """A PNG of a film while its first line is said: what is shown before it plays."""
    voices = list(dict.fromkeys(line.voice for line in script.lines))
    stream = BytesIO()
    Image.frombytes("RGB", (WIDTH, HEIGHT), _frame(script, voices, 0, 1, False)).save(stream, "PNG", optimize=True)
    return stream.getvalue()


def _frame(script: Script, voices: list[str], place: int | None, number: int, signer: bool) -> bytes:
    image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), PAPER)
    draw = ImageDraw.Draw(image)
    _scene(draw, script, sum(1 for one in script.chapters if place is not None and one.place <= place))
    speaking = script.lines[place].voice if place is not None else ""
    for seat, voice in enumerate(voices):
        x = (SIGNER[0] - 84 if signer else WIDTH) * (seat + 1) / (len(voices) + 1)
        _figure(draw, x, DYES[(seat + 1) % len(DYES)], voice == speaking, number)
    if signer:
        _signer(draw, number if speaking else 0)
    return image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS).tobytes()


def _disc(draw: ImageDraw.ImageDraw, x: float, y: float, radius: float, fill: str, edge: str = INK) -> None:
    around = [(x - radius) * SCALE, (y - radius) * SCALE, (x + radius) * SCALE, (y + radius) * SCALE]
    draw.ellipse(around, fill=fill, outline=edge, width=2 * SCALE)


def _scene(draw: ImageDraw.ImageDraw, script: Script, chapter: int) -> None:
    """A table, and on it what the film speaks of: shapes drawn from its name, other ones in each chapter."""
    draw.rectangle([0, GROUND * SCALE, WIDTH * SCALE, HEIGHT * SCALE], fill=SHEET, outline=INK, width=2 * SCALE)
    seed = sha256(f"{script.key.split('-signee')[0].split('-audiodecrite')[0]} {chapter}".encode()).digest()
    for place in range(14):
        x, y = 40 + seed[place] / 255 * (WIDTH - 240), GROUND + 18 + seed[place + 14] / 255 * 60
        fill, size = DYES[seed[place + 1] % len(DYES)], 7 + seed[place] % 9
        _disc(draw, x, y, size, fill)
        for hole in (-2.5, 2.5):
            _disc(draw, x + hole, y, 1, PAPER)


def _figure(draw: ImageDraw.ImageDraw, x: float, dye: str, speaks: bool, number: int) -> None:
    """Somebody seen from the front; who speaks leans forward and moves the mouth."""
    lift = 6 if speaks else 0
    top = 120 - lift
    draw.pieslice(
        [(x - 62) * SCALE, (top + 62) * SCALE, (x + 62) * SCALE, (GROUND + 110) * SCALE], 180, 360, fill=dye,
        outline=INK, width=2 * SCALE,
    )  # fmt: skip
    _disc(draw, x, top + 30, 36, SHEET)
    for eye in (-12, 12):
        _disc(draw, x + eye, top + 24, 3, INK)
    mouth = 3 + 5 * (number % 2) if speaks else 1
    draw.ellipse([(x - 9) * SCALE, (top + 44 - mouth) * SCALE, (x + 9) * SCALE, (top + 44 + mouth) * SCALE], fill=INK)


def _signer(draw: ImageDraw.ImageDraw, number: int) -> None:
    """A drawn person in a window whose hands move while somebody speaks. It shows the place of a signer: it signs
    nothing."""
    x, y = SIGNER
    draw.rectangle(
        [(x - 84) * SCALE, (y - 92) * SCALE, (x + 84) * SCALE, (y + 70) * SCALE], fill=PAPER, outline=INK,
        width=3 * SCALE,
    )  # fmt: skip
    draw.pieslice([(x - 46) * SCALE, (y - 8) * SCALE, (x + 46) * SCALE, (y + 140) * SCALE], 180, 360, fill=DYES[1])
    _disc(draw, x, y - 44, 26, SHEET)
    for eye in (-9, 9):
        _disc(draw, x + eye, y - 48, 2, INK)
    for side in (-1, 1):
        turn = number * 0.9 * side
        _disc(draw, x + side * 34 + 14 * math.cos(turn), y + 18 + 20 * math.sin(turn * 1.3), 9, SHEET)
