"""Resumption tokens: where a list goes on, signed, so that the server keeps nothing and nobody can write one."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core import signing
from django.utils import timezone

from resources.oai.protocol import Asked, ProtocolError

LIFETIME = timedelta(hours=24)
_SALT = "resources.oai.token"
_NAMES = ("metadataPrefix", "set", "from", "until")


@dataclass(frozen=True)
class Place:
    """A place in a list: the date and number of the last record given, and how many were given before."""

    changed_at: datetime
    number: int
    given: int


def write_token(asked: Asked, place: Place) -> tuple[str, datetime]:
    """The token that takes up a list after a place, and when it expires."""
    arguments = [asked.arguments.get(name, "") for name in _NAMES]
    content = [asked.verb, *arguments, place.changed_at.isoformat(), place.number, place.given]
    return signing.dumps(content, salt=_SALT, compress=True), timezone.now() + LIFETIME


def read_token(asked: Asked) -> tuple[Asked, Place]:
    """The request a list began with and the place where it goes on; raises ProtocolError."""
    try:
        verb, *arguments, moment, number, given = signing.loads(asked.token, salt=_SALT, max_age=LIFETIME)
    except signing.SignatureExpired as error:
        raise _bad("The resumptionToken has expired: begin the list again.") from error
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise _bad("This is no resumptionToken of this repository.") from error
    if verb != asked.verb:
        raise _bad(f"The resumptionToken belongs to a request with the verb {verb}.")
    begun = Asked(verb, {name: value for name, value in zip(_NAMES, arguments, strict=True) if value})
    return begun, Place(datetime.fromisoformat(moment), _whole(number), _whole(given))


def _whole(value: Any) -> int:
    return int(value)


def _bad(message: str) -> ProtocolError:
    return ProtocolError("badResumptionToken", message)
