"""The bars of a chart: where each stands in the drawing, in units of its own."""

from collections.abc import Sequence
from dataclasses import dataclass

from audiovisual.statistics.report import WAYS, Line

WIDTH = 720
HEIGHT = 240
FOOT = 24
"""Below the bars, for the names of the first and the last step."""
TOP = 12
SIDE = 44
"""Left of the bars, for the scale."""
WIDEST_BAR = 48.0


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a bar: its way, and its rectangle."""

    way: str
    x: str
    y: str
    width: str
    height: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One step: what is said of it, and its pieces one above the other."""

    line: Line
    pieces: list[Piece]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart ready to be drawn. `marks` are heights of the scale and their numbers."""

    bars: list[Bar]
    marks: list[tuple[str, int]]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = SIDE
    floor: int = HEIGHT - FOOT


def draw_chart(lines: Sequence[Line]) -> Chart:
    """The chart of some steps."""
    scale = _end_of_scale(max((line.total for line in lines), default=0))
    unit = (HEIGHT - FOOT - TOP) / scale
    room = (WIDTH - SIDE) / max(len(lines), 1)
    bars = [Bar(line, list(_pieces(line, SIDE + place * room, room, unit))) for place, line in enumerate(lines)]
    marks = [(_text(HEIGHT - FOOT - number * unit), number) for number in sorted({0, scale // 2, scale})]
    return Chart(bars, marks)


def _end_of_scale(most: int) -> int:
    """The round even number at or above the highest bar."""
    step = 2
    while True:
        for factor in (1, 2, 5):
            if factor * step >= most:
                return factor * step
        step *= 10


def _pieces(line: Line, left: float, room: float, unit: float) -> list[Piece]:
    width = min(room * 0.8, WIDEST_BAR)
    floor = float(HEIGHT - FOOT)
    pieces = []
    for way in WAYS:
        height = line.figures.get(way, 0) * unit
        if height:
            floor -= height
            x = left + (room - width) / 2
            pieces.append(Piece(way, _text(x), _text(floor), _text(width), _text(height)))
    return pieces


def _text(number: float) -> str:
    """As SVG wants it, whatever the language writes for a decimal point."""
    return f"{number:.1f}"
