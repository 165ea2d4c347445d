"""What `/id/<kind>/<uuid>` leads to: the page of a number, a dossier or an article, in its own language."""

from typing import Any

from core.identifiers import register_pages
from magazine.models import ArticlePage, DossierPage, IssuePage

KINDS: dict[str, Any] = {"issue": IssuePage, "dossier": DossierPage, "article": ArticlePage}


def register() -> None:
    """Declare the three kinds."""
    register_pages(KINDS)
