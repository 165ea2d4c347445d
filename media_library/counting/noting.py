"""What the view that gives files says of each request."""

import logging
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone

from core.throttling import client_address
from media_library.counting.listeners import listener_of, secret_of
from media_library.counting.ranges import PROBE, Range, bytes_of_a_minute
from media_library.counting.robots import is_robot
from media_library.counting.waiting import waiting
from media_library.counting.ways import is_editors_listening, way_of
from media_library.showers import Played, programmes_playing

logger = logging.getLogger(__name__)

SECONDS_KNOWN = 60
"""How long the pages that play a recording are remembered."""


def note_request(request: HttpRequest, recording: Any, which: str, first: int, last: int, size: int) -> None:
    """Note that bytes `first` to `last` (included) of a file of `size` bytes were given to somebody.

    `which` names the file among those of the recording, as in its address. Called for a GET answered 200 or 206;
    never fails, whatever happens to the counting.
    """
    try:
        if is_counted(request, last):
            _note(request, recording, f"{recording.uuid}/{which}", [first, last], size)
    except Exception as error:
        # whoever listens must not suffer from the counting; no trace is logged: it may hold what is kept nowhere
        logger.error("A play could not be counted: %s", type(error).__name__)


def is_counted(request: HttpRequest, last: int) -> bool:
    """Whether a request may count: a GET of more than the first bytes, by no robot, by no editor at work, and by nobody
    whose browser asks to be left alone (DNT, Global Privacy Control)."""
    alone = request.headers.get("DNT") == "1" or request.headers.get("Sec-GPC") == "1"
    if request.method != "GET" or last < PROBE or alone:
        return False
    return not is_robot(_agent(request)) and not is_editors_listening(request)


def _agent(request: HttpRequest) -> str:
    return str(request.headers.get("User-Agent", ""))


def _note(request: HttpRequest, recording: Any, file: str, given: Range, size: int) -> None:
    programmes = _programmes(recording.pk)
    if not programmes:
        return
    way, programme = way_of(request, programmes)
    day = timezone.localdate()
    listener = listener_of(client_address(request), _agent(request), secret_of(day))
    waiting.add((day, listener, programme.uuid, way), file, given, bytes_of_a_minute(size, recording.duration))


def _programmes(recording: int) -> list[Played]:
    """The pages that play a recording, remembered for a minute: a player asks for many pieces."""
    key = f"programmes-playing:{recording}"
    known: list[Played] | None = cache.get(key)
    if known is None:
        known = programmes_playing(recording)
        cache.set(key, known, SECONDS_KNOWN)
    return known
