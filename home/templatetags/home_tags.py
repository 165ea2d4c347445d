"""Template filters of the site's own pages."""

from datetime import date

from django import template
from django.utils.formats import date_format

register = template.Library()


@register.filter
def written_day(text: str) -> str:
    """A day kept as “2026-11-21”, as it is written in the reader's language; what is no day is left as it is."""
    try:
        return date_format(date.fromisoformat(text))
    except (TypeError, ValueError):
        return str(text or "")
