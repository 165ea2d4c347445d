"""Which recordings public pages play: what the library asks before it gives a file, a track or a cue to anybody."""

from django.db.models import QuerySet

from audiovisual.models import CapsulePage, EpisodePage
from media_library.showers import register_shower


def _of_episodes() -> QuerySet:
    return EpisodePage.objects.visible().order_by().filter(recording__isnull=False).values("recording")


def _of_capsules() -> QuerySet:
    return CapsulePage.objects.visible().order_by().filter(recording__isnull=False).values("recording")


def register_showers() -> None:
    """Declare the pages that play recordings."""
    register_shower("episodes", _of_episodes)
    register_shower("capsules", _of_capsules)
