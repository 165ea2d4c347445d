"""What joins duplicates and merges to the admin: addresses, entries of the menu “Rapports”, words of the history."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogFormatter

from core.duplicate_views import DuplicatesView, MergesView, MergeView, PairView, rules_of
from core.merging import MERGED, UNMERGED


class MergersMenuItem(MenuItem):
    """An entry for who may merge something."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the page would let them in."""
        return bool(rules_of(request.user))


def register() -> None:
    """Join the admin."""
    hooks.register("register_admin_urls", _urls)
    hooks.register("register_reports_menu_item", _duplicates_item)
    hooks.register("register_reports_menu_item", _merges_item)


def _urls() -> list[URLPattern | URLResolver]:
    patterns = [
        path("", DuplicatesView.as_view(), name="list"),
        path("fusions/", MergesView.as_view(), name="merges"),
        path("fusions/<uuid:uuid>/", MergeView.as_view(), name="merge"),
        path("<slug:kind>/<uuid:first>/<uuid:second>/", PairView.as_view(), name="pair"),
    ]
    return [path("doublons/", include((patterns, "duplicates")))]


def _duplicates_item() -> MenuItem:
    return MergersMenuItem(
        gettext_lazy("Doublons"), reverse("duplicates:list"), name="duplicates", icon_name="copy", order=1100
    )


def _merges_item() -> MenuItem:
    return MergersMenuItem(
        gettext_lazy("Fusions"), reverse("duplicates:merges"), name="merges", icon_name="resubmit", order=1110
    )


def register_log_formatters(actions: Any) -> None:
    """Name merges in the history, with the way to what can be read of each."""

    actions.register_action(MERGED)(MergedFormatter)
    actions.register_action(UNMERGED)(UnmergedFormatter)


class MergedFormatter(LogFormatter):
    """What the history says of a merge, on either side of it."""

    label = gettext_lazy("Fusionner")

    def format_message(self, log_entry: Any) -> str:
        """On which side of the merge the thing was."""
        went = log_entry.data.get("role") == "merged"
        return _("Fusionné avec un autre") if went else _("A reçu une fiche fusionnée")

    def format_comment(self, log_entry: Any) -> str:
        """The way to the merge: Wagtail prints a comment as it is, and the message without its links."""
        merge = log_entry.data.get("merge")
        if not merge:
            return ""
        return format_html('<a href="{}">{}</a>', reverse("duplicates:merge", args=[merge]), _("voir la fusion"))


class UnmergedFormatter(MergedFormatter):
    """What the history says of a merge that was undone."""

    label = gettext_lazy("Défaire une fusion")

    def format_message(self, log_entry: Any) -> str:
        """The same on both sides."""
        return _("Fusion défaite")
