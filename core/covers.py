"""Woven covers for things without a picture: the same identifier always gives the same SVG.

A weaver's draft has three parts: which shaft carries each warp thread (threading), which treadle is pressed for each
weft thread (treadling), and which shafts each treadle lifts (tie-up). Where the warp is lifted the cloth shows the
warp's colour, elsewhere the weft's. Sixteen threads by sixteen repeat without a seam, so that one small pattern tile
fills any format.

Colours are classes (t0 ground, t1 the kind's dye, t2 a second dye chosen by d0..d5 on the svg): the style sheet decides
what they are in each colour scheme. The order of the seed's bytes is for good: another order would change every cover.
"""

import itertools
import unicodedata
from collections.abc import Iterator, Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from html import escape

SIZE = 16
STRAIGHT = (0, 1, 2, 3) * 4
POINT = (0, 1, 2, 3, 3, 2, 1, 0) * 2
WIDE_POINT = (0, 0, 1, 1, 2, 2, 3, 3, 3, 3, 2, 2, 1, 1, 0, 0)
BROKEN = (0, 1, 2, 3, 2, 3, 0, 1) * 2
PAIRS = (0, 0, 1, 1, 2, 2, 3, 3) * 2
SATIN = (0, 3, 6, 1, 4, 7, 2, 5) * 2

TABBY, TWILL, TWILL_3_1, BASKET = (1, 0, 1, 0), (1, 1, 0, 0), (1, 1, 1, 0), (1, 1, 0, 0)
SATINS = ((1, 1, 1, 0, 1, 0, 0, 0), (1, 1, 0, 0, 1, 0, 1, 0), (1, 1, 1, 1, 0, 0, 0, 0))

STRIPES = (
    (1,), (1, 0), (1, 1, 0, 0), (1, 1, 1, 1, 0, 0, 0, 0), (1, 2), (1, 1, 2, 2), (1, 0, 2, 0),
    (1,) * 8 + (2,) * 8, (0, 0, 0, 1),
)  # fmt: skip
WEFTS = (
    (0,), (0, 1), (0, 0, 1, 1), (0, 0, 0, 2), (2,), (2, 2, 0, 0), (0,) * 8 + (2,) * 8, (0, 0, 0, 0, 1, 1, 1, 1),
)  # fmt: skip
SCALES = (3, 4, 5, 6)
DYES = 6

Draft = tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Weave:
    """The looms a kind of thing may be woven on, and the width and height of its cover."""

    threadings: Sequence[Sequence[int]]
    treadlings: Sequence[Sequence[int]]
    tie_ups: Sequence[Sequence[int]]
    width: int
    height: int


KINDS = {
    "livre": Weave((POINT, WIDE_POINT, STRAIGHT), (POINT, STRAIGHT, BROKEN), (TWILL, TWILL_3_1), 120, 160),
    "revue": Weave((STRAIGHT, BROKEN), (STRAIGHT, BROKEN, POINT), (TWILL, TWILL_3_1), 120, 152),
    "audio": Weave((SATIN, STRAIGHT), (SATIN, STRAIGHT), SATINS, 140, 140),
    "video": Weave((PAIRS, STRAIGHT), (PAIRS, BROKEN), (BASKET, TABBY), 208, 117),
    "film": Weave((WIDE_POINT, POINT), (WIDE_POINT, POINT), (TWILL, TWILL_3_1), 208, 117),
    "agenda": Weave((STRAIGHT,), (STRAIGHT,), (TABBY, TWILL), 120, 120),
}
DEFAULT_KIND = "livre"

_pattern_numbers: ContextVar[Iterator[int] | None] = ContextVar("pattern_numbers", default=None)


def restart_pattern_numbers() -> None:
    """Called where a page begins: the same page always has the same ids, and no id twice."""
    _pattern_numbers.set(itertools.count(1))


def _next_pattern_number() -> int:
    numbers = _pattern_numbers.get()
    if numbers is None:
        numbers = itertools.count(1)
        _pattern_numbers.set(numbers)
    return next(numbers)


def draft(identifier: str, kind: str) -> Draft:
    """Sixteen rows of sixteen colour numbers (0, 1 or 2) for one identifier."""
    seed, weave = _seed(identifier, kind), KINDS[kind]
    threading = weave.threadings[seed[0] % len(weave.threadings)]
    treadling = weave.treadlings[seed[1] % len(weave.treadlings)]
    lifted = weave.tie_ups[seed[2] % len(weave.tie_ups)]
    warp = STRIPES[seed[3] % len(STRIPES)]
    weft = WEFTS[seed[4] % len(WEFTS)]
    shafts = len(lifted)
    if set(warp) == set(weft):  # one colour only would hide the weave
        weft = (0,) if warp != (0,) else (2,)

    def colour(row: int, column: int) -> int:
        up = lifted[(threading[column] + shafts - treadling[row] % shafts) % shafts]
        return warp[column % len(warp)] if up else weft[row % len(weft)]

    return tuple(tuple(colour(row, column) for column in range(SIZE)) for row in range(SIZE))


