"""Dates in words, as each language writes them: Django's, and in French the first of a month as an ordinal."""

import re
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language

_FIRST = re.compile(r"(?<!\d)1(?= [^\W\d])")


def spell_date(value: Any, form: str | None = None) -> str:
    """A date or a moment in a form of Django's (`j F Y`, or the name of one), in the current language."""
    text = date_format(value, form or "DATE_FORMAT")
    if value.day == 1 and (get_language() or "").startswith("fr"):
        return _FIRST.sub("1er", text, count=1)
    return text
