"""The addresses of recordings: they carry no language, and outlive the pages that play them."""

from django.urls import path

from media_library.serving import serve_recording
from media_library.tracks.views import serve_chapters, serve_track

urlpatterns = [
    path("<uuid:uuid>/pistes/<uuid:track>.<slug:form>", serve_track, name="track-file"),
    path("<uuid:uuid>/chapitres.<str:form>", serve_chapters, name="chapters-file"),
    path("<uuid:uuid>/<slug:which>/<str:name>", serve_recording, name="recording-file"),
]
