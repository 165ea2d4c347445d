"""Files of the media folder, as the demo serves them; in production the web server or the object store does."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.static import serve

from media_library.editors import is_editor
from media_library.files import may_be_served


def serve_media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Serve a picture of a public collection; editors also see those of private ones. Documents have their own view."""
    public = may_be_served(path)
    if not public and not (may_be_served(path, to_editor=True) and is_editor(request)):
        raise Http404
    response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    response.headers["Cache-Control"] = "public, max-age=3600" if public else "private, no-store"
    return response
