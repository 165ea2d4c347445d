"""Hands out a file: asked again it costs nothing, half fetched it goes on where it stopped."""

import re

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, quote_etag
from wagtail.models import Page

from magazine.models import PublicationFile
from magazine.publications.services import CONTENT_TYPES, FileInTheMaking, find_file

RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")


def serve_file(page: Page, request: HttpRequest, file_format: str) -> HttpResponseBase:
    """The file of a page for anybody. Raises Http404 where the page itself may not be read."""
    if request.method not in ("GET", "HEAD"):
        return HttpResponse(status=405, headers={"Allow": "GET, HEAD"})
    try:
        file = find_file(page, file_format)
    except FileInTheMaking as making:
        return _come_back(request, page, making.seconds)
    response = answer_with(file, request, page.slug)
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Link"] = f'<{page.get_full_url(request)}>; rel="canonical"'
    return response


def answer_with(file: PublicationFile, request: HttpRequest, name: str) -> HttpResponseBase:
    """A file, whole or the part asked for; nothing when the visitor has it already. The caller has checked who asks."""
    etag = quote_etag(file.digest)
    known = get_conditional_response(request, etag=etag)
    if known is not None:
        known.headers["ETag"] = etag
        return known
    part = _part_asked(request, etag, file.size)
    response: HttpResponseBase
    if part is not None:
        response = _part_of(file, *part)
    else:
        response = FileResponse(file.file.open("rb"), content_type=CONTENT_TYPES[file.format])
        response.headers["Content-Length"] = str(file.size)
    disposition = content_disposition_header(as_attachment=file.format == "epub", filename=f"{name}.{file.format}")
    response.headers["Content-Disposition"] = disposition or "inline"
    response.headers["ETag"] = etag
    response.headers["Accept-Ranges"] = "bytes"
    return response


def _part_asked(request: HttpRequest, etag: str, size: int) -> tuple[int, int] | None:
    """First and last byte of the one part asked for; None for the whole, which is also the answer to anything odd."""
    found = RANGE.fullmatch(request.headers.get("Range", ""))
    if not found or found.groups() == ("", "") or request.headers.get("If-Range", etag) != etag:
        return None
    if not found[1]:
        return max(size - int(found[2]), 0), size - 1
    return int(found[1]), min(int(found[2] or size), size - 1)


def _part_of(file: PublicationFile, first: int, last: int) -> HttpResponse:
    """A part of a file, or word that it has none such."""
    if first > last:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{file.size}"})
    with file.file.open("rb") as opened:
        opened.seek(first)
        content = opened.read(last - first + 1)
    return HttpResponse(
        content, status=206, content_type=CONTENT_TYPES[file.format],
        headers={"Content-Range": f"bytes {first}-{last}/{file.size}"},
    )  # fmt: skip


def _come_back(request: HttpRequest, page: Page, seconds: int) -> HttpResponse:
    """Word that the file is in the making, and when to ask again."""
    context = {"page": page, "self": page, "rubrique": "magazine", "canonical": ""}
    response = TemplateResponse(request, "pages/magazine/file_in_the_making.html", context, status=503)
    response.headers["Retry-After"] = str(seconds)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    vars(response)["_has_been_logged"] = True  # Django logs every 5xx as a fault; this one is a state
    return response
