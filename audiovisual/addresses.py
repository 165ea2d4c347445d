"""What `/id/<kind>/<uuid>` leads to: the page of an episode, a capsule, a podcast or a series, in its own language."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from audiovisual.models import CapsulePage, EpisodePage, SeriesPage, ShowPage
from core.identifiers import register_identifier

KINDS: dict[str, Any] = {"episode": EpisodePage, "capsule": CapsulePage, "podcast": ShowPage, "serie": SeriesPage}


def register() -> None:
    """Declare the four kinds."""
    for kind, model in KINDS.items():
        register_identifier(kind, _finder(model))


def _finder(model: Any) -> Callable[[UUID, HttpRequest], str | None]:
    def find(uuid: UUID, request: HttpRequest) -> str | None:
        page = model.objects.visible().filter(uuid=uuid).select_related("locale").first()
        return page.get_url(request) if page else None

    return find
