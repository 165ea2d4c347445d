"""The parts of a file a browser or a podcast application asks for (RFC 9110, § 14)."""

import re
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest
from django.utils.http import parse_http_date_safe

_ONE = re.compile(r"(?i:bytes)\s*=\s*(\d*)\s*-\s*(\d*)")
MOST_DIGITS = 18
"""Numbers longer than this name no byte of any file."""


@dataclass(frozen=True, slots=True)
class Part:
    """Bytes of a file, both ends included."""

    first: int
    last: int

    @property
    def length(self) -> int:
        """How many bytes."""
        return self.last - self.first + 1


class NoSuchPart(Exception):
    """The part asked for begins after the end of the file."""


def part_asked(request: HttpRequest, size: int, etag: str, changed_at: datetime | None) -> Part | None:
    """The one part asked for; None for the whole file, which is also the answer to several parts, to what cannot be
    read, and to whoever holds the beginning of another file. Raises NoSuchPart."""
    asked = request.headers.get("Range", "")
    if request.method != "GET" or not asked or not _holds_this_file(request, etag, changed_at):
        return None
    found = _ONE.fullmatch(asked.strip())
    if found is None or max(map(len, found.groups())) > MOST_DIGITS:
        return None
    return _part(found[1], found[2], size)


def _part(first: str, last: str, size: int) -> Part | None:
    if not first:
        return _end_of_file(last, size)
    if last and int(last) < int(first):
        return None
    if int(first) >= size:
        raise NoSuchPart
    return Part(int(first), min(int(last), size - 1) if last else size - 1)


def _end_of_file(length: str, size: int) -> Part | None:
    """The last so many bytes."""
    if not length:
        return None
    if int(length) == 0 or size == 0:
        raise NoSuchPart
    return Part(max(size - int(length), 0), size - 1)


def _holds_this_file(request: HttpRequest, etag: str, changed_at: datetime | None) -> bool:
    """Whether `If-Range` names the file as it is now: its strong ETag, or the very second it changed."""
    condition = request.headers.get("If-Range", "").strip()
    if not condition or condition == etag:
        return True
    if condition.startswith(('"', "W/")):
        return False
    date = parse_http_date_safe(condition)
    return date is not None and changed_at is not None and date == int(changed_at.timestamp())
