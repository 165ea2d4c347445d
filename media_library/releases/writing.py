"""Passages as editors type them: a line each, “1:02-1:30”."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from media_library.tracks.timecodes import write_short_time

MOST_PASSAGES = 200
_TIME = r"(?:(\d{1,2}):)?(\d{1,3}):(\d{1,2})(?:[.,](\d{1,3}))?"
_LINE = re.compile(rf"{_TIME}\s*[-–—]\s*{_TIME}")


def read_passages(text: str, duration: float = 0.0) -> list[list[float]]:
    """Pairs of seconds, in order. `duration` of the recording when it is known. A ValidationError names each wrong
    line."""
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if len(lines) > MOST_PASSAGES:
        raise ValidationError(_("Pas plus de %(most)d passages.") % {"most": MOST_PASSAGES})
    errors, passages = [], []
    for number, line in lines:
        try:
            passages.append(_read_line(line, duration))
        except ValueError as error:
            errors.append(_("Ligne %(number)d : %(error)s") % {"number": number, "error": error})
    if errors:
        raise ValidationError(errors)
    return sorted(passages)


def write_passages(passages: Any) -> str:
    """The lines an editor would type for pairs of seconds."""
    return "\n".join(f"{write_time(start)}-{write_time(end)}" for start, end in passages)


def write_time(seconds: float) -> str:
    """“1:02”, “1:01:02”, with thousandths where there are some: “1:02.500”."""
    whole, rest = divmod(round(seconds * 1000), 1000)
    return write_short_time(whole) + (f".{rest:03}" if rest else "")


def _read_line(line: str, duration: float) -> list[float]:
    """One passage. A ValueError says what is wrong with it."""
    found = _LINE.fullmatch(line)
    if found is None:
        raise ValueError(_("« %(line)s » n’est pas un passage ; écrivez par exemple 1:02-1:30.") % {"line": line[:60]})
    start, end = _seconds(found.groups()[:4]), _seconds(found.groups()[4:])
    if end <= start:
        raise ValueError(_("la fin vient avant le début."))
    if duration and start >= duration:
        raise ValueError(_("l’enregistrement ne dure que %(duration)s.") % {"duration": write_time(round(duration))})
    return [start, end]


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, fraction = parts
    if int(seconds or 0) > 59 or (hours and int(minutes or 0) > 59):
        raise ValueError(_("minutes et secondes vont jusqu’à 59."))
    whole = int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0)
    return whole + (float(f"0.{fraction}") if fraction else 0.0)
