"""What joins the report to the admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from audiovisual.statistics.rights import may_read_listening
from audiovisual.statistics.views import ListeningReport


def register() -> None:
    """Join the admin."""
    hooks.register("register_admin_urls", urls)
    hooks.register("register_reports_menu_item", report_item)


def urls() -> list[Any]:
    """The address of the report."""
    return [path("reports/ecoutes/", ListeningReport.as_view(), name="listening_report")]


class ListeningMenuItem(MenuItem):
    """The way to the report, for those who may read it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the user may."""
        return may_read_listening(request.user)


def report_item() -> ListeningMenuItem:
    """The entry of the menu."""
    return ListeningMenuItem(
        _("Écoutes"), reverse("listening_report"), name="listening", icon_name="media", order=910
    )  # fmt: skip
