"""`/id/<kind>/<uuid>`: apps register where the page of a thing of theirs is, and how it is told to machines."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest

from core.visibility import is_visible

AddressFinder = Callable[[UUID, HttpRequest], str | None]
SUFFIXES = {"ttl": "turtle", "jsonld": "json-ld", "json": "json-ld", "html": "html"}
"""The forms of a thing, by the suffix of its address."""


@dataclass(frozen=True)
class Described:
    """A thing machines ask about; `uuid` is that of what it was merged into, when it was."""

    uuid: UUID
    write: Callable[[str], bytes] | None = None
    """Its data in “turtle” or “json-ld”; None for what is gone."""


DataFinder = Callable[[UUID], Described | None]
_finders: dict[str, AddressFinder] = {}
_data_finders: dict[str, DataFinder] = {}


def register_identifier(kind: str, finder: AddressFinder) -> None:
    """Declare a kind of identifier; the finder gives an address, or None when nothing visible has that UUID."""
    _finders[kind] = finder


def register_pages(kinds: Mapping[str, Any]) -> None:
    """Declare kinds whose things are pages: each leads to its page, in its own language, while that may be seen."""
    for kind, model in kinds.items():
        register_identifier(kind, _page_finder(model))


def _page_finder(model: Any) -> AddressFinder:
    def find(uuid: UUID, request: HttpRequest) -> str | None:
        page = model.objects.visible().filter(uuid=uuid).select_related("locale").first()
        return page.get_url(request) if page else None

    return find


def register_data(kind: str, finder: DataFinder) -> None:
    """Declare the data of a kind; the finder gives None for what was never public."""
    _data_finders[kind] = finder


def find_address(kind: str, uuid: UUID, request: HttpRequest) -> str | None:
    """The address of the page about a thing, None when there is none to show."""
    finder = _finders.get(kind)
    return finder(uuid, request) if finder else None


def find_data(kind: str, uuid: UUID) -> Described | None:
    """The data about a thing, None when there is nothing to tell."""
    finder = _data_finders.get(kind)
    return finder(uuid) if finder else None


def describe_found(thing: Any, write: Callable[[Any, str], bytes]) -> Described | None:
    """What a finder answers about a thing that is or was public, or about None."""
    if thing is None:
        return None
    target = thing.resolve()
    return Described(target.uuid, partial(write, target)) if is_visible(target) else Described(thing.uuid)


def site_origin() -> str:
    """Scheme and host of the site, without a path: what every lasting address begins with."""
    parts = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    return f"{parts.scheme}://{parts.netloc}"


def identifier_path(kind: str, uuid: UUID, suffix: str = "") -> str:
    """The path of a thing in every language, or of one form of its data."""
    return f"/id/{kind}/{uuid}" + (f".{suffix}" if suffix else "")


def identifier_address(kind: str, uuid: UUID) -> str:
    """The lasting address of a thing, by which everything names it."""
    return site_origin() + identifier_path(kind, uuid)
