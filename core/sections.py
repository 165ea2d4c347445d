"""Where a section's page stands in each language: the base of the addresses of things that are not pages."""

import time
from typing import Any

from django.utils.translation import get_language

from core.models import BasePage

KEPT_SECONDS = 60.0
_kept: dict[tuple[str, str], tuple[float, str]] = {}


def section_path(model: type[BasePage], language: str | None = None) -> str:
    """The path of the live page of a type in a language (the current one by default), else in French; "" when none.

    Kept for a minute in each process, and forgotten at once where a page changes.
    """
    language = (language or get_language() or "fr")[:2]
    key = (model._meta.label_lower, language)
    kept = _kept.get(key)
    if kept and time.monotonic() - kept[0] < KEPT_SECONDS:
        return kept[1]
    pages = {page.locale.language_code: page for page in model.objects.visible().select_related("locale")}
    page = pages.get(language) or pages.get("fr") or next(iter(pages.values()), None)
    path = (page.get_url_parts() or ("", "", ""))[2] if page else ""
    _kept[key] = (time.monotonic(), path)
    return path


def forget_sections(**kwargs: Any) -> None:
    """Ask again at the next question; connected to the signals of pages."""
    _kept.clear()
