"""The files of recordings, given to whoever may have them."""

from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase

from media_library.models import Recording


def serve_recording(request: HttpRequest, uuid: UUID, which: str, name: str) -> HttpResponseBase:
    """One file of a recording the public may have."""
    recording = Recording.objects.visible().filter(uuid=uuid).first()
    if recording is None or which != "original":
        raise Http404
    return FileResponse(recording.file.open("rb"), content_type=recording.mime_type)
