"""What joins panels and report to the admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.home import WorkflowObjectsToModeratePanel

from magazine.assembly.numbers import works_anywhere
from magazine.dashboard.panels import LatePanel, WaitingPanel
from magazine.dashboard.report import NumbersReport


def register() -> None:
    """Join the admin."""
    hooks.register("construct_homepage_panels", show_panels)
    hooks.register("register_admin_urls", urls)
    hooks.register("register_reports_menu_item", report_item)


def show_panels(request: HttpRequest, panels: list[Any]) -> None:
    """Ours first; what awaits a review is among what waits."""
    panels[:] = [panel for panel in panels if not isinstance(panel, WorkflowObjectsToModeratePanel)]
    panels += [WaitingPanel(), LatePanel()]


def urls() -> list[Any]:
    """The addresses of the report."""
    return [
        path("reports/numeros/", NumbersReport.as_view(), name="magazine_report"),
        path("reports/numeros/results/", NumbersReport.as_view(results_only=True), name="magazine_report_results"),
    ]


class NumbersMenuItem(MenuItem):
    """The way to the report, for those who work on a magazine."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the user does."""
        return works_anywhere(request.user)


def report_item() -> NumbersMenuItem:
    """The entry of the menu."""
    return NumbersMenuItem(
        _("Numéros du magazine"), reverse("magazine_report"), name="magazine-numbers", icon_name="list-ol", order=900
    )
