"""What readers' reports add to the workshop."""

from django.urls import reverse
from wagtail import hooks
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from resources.models import ErrorReport
from resources.reading.report_admin import ErrorReportViewSet, ReportPermissionPolicy, WaitingMenuItem


def register() -> None:
    """Join the workshop: the list of reports, and its entry in the menu “Documentation”."""
    register_permission_policy(ErrorReport, ReportPermissionPolicy(ErrorReport))
    register_snippet(ErrorReportViewSet)
    hooks.register("register_documentation_menu_item", _menu_item)


def _menu_item() -> WaitingMenuItem:
    return WaitingMenuItem(reverse("wagtailsnippets_resources_errorreport:list"))
