"""The addresses of recordings: they carry no language, and outlive the pages that play them."""

from django.urls import path

from media_library.serving import serve_recording

urlpatterns = [
    path("<uuid:uuid>/<slug:which>/<str:name>", serve_recording, name="recording-file"),
]
