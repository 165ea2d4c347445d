"""Entries of the daily work in the menu “Documentation”."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.permissions import policy_registry

from resources.models import Record
from resources.review_queue import count_submitted


class RecordsMenuItem(MenuItem):
    """An entry for those who have one of some rights on records."""

    def __init__(self, *args: Any, rights: set[str], **kwargs: Any) -> None:
        """`rights` are actions: add, change, publish, view."""
        super().__init__(*args, **kwargs)
        self.rights = rights

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the editor has one of the rights."""
        policy: Any = policy_registry.get_by_type(Record)
        return bool(policy.user_has_any_permission(request.user, self.rights))


class ReviewMenuItem(RecordsMenuItem):
    """“À relire”, with how many wait."""

    def render_component(self, request: HttpRequest) -> Any:
        """The count is asked anew for each page."""
        component = super().render_component(request)
        if count := count_submitted():
            component.label = f"{self.label} ({count})"
        return component


def items() -> list[Callable[[], MenuItem]]:
    """What makes each entry, when the menu is built."""
    entries: list[tuple[type[RecordsMenuItem], Any, str, str, set[str], int]] = [
        (ReviewMenuItem, _("À relire"), "review", "tasks", {"publish"}, 20),
        (RecordsMenuItem, _("Mes brouillons"), "my_drafts", "edit", {"add", "change"}, 21),
        (RecordsMenuItem, _("Récolement"), "inventory_check", "clipboard-list", {"change", "publish"}, 40),
        (RecordsMenuItem, _("Statistiques"), "statistics", "table", {"change", "publish", "view"}, 50),
        (RecordsMenuItem, _("Actions groupées"), "runs", "tasks", {"publish", "change", "delete"}, 60),
    ]
    return [partial(_make, *entry) for entry in entries]


def _make(kind: type[RecordsMenuItem], label: Any, name: str, icon: str, rights: set[str], order: int) -> MenuItem:
    return kind(label, reverse(f"workshop:{name}"), name=name, icon_name=icon, rights=rights, order=order)
