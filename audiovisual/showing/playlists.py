"""The page of a playlist."""

from typing import Any

from django.http import HttpRequest


def present_playlist(page: Any, request: HttpRequest) -> dict[str, Any]:
    """What it shows."""
    return {}
