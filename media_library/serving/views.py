"""Gives the files of recordings to whoever may have them, whole or in parts, without holding them in memory."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, http_date

from media_library.editors import is_editor
from media_library.file_names import ascii_file_name
from media_library.serving.choosing import GivenFile, editors_file, public_file
from media_library.serving.handing import hand_over
from media_library.serving.ranges import NoSuchPart, Part, part_asked
from media_library.sources import file_path

METHODS = "GET, HEAD, OPTIONS"
DOWNLOAD = "telecharger"
FROM_ELSEWHERE = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Accept-Ranges, Content-Length, Content-Range, ETag",
}
"""Players of other sites may play what is public."""


def serve_recording(request: HttpRequest, uuid: UUID, which: str, name: str) -> HttpResponseBase:
    """One file of a recording: any the public may have, for editors the others too. The name is decoration."""
    if request.method == "OPTIONS":
        return _allow()
    if request.method not in ("GET", "HEAD"):
        return HttpResponse(status=405, headers={"Allow": METHODS})
    given = public_file(uuid, which)
    if given is None and is_editor(request):
        given = editors_file(uuid, which)
    if given is None:
        raise Http404
    if name != given.name:
        return _lead_on(request, given)
    response = _answer(request, given)
    if response.status_code == 302:  # to where the file lies for a short while
        _say_who_may_keep(response, given)
        response.headers["Cache-Control"] = "no-store"
    else:
        _describe(response, request, given)
    return response


def _allow() -> HttpResponse:
    """Tell a browser that asks beforehand what players may ask; the same for what is there and what is not."""
    headers = {
        **FROM_ELSEWHERE, "Allow": METHODS, "Access-Control-Allow-Methods": METHODS,
        "Access-Control-Allow-Headers": "If-Match, If-None-Match, If-Range, Range", "Access-Control-Max-Age": "86400",
    }  # fmt: skip
    return HttpResponse(status=204, headers=headers)


def _lead_on(request: HttpRequest, given: GivenFile) -> HttpResponse:
    """From a name the file had before to the one it has."""
    query = request.META.get("QUERY_STRING", "")
    path = file_path(given.recording, given.which, given.name)
    response = HttpResponseRedirect(f"{path}?{query}" if query else path)
    _say_who_may_keep(response, given)
    return response


def _answer(request: HttpRequest, given: GivenFile) -> HttpResponseBase:
    """The file or a part of it; a word when the browser has it already, or when it has no such part."""
    changed_at = int(given.changed_at.timestamp()) if given.changed_at else None
    known = get_conditional_response(request, etag=given.etag, last_modified=changed_at)
    if known is not None:
        return known
    try:
        part = part_asked(request, given.size, given.etag, given.changed_at)
    except NoSuchPart:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{given.size}"})
    response = hand_over(request, given, part)
    if given.is_public and request.method == "GET":
        _count(request, given, part)
    return response


def _describe(response: HttpResponseBase, request: HttpRequest, given: GivenFile) -> None:
    """The headers of every answer about a file."""
    response.headers["ETag"] = given.etag
    if given.changed_at:
        response.headers["Last-Modified"] = http_date(given.changed_at.timestamp())
    response.headers["Accept-Ranges"] = "bytes"
    if response.status_code in (200, 206):
        as_attachment = DOWNLOAD in request.GET
        filename = ascii_file_name(given.recording.title + "." + given.name.rsplit(".", 1)[-1])
        response.headers["Content-Disposition"] = content_disposition_header(as_attachment, filename) or "inline"
    _say_who_may_keep(response, given)


def _say_who_may_keep(response: HttpResponseBase, given: GivenFile) -> None:
    """Caches may keep what is public and must ask before they give it: what is withdrawn is gone at once."""
    if given.is_public:
        response.headers["Cache-Control"] = "public, no-cache"
        for name, value in FROM_ELSEWHERE.items():
            response.headers[name] = value
    else:
        response.headers["Cache-Control"] = "private, no-store"


def _count(request: HttpRequest, given: GivenFile, part: Part | None) -> None:
    """Note what was asked for, as what counts listeners wants to know it."""
    from media_library.counting import note_request

    whole = Part(0, max(given.size - 1, 0))
    asked = part or whole
    note_request(request, given.recording, given.which, asked.first, asked.last, given.size)
