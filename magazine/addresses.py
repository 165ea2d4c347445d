"""What `/id/<kind>/<uuid>` leads to: the page of a number, a dossier or an article, in its own language."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from core.identifiers import register_identifier
from magazine.models import ArticlePage, DossierPage, IssuePage

KINDS: dict[str, Any] = {"issue": IssuePage, "dossier": DossierPage, "article": ArticlePage}


def register() -> None:
    """Declare the three kinds."""
    for kind, model in KINDS.items():
        register_identifier(kind, _finder(model))


def _finder(model: Any) -> Callable[[UUID, HttpRequest], str | None]:
    def find(uuid: UUID, request: HttpRequest) -> str | None:
        page = model.objects.visible().filter(uuid=uuid).select_related("locale").first()
        return page.get_url(request) if page else None

    return find
