"""A page in the other languages it may be read in."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from core.languages import language_name
from core.private_pages import is_private
from core.routing import twins_of


@dataclass(frozen=True, slots=True)
class Translation:
    """The same thing in another language."""

    language: str
    name: str
    url: str


def translations_of(page: Any, request: HttpRequest) -> list[Translation]:
    """The page in the other languages it may be read in."""
    twins = [one for one in twins_of(request, page) if one.pk != page.pk and one.live and not is_private(one)]
    found = {one.locale.language_code: one.get_url(request) or "" for one in twins}
    return [
        Translation(code, language_name(code, code), found[code])
        for code, _name in settings.LANGUAGES
        if found.get(code)
    ]
