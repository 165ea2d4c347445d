"""What the house holds of a periodical, in one line: “n° 12–47, manque le 31”."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

HELD, LACKING, NEVER = "held", "lacking", "never"


@dataclass(frozen=True)
class Known:
    """What is known of one number, or of a supplement (`numbers` empty)."""

    numbers: range
    state: str
    label: str = ""


def state_holdings(known: Iterable[Known], *, numbered: bool = True) -> str:
    """The holdings in the reader's language; "" when nothing is held.

    Numbers nobody wrote down break the line in two; numbers that are known and did not come are said to lack; numbers
    that never came out are passed over. Without `numbered` they are called by their labels: “2023/1–2024/6”.
    """
    known = list(known)
    states = {number: one.state for one in known for number in one.numbers}
    held = sorted(number for number, state in states.items() if state == HELD)
    supplements = [one.label for one in known if not one.numbers and one.state == HELD]
    parts = []
    if held:
        call = _caller(known) if not numbered else str
        parts.append(_say_held(_segments(held, states), call, numbered=numbered))
        lacking = [n for n in range(held[0], held[-1]) if states.get(n) == LACKING]
        if lacking:
            parts.append(_say_lacking(_runs(lacking, {NEVER}, states), len(lacking), call, numbered=numbered))
    line = ", ".join(parts)
    if supplements:
        extra = _("hors série : %s") % ", ".join(supplements)
        return f"{line} ; {extra}" if line else extra
    return line


def _caller(known: Sequence[Known]) -> Callable[[int], str]:
    labels = {number: one.label for one in known for number in one.numbers}
    return lambda number: labels.get(number, str(number))


def _segments(held: list[int], states: dict[int, str]) -> list[tuple[int, int]]:
    """The stretches from one held number to another between which every number is known."""
    segments = [(held[0], held[0])]
    for number in held[1:]:
        first, last = segments[-1]
        if all(between in states for between in range(last + 1, number)):
            segments[-1] = (first, number)
        else:
            segments.append((number, number))
    return segments


def _runs(numbers: list[int], passed: set[str], states: dict[int, str]) -> list[tuple[int, int]]:
    """Numbers that follow each other, those passed over not counted, as stretches."""
    runs = [(numbers[0], numbers[0])]
    for number in numbers[1:]:
        first, last = runs[-1]
        if all(states.get(between) in passed for between in range(last + 1, number)):
            runs[-1] = (first, number)
        else:
            runs.append((number, number))
    return runs


def _stretch(first: int, last: int, call: Callable[[int], str]) -> str:
    return call(first) if call(first) == call(last) else f"{call(first)}–{call(last)}"


def _join(words: list[str]) -> str:
    """“a, b et c”."""
    if len(words) == 1:
        return words[0]
    return _("%(some)s et %(last)s") % {"some": ", ".join(words[:-1]), "last": words[-1]}


def _say_held(segments: list[tuple[int, int]], call: Callable[[int], str], *, numbered: bool) -> str:
    words = _join([_stretch(first, last, call) for first, last in segments])
    return _("n° %s") % words if numbered else words


def _say_lacking(runs: list[tuple[int, int]], total: int, call: Callable[[int], str], *, numbered: bool) -> str:
    words = _join([_stretch(first, last, call) for first, last in runs])
    if numbered:
        return ngettext("manque le %s", "manquent les %s", total) % words
    return ngettext("manque %s", "manquent %s", total) % words
