"""The page of the podcasts, of a show, of a season."""

from typing import Any

from django.http import HttpRequest


def present_podcasts(page: Any, request: HttpRequest) -> dict[str, Any]:
    """What it shows."""
    return {}


def present_show(page: Any, request: HttpRequest) -> dict[str, Any]:
    """What it shows."""
    return {}


def present_season(page: Any, request: HttpRequest) -> dict[str, Any]:
    """What it shows."""
    return {}
