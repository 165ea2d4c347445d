"""How the bytes leave: streamed from here, by the web server in front, or by the object store that has them."""

from typing import Any, Self
from urllib.parse import quote

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase

from media_library.serving.choosing import GivenFile
from media_library.serving.ranges import Part

CHUNK = 256 * 1024
"""How much of a file is in memory at once, in bytes."""


def hand_over(request: HttpRequest, given: GivenFile, part: Part | None) -> HttpResponseBase:
    """The answer that carries a file, or a part of it."""
    if not has_local_path(given):
        return _from_object_store(given)
    if settings.RECORDINGS_ACCEL_PREFIX:
        return _from_web_server(given)
    status = 206 if part else 200
    length = part.length if part else given.size
    headers = {"Content-Type": given.mime_type, "Content-Length": str(length)}
    if part:
        headers["Content-Range"] = f"bytes {part.first}-{part.last}/{given.size}"
    opened = _open(given)
    if request.method == "HEAD":
        opened.close()
        return HttpResponse(status=status, headers=headers)
    return StreamingHttpResponse(_Bytes(opened, part.first if part else 0, length), status=status, headers=headers)


def has_local_path(given: GivenFile) -> bool:
    """Whether the storage keeps files on a disk of this machine."""
    try:
        given.file.storage.path(str(given.file.name))
    except NotImplementedError:
        return False
    return True


def _open(given: GivenFile) -> Any:
    """The file, opened; 404 when a restoration or a hand took it away."""
    try:
        return given.file.storage.open(str(given.file.name), "rb")
    except FileNotFoundError as error:
        raise Http404 from error


class _Bytes:
    """Bytes of a file, some at a time; it is closed with the answer, even when the browser takes none of them."""

    def __init__(self, opened: Any, first: int, length: int) -> None:
        self.opened = opened
        self.left = length
        opened.seek(first)

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> bytes:
        chunk: bytes = self.opened.read(min(CHUNK, self.left)) if self.left > 0 else b""
        if not chunk:
            raise StopIteration
        self.left -= len(chunk)
        return chunk

    def close(self) -> None:
        """Called by Django when the answer is sent, or the browser gone."""
        self.opened.close()


def _from_web_server(given: GivenFile) -> HttpResponse:
    """An empty answer that tells nginx which file to send; it sees to the parts itself."""
    place = settings.RECORDINGS_ACCEL_PREFIX + quote(str(given.file.name))
    return HttpResponse(headers={"Content-Type": given.mime_type, "X-Accel-Redirect": place})


def _from_object_store(given: GivenFile) -> HttpResponse:
    """On to the address of the store, which the storage signs for a short while."""
    return HttpResponseRedirect(given.file.storage.url(str(given.file.name)))
