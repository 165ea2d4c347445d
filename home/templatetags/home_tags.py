"""Template filters of the site's own pages."""

from datetime import date

from django import template

from core.spelled_dates import spell_date

register = template.Library()


@register.filter
def written_day(text: str) -> str:
    """A day kept as “2026-11-21”, as it is written in the reader's language; what is no day is left as it is."""
    try:
        return spell_date(date.fromisoformat(text))
    except (TypeError, ValueError):
        return str(text or "")
