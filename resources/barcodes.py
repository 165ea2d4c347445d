"""Bar codes as SVG: Code 128, which every scanner reads.

Set B holds all printable ASCII characters; set C, in which two digits take the place of one character, is used for
numbers of an even length. Widths are those of ISO/IEC 15417.
"""

from dataclasses import dataclass

PATTERNS = (
    "212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 "
    "123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 "
    "232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 "
    "313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 "
    "111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 "
    "111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 "
    "114311 411113 411311 113141 114131 311141 411131 211412 211214 211232"
).split()
"""For each value, the widths of three bars and three spaces."""
STOP = "2331112"
START_B, START_C = 104, 105
QUIET = 10
"""Modules of white on either side, without which a scanner finds no beginning."""


@dataclass(frozen=True)
class Barcode:
    """Bars to draw: their positions and widths in modules, and the width of the whole with its quiet zones."""

    text: str
    bars: tuple[tuple[int, int], ...]
    width: int


def can_encode(text: str) -> bool:
    """Whether Code 128 has all these characters."""
    return bool(text) and all(32 <= ord(character) < 127 for character in text)


def code_values(text: str) -> list[int]:
    """The values of a text, from the start character to the check character; ValueError for other than ASCII."""
    if not can_encode(text):
        raise ValueError("Code 128 holds printable ASCII characters only.")
    if text.isdigit() and len(text) % 2 == 0:
        values = [START_C, *(int(text[at : at + 2]) for at in range(0, len(text), 2))]
    else:
        values = [START_B, *(ord(character) - 32 for character in text)]
    check = values[0] + sum(place * value for place, value in enumerate(values[1:], start=1))
    return [*values, check % 103]


def draw_barcode(text: str) -> Barcode:
    """The bars of a text in Code 128; ValueError for other than ASCII."""
    widths = "".join(PATTERNS[value] for value in code_values(text)) + STOP
    position, bars = QUIET, []
    for place, width in enumerate(map(int, widths)):
        if place % 2 == 0:
            bars.append((position, width))
        position += width
    return Barcode(text, tuple(bars), position + QUIET)
