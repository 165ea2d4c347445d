"""What joins the imports to the admin: addresses, an entry of the menu “Documentation”, words of the history."""

from typing import Any

from django.http import HttpRequest
from django.urls import include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from resources.import_desk import urls
from resources.import_desk.permissions import may_import


class ImportsMenuItem(MenuItem):
    """Shown to those who may import."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person may."""
        return may_import(request.user)


def register() -> None:
    """Join the admin."""
    hooks.register("register_admin_urls", lambda: [path("imports/", include((urls.patterns, "imports")))])
    hooks.register("register_documentation_menu_item", _menu_item)
    hooks.register("register_log_actions", _log_actions)


def _menu_item() -> MenuItem:
    return ImportsMenuItem(_("Imports"), reverse_lazy("imports:index"), name="imports", icon_name="upload", order=43)


def _log_actions(actions: Any) -> None:
    actions.register_action("passerelles.import", _("Importer"), _("Mise à jour par un import"))
    actions.register_action("passerelles.import_undone", _("Annuler un import"), _("Import annulé"))
