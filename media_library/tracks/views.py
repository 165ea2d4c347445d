"""Tracks and chapters by their own address: for players, podcast applications, and whoever would rather read."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

from core.feeds.addresses import origin_of
from media_library.editors import is_editor
from media_library.models import Recording, Track
from media_library.tracks.addresses import CHAPTER_FORMS, TRACK_FORMS
from media_library.tracks.files import TrackFile, chapters_file, track_file

CONTENT_TYPES = {
    "vtt": "text/vtt; charset=utf-8",
    "srt": "application/x-subrip; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "psc.xml": "application/xml; charset=utf-8",
}
OPEN_TO_ALL = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "If-None-Match, Range",
    "Access-Control-Max-Age": "86400",
}
JSON_CHAPTERS = "application/json+chapters; charset=utf-8"


def serve_track(request: HttpRequest, uuid: UUID, track: UUID, form: str) -> HttpResponse:
    """A track in one form, without what is hidden; 404 where the public has nothing to read."""
    if form not in TRACK_FORMS:
        raise Http404
    private = is_editor(request)
    tracks = Track.objects.all() if private else Track.objects.visible()
    found = tracks.identified(uuid, track).with_everything().first()
    file = track_file(found, form, to_editor=private) if found else None
    return _answer(request, file, CONTENT_TYPES[form], private)


def serve_chapters(request: HttpRequest, uuid: UUID, form: str) -> HttpResponse:
    """The chapters of a recording in one form; 404 where there are none."""
    if form not in CHAPTER_FORMS:
        raise Http404
    private = is_editor(request)
    recordings: Any = Recording.objects.all() if private else Recording.objects.visible()
    found = recordings.identified(uuid).with_all_parts().first()
    file = chapters_file(found, form, origin_of(request)) if found else None
    return _answer(request, file, JSON_CHAPTERS if form == "json" else CONTENT_TYPES[form], private)


def _answer(request: HttpRequest, file: TrackFile | None, content_type: str, private: bool) -> HttpResponse:
    """A file, or word that the client has it already: then nothing was written."""
    if request.method not in ("GET", "HEAD", "OPTIONS"):
        return HttpResponse(status=405, headers={"Allow": "GET, HEAD, OPTIONS"})
    if file is None:
        raise Http404
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers=OPEN_TO_ALL)
    etag = quote_etag(file.digest)
    answer = get_conditional_response(request, etag=etag) or HttpResponse(file.write(), content_type=content_type)
    answer.headers["ETag"] = etag
    answer.headers["Cache-Control"] = "private, no-store" if private else "no-cache"
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.headers["Access-Control-Expose-Headers"] = "ETag"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
