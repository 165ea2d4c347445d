"""Bytes asked for, joined: whoever asks for a file in a hundred pieces asked for it once."""

from collections.abc import Iterable

Range = list[int]
"""First and last byte, both included."""

PROBE = 2
"""Players ask for the first two bytes to learn the size of a file: they are heard by nobody."""

MINUTE = 60.0


def joined(ranges: Iterable[Range]) -> list[Range]:
    """The same bytes in as few ranges as can be, in order."""
    found: list[Range] = []
    for first, last in sorted(ranges):
        if found and first <= found[-1][1] + 1:
            found[-1][1] = max(found[-1][1], last)
        else:
            found.append([first, last])
    return found


def bytes_in(ranges: Iterable[Range]) -> int:
    """How many bytes joined ranges hold, the probed ones left out."""
    return sum(max(0, last - max(first, PROBE) + 1) for first, last in ranges)


def bytes_of_a_minute(size: int, duration: float) -> int:
    """What must be asked for of a file before it counts: a minute of it, the whole of a shorter one.

    `duration` in seconds; the whole file where it is not known.
    """
    whole = max(1, size - PROBE)
    return whole if duration <= MINUTE else min(whole, int(size * MINUTE / duration))
