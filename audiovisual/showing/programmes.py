"""The page of an episode, of a capsule."""

from typing import Any

from django.http import HttpRequest


def present_episode(page: Any, request: HttpRequest) -> dict[str, Any]:
    """What it shows."""
    return {}


def present_capsule(page: Any, request: HttpRequest) -> dict[str, Any]:
    """What it shows."""
    return {}
