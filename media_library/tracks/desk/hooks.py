"""What joins tracks to the admin."""

from typing import Any

from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from media_library.tracks.desk import urls


def register() -> None:
    """Join the admin."""
    hooks.register("register_admin_urls", admin_urls)
    hooks.register("register_log_actions", name_actions)


def admin_urls() -> list[URLPattern | URLResolver]:
    """The pages of the tracks of a recording."""
    return [path("recordings/tracks/", include((urls.patterns, "recording_tracks")))]


def name_actions(actions: Any) -> None:
    """Name what happens to a track, so that the history tells it."""
    actions.register_action("passerelles.review", _("Relire"), _("Relu"))
    actions.register_action("passerelles.unreview", _("À relire"), _("À relire de nouveau"))
