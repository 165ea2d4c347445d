"""What `/id/<kind>/<uuid>` leads to: the page of an episode, a capsule, a podcast or a series, in its own language."""

from typing import Any

from audiovisual.models import CapsulePage, EpisodePage, SeriesPage, ShowPage
from core.identifiers import register_pages

KINDS: dict[str, Any] = {"episode": EpisodePage, "capsule": CapsulePage, "podcast": ShowPage, "serie": SeriesPage}


def register() -> None:
    """Declare the four kinds."""
    register_pages(KINDS)
