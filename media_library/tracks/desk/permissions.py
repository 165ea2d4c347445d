"""Who may work on the tracks of a recording: whoever may change the recording."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from wagtailmedia.permissions import get_permission_policy

from media_library.models import Recording, Track


def may_change(user: Any, recording: Recording) -> bool:
    """Whether somebody may change a recording, and so its tracks."""
    return bool(get_permission_policy().user_has_permission_for_instance(user, "change", recording))


class ChangersOnly:
    """For views: finds the recording of the address and refuses whoever may not change it."""

    kwargs: dict[str, Any]

    @cached_property
    def recording(self) -> Recording:
        """The recording of the address, by its key."""
        return get_object_or_404(Recording.objects.all(), pk=self.kwargs["recording"])

    @cached_property
    def track(self) -> Track:
        """The track of the address."""
        tracks = Track.objects.select_related("recording", "latest_revision")
        return get_object_or_404(tracks, pk=self.kwargs["track"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Check first."""
        recording = self.track.recording if "track" in self.kwargs else self.recording
        if not may_change(request.user, recording):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]  # a view follows
        return response
