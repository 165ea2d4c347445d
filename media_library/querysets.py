"""Named questions about recordings and their tracks."""

from typing import Any, Self
from uuid import UUID

from django.db import models
from django.db.models import Q
from wagtailmedia.models import MediaQuerySet

from media_library.showers import played_in_public
from media_library.visibility import private_collections


def _public(relation: str = "") -> Q:
    """What makes a recording public: read without error, in no private collection, played by a public page, alone or
    as another version of one that is."""
    prefix = f"{relation}__" if relation else ""
    played = played_in_public(f"{prefix}pk") | played_in_public(f"{prefix}version_of__recording")
    return Q(**{f"{prefix}probe_state": "ready"}) & ~Q(**{f"{prefix}collection__in": private_collections()}) & played


class RecordingQuerySet(MediaQuerySet):
    """Named questions about recordings."""

    def visible(self) -> Self:
        """What an anonymous visitor may hear and see; passages of it may be hidden still (`media_library.passages`)."""
        return self.filter(pk__in=self.model._base_manager.filter(_public()).values("pk"))

    def identified(self, uuid: UUID) -> Self:
        """The recording with a UUID."""
        return self.filter(uuid=uuid)

    def with_all_parts(self) -> Self:
        """With everything a page prints of it, in a fixed number of queries."""
        parts: tuple[Any, ...] = (
            "renditions", "tracks", "releases", "speakers__agent__merged_into", "speakers__release",
            "versions__version__renditions", "versions__version__releases",
        )  # fmt: skip
        return self.select_related("poster").prefetch_related(*parts)


class TrackQuerySet(models.QuerySet[Any]):
    """Named questions about tracks."""

    def visible(self) -> Self:
        """Those shown, of recordings the public may have."""
        recordings = self.model._meta.get_field("recording").related_model
        return self.filter(is_shown=True, recording__in=recordings._base_manager.filter(_public()).values("pk"))

    def identified(self, recording: UUID, track: UUID) -> Self:
        """A track by its UUID and that of its recording."""
        return self.filter(uuid=track, recording__uuid=recording)

    def with_everything(self) -> Self:
        """With all a file of a track says, in a fixed number of queries."""
        parts = ("tracks", "releases", "speakers__agent__merged_into", "speakers__release")
        return self.select_related("recording").prefetch_related(*(f"recording__{part}" for part in parts))
