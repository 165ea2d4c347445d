"""How long a recording lasts, in words of the reader's language and for machines."""

from django.utils.translation import gettext as _

from core.text import NBSP

SHORT = 600
"""Seconds under which what is left of the last minute is said too."""


def written_duration(seconds: float | None) -> str:
    """“34 min”, “1 h 02”, “4 min 12” for what is short, “48 s”; "" while nobody knows."""
    whole = round(seconds or 0)
    if whole < 1:
        return _("moins d’une seconde") if seconds else ""
    if whole < 60:
        return f"{whole}{NBSP}s"
    if whole < SHORT:
        minutes, left = divmod(whole, 60)
        return f"{minutes}{NBSP}min{NBSP}{left:02d}" if left else f"{minutes}{NBSP}min"
    hours, minutes = divmod(round(whole / 60), 60)
    return f"{hours}{NBSP}h{NBSP}{minutes:02d}" if hours else f"{minutes}{NBSP}min"


def iso_duration(seconds: float | None) -> str:
    """“PT1H2M3S”, as ISO 8601 writes it; "" while nobody knows."""
    whole = round(seconds or 0)
    if whole < 1:
        return ""
    hours, rest = divmod(whole, 3600)
    minutes, left = divmod(rest, 60)
    parts = ((hours, "H"), (minutes, "M"), (left, "S"))
    return "PT" + "".join(f"{number}{unit}" for number, unit in parts if number)
