"""Where links to pages of the site lead: to what the public may open, in the reader's language where it exists."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import get_language
from wagtail.models import Page

from core.private_pages import without_private


def public_addresses(keys: Iterable[Any]) -> dict[str, str]:
    """From the key of a page to its address, of those an anonymous visitor may open; three queries at most."""
    wanted = {str(key) for key in keys}
    if not wanted:
        return {}
    pages = list(_public().filter(pk__in=[int(key) for key in wanted if key.isascii() and key.isdigit()]))
    language = (get_language() or "fr")[:2]
    elsewhere = {page.translation_key for page in pages if page.locale.language_code != language}
    twins: dict[Any, Page] = {}
    if elsewhere:
        found = _public().filter(translation_key__in=elsewhere, locale__language_code=language)
        twins = {page.translation_key: page for page in found}
    return {str(page.pk): url for page in pages if (url := twins.get(page.translation_key, page).url)}


def _public() -> Any:
    return without_private(Page.objects.order_by().live().select_related("locale"))
