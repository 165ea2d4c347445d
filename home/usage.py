"""Which news and press releases use a concept or an agent, drafts among them."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core.usage import SHOWN, Use, UseKind, register_usage
from home.models import Bulletin, NewsPage, PressReleasePage


def register_usages() -> None:
    """Tell the thesaurus and the directory who uses them."""
    register_usage("thesaurus.concept", uses_of_concept)
    register_usage("directory.agent", uses_of_agent)


def uses_of_concept(concept: Any) -> list[UseKind]:
    """News and press releases indexed with a concept."""
    return [
        _list(_("Actualités"), NewsPage.objects.naming("concepts__concept", [concept.pk])),
        _list(_("Communiqués de presse"), PressReleasePage.objects.naming("concepts__concept", [concept.pk])),
    ]


def uses_of_agent(agent: Any) -> list[UseKind]:
    """News signed by somebody."""
    return [_list(_("Actualités signées"), NewsPage.objects.naming("contributors__agent", [agent.pk]))]


def _list(heading: str, pages: Any) -> UseKind:
    """How many there are, and the first of them."""
    found = pages.newest_first().distinct()
    return UseKind(heading, found.count(), [_use(page) for page in found[:SHOWN]])


def _use(page: Bulletin) -> Use:
    return Use(page.title, reverse("wagtailadmin_pages:edit", args=[page.pk]), "" if page.live else _("brouillon"))
