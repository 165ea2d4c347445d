"""Files of cues that wait: how long, and when they go."""

from collections.abc import Callable, Iterable
from datetime import timedelta

from django.utils import timezone

from media_library.models import TrackUpload
from media_library.tracks.decoding import decode
from media_library.tracks.problems import Problems

KEPT = timedelta(days=30)
"""How long a file waits that nobody takes."""


def forget_old_uploads() -> int:
    """Forget files nobody took; how many."""
    return TrackUpload.objects.filter(given_at__lt=timezone.now() - KEPT).delete()[0]


def forget_uploads(recordings: Iterable[int], is_named: Callable[[str], bool]) -> int:
    """Forget the files that wait for recordings (their keys), and those in which somebody is named; how many."""
    gone = set(recordings)
    count = 0
    for upload in TrackUpload.objects.iterator(chunk_size=20):
        decoded = decode(bytes(upload.content), Problems())
        if upload.recording_id in gone or is_named(upload.file_name) or (decoded and is_named(decoded[0])):
            upload.delete()
            count += 1
    return count
