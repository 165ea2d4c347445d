"""`/id/<kind>/<uuid>`: apps register how a thing of theirs is found and where its page is."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest

AddressFinder = Callable[[UUID, HttpRequest], str | None]
_finders: dict[str, AddressFinder] = {}


def register_identifier(kind: str, finder: AddressFinder) -> None:
    """Declare a kind of identifier; the finder gives an address, or None when nothing visible has that UUID."""
    _finders[kind] = finder


def find_address(kind: str, uuid: UUID, request: HttpRequest) -> str | None:
    """The address of the page about a thing, None when there is none to show."""
    finder = _finders.get(kind)
    return finder(uuid, request) if finder else None
