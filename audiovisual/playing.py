"""Which recordings public pages play: what the library asks before it gives a file, a track or a cue to anybody."""

from typing import Any

from django.db.models import QuerySet

from audiovisual.embedding.addresses import embed_path
from audiovisual.models import CapsulePage, EpisodePage, Programme
from media_library.showers import Played, register_programmes, register_shower


def _of_episodes() -> QuerySet:
    return EpisodePage.objects.visible().order_by().filter(recording__isnull=False).values("recording")


def _of_capsules() -> QuerySet:
    return CapsulePage.objects.visible().order_by().filter(recording__isnull=False).values("recording")


def register_showers() -> None:
    """Declare the pages that play recordings."""
    register_shower("episodes", _of_episodes)
    register_shower("capsules", _of_capsules)
    register_programmes("episodes", lambda recording: _playing(EpisodePage, recording))
    register_programmes("capsules", lambda recording: _playing(CapsulePage, recording))


def _playing(model: type[Programme], recording: int) -> list[Played]:
    """The public pages of a kind that play a recording, or play another version of it."""
    pages: Any = model.objects
    playing = pages.visible().playing_key(recording).order_by("pk").select_related("locale")
    return [Played(page.uuid, page.url or "", embed_path(page)) for page in playing]
