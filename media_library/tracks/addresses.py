"""Where tracks and chapters are found: beside the files of their recording, and for as long."""

from django.urls import reverse

from media_library.models import Recording, Track

TRACK_FORMS = ("vtt", "srt", "json", "txt")
"""The forms a track is given out in."""

CHAPTER_FORMS = ("json", "psc.xml", "vtt", "txt")
"""Those of chapters: JSON chapters 1.2, Podlove Simple Chapters, WebVTT, lines of a description."""


def track_path(track: Track, form: str) -> str:
    """The address of a track in one of `TRACK_FORMS`. Reads its recording."""
    return reverse("track-file", args=[track.recording.uuid, track.uuid, form])


def chapters_path(recording: Recording, form: str = "json") -> str:
    """The address of the chapters of a recording in one of `CHAPTER_FORMS`."""
    return reverse("chapters-file", args=[recording.uuid, form])