def smallest_repeat(rows: Draft) -> Draft:
    """The smallest tile that weaves the same cloth: most drafts repeat before sixteen threads."""
    height = next(n for n in (1, 2, 4, 8, SIZE) if rows[:n] * (SIZE // n) == rows)
    width = next(n for n in (1, 2, 4, 8, SIZE) if all(row[:n] * (SIZE // n) == row for row in rows))
    return tuple(row[:width] for row in rows[:height])


def path_of(rows: Draft, wanted: int) -> str:
    """One path, to be stroked a unit wide, along every run of cells of a colour."""
    out: list[str] = []
    for y, row in enumerate(rows):
        at = None
        for shade, run in itertools.groupby(enumerate(row), key=lambda cell: cell[1]):
            cells = list(run)
            if shade != wanted:
                continue
            start = cells[0][0]
            out.append(f"M{start} {y}.5" if at is None else f"m{start - at} 0")
            out.append(f"h{len(cells)}")
            at = start + len(cells)
    return "".join(out)


def letters_of(title: str, skip: int = 0) -> str:
    """The two letters a label carries, from the title in its own script, past its leading article."""
    found: list[str] = []
    for char in unicodedata.normalize("NFC", title[skip:] or title):
        if unicodedata.category(char)[0] == "M" and found:
            found[-1] += char
        elif len(found) == 2:
            break
        elif char.isalnum():
            found.append(char)
    return (found[0].upper() + "".join(found[1:]).lower()) if found else ""


def cover_svg(identifier: str, kind: str = DEFAULT_KIND, letters: str = "") -> str:
    """A decorative cover as SVG; its pattern has an id that no other cover of the page has."""
    known = kind if kind in KINDS else DEFAULT_KIND
    return _drawn(identifier, known, letters[:4]).replace("{id}", f"w{_next_pattern_number():x}")


def _seed(identifier: str, kind: str) -> bytes:
    """The bytes every choice is taken from, in an order that never changes."""
    return sha256(f"{kind}:{identifier}".encode()).digest()


@lru_cache(maxsize=4096)
def _drawn(identifier: str, kind: str, letters: str) -> str:
    """The cover, its pattern's id left open."""
    seed, weave = _seed(identifier, kind), KINDS[kind]
    tile = smallest_repeat(draft(identifier, kind))
    width, height = len(tile[0]), len(tile)
    threads = "".join(f'<path class="t{shade}" d="{path}"/>' for shade in (1, 2) if (path := path_of(tile, shade)))
    return (
        f'<svg class="cover d{seed[6] % DYES}" viewBox="0 0 {weave.width} {weave.height}"'
        f' width="{weave.width}" height="{weave.height}" aria-hidden="true" focusable="false">'
        f'<pattern id="{{id}}" width="{width}" height="{height}" patternUnits="userSpaceOnUse"'
        f' patternTransform="scale({SCALES[seed[5] % len(SCALES)]})">'
        f'<path class="t0" d="M0 0h{width}v{height}H0z"/>{threads}</pattern>'
        f'<rect width="{weave.width}" height="{weave.height}" fill="url(#{{id}})"/>'
        f"{_label(kind, weave, letters)}</svg>"
    )


def _label(kind: str, weave: Weave, letters: str) -> str:
    """The sewn label with the letters; round on what is heard."""
    if not letters:
        return ""
    shown = "".join(char for char in letters if unicodedata.category(char)[0] != "M")
    size = 34 if len(shown) < 3 else 26
    if kind == "audio":
        middle, base = weave.width / 2, weave.height / 2 + size * 0.3
        patch = f'<circle class="lab" cx="{middle:g}" cy="{weave.height / 2:g}" r="38"/>'
    else:
        wide, tall = max(52, 19 * len(shown) + 20), 46
        top = weave.height - tall - weave.height // 8
        middle, base = wide / 2 - 2, top + tall / 2 + size * 0.3
        patch = (
            f'<path class="lab" d="M0 {top}h{wide}v{tall}h-{wide}z"/>'
            f'<path class="st" d="M{wide - 5} {top + 4}v{tall - 8}"/>'
        )
    return f'{patch}<text x="{middle:g}" y="{base:g}" font-size="{size}" text-anchor="middle">{escape(letters)}</text>'
