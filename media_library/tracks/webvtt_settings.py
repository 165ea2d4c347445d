"""The settings of a WebVTT cue: where and how it is written over the picture. Valid ones are kept, others said."""

import re
from collections.abc import Callable

from media_library.tracks.problems import Problems

_SPACES = re.compile(r"[\t\n\f\r ]+")
_PERCENTAGE = re.compile(r"(\d+(?:\.\d+)?)%", re.ASCII)
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)


def read_settings(text: str, line: int, problems: Problems) -> str:
    """The valid settings of a cue, the last of each name, in the order of the specification; "" when there are none."""
    found: dict[str, str] = {}
    for token in _SPACES.split(text):
        if not token:
            continue
        name, _colon, value = token.partition(":")
        check = _CHECKS.get(name)
        if name == "region" and value:
            problems.add(line, "region-setting", token)
        elif not value or check is None or not check(value):
            problems.add(line, "bad-setting", token)
        else:
            found[name] = value
    return " ".join(f"{name}:{found[name]}" for name in _CHECKS if name in found)


def _is_percentage(value: str) -> bool:
    found = _PERCENTAGE.fullmatch(value)
    return found is not None and float(found[1]) <= 100


def _is_line(value: str) -> bool:
    """A percentage or a number of lines, and perhaps how it is aligned."""
    place, comma, alignment = value.partition(",")
    if comma and alignment not in ("start", "center", "end"):
        return False
    return _is_percentage(place) if place.endswith("%") else _NUMBER.fullmatch(place) is not None


def _is_position(value: str) -> bool:
    place, comma, alignment = value.partition(",")
    if comma and alignment not in ("line-left", "center", "line-right"):
        return False
    return _is_percentage(place)


_CHECKS: dict[str, Callable[[str], bool]] = {
    "vertical": lambda value: value in ("rl", "lr"),
    "line": _is_line,
    "position": _is_position,
    "size": _is_percentage,
    "align": lambda value: value in ("start", "center", "end", "left", "right"),
}
