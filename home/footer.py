"""The columns of the footer: plain pages, news and press, under the heading each was given."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.utils.translation import override

from core.navigation import FooterColumn, MenuItem
from home.models import FooterPlace, NewsIndexPage, PressIndexPage, StandardPage


def footer_columns(request: HttpRequest) -> dict[str, list[FooterColumn]]:
    """For each language, the columns that have pages an anonymous visitor may see, in a fixed order."""
    links: dict[str, dict[str, list[MenuItem]]] = {}
    for page in _pages():
        of_language = links.setdefault(page.locale.language_code, {})
        of_language.setdefault(page.footer_place, []).append(MenuItem(page.title, page.get_url(request) or ""))
    return {language: list(_columns(language, places)) for language, places in links.items()}


def _pages() -> Iterator[StandardPage | NewsIndexPage | PressIndexPage]:
    """Every page that has a place, plain pages first."""
    for model in (StandardPage, NewsIndexPage, PressIndexPage):
        yield from model.objects.in_footer().select_related("locale")


def _columns(language: str, places: dict[str, list[MenuItem]]) -> list[FooterColumn]:
    """The columns of one language, their headings in it."""
    with override(language):
        return [
            FooterColumn(str(place.label), tuple(places[place.value])) for place in FooterPlace if place.value in places
        ]
