"""The page of the capsules and of a series."""

from typing import Any

from django.http import HttpRequest


def present_capsules(page: Any, request: HttpRequest) -> dict[str, Any]:
    """What it shows."""
    return {}


def present_series(page: Any, request: HttpRequest) -> dict[str, Any]:
    """What it shows."""
    return {}
