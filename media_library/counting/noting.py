"""What the view that gives files says of each request."""

import logging
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from core.throttling import client_address
from media_library.counting.listeners import listener_of, secret_of
from media_library.counting.ranges import PROBE, bytes_of_a_minute
from media_library.counting.robots import is_robot
from media_library.counting.services import Heard, keep_heard
from media_library.counting.ways import way_of
from media_library.showers import programmes_playing

logger = logging.getLogger(__name__)


def note_request(request: HttpRequest, recording: Any, which: str, first: int, last: int, size: int) -> None:
    """Note that bytes `first` to `last` (included) of a file of `size` bytes were given to somebody.

    `which` names the file among those of the recording, as in its address. Called for a GET answered 200 or 206;
    never fails, whatever happens to the counting.
    """
    try:
        if is_counted(request, last):
            _note(request, recording, f"{recording.uuid}/{which}", [first, last], size)
    except Exception as error:
        logger.error("A play could not be counted: %s", type(error).__name__)  # no trace: it may hold data


def is_counted(request: HttpRequest, last: int) -> bool:
    """Whether a request may count: a GET of more than the first bytes, by somebody who did not ask to be left alone."""
    alone = request.headers.get("DNT") == "1" or request.headers.get("Sec-GPC") == "1"
    return request.method == "GET" and last >= PROBE and not alone and not is_robot(_agent(request))


def _agent(request: HttpRequest) -> str:
    return str(request.headers.get("User-Agent", ""))


def _note(request: HttpRequest, recording: Any, file: str, given: list[int], size: int) -> None:
    programmes = programmes_playing(recording.pk)
    if not programmes:
        return
    day = timezone.localdate()
    listener = listener_of(client_address(request), _agent(request), secret_of(day))
    heard = Heard()
    heard.add(file, [given], bytes_of_a_minute(size, recording.duration))
    keep_heard((day, listener, programmes[0].uuid, way_of(request)), heard)
