"""Reported mistakes in the workshop: a list of tasks, each answered in its form."""

from typing import Any, ClassVar

import django_filters
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.views.snippets import EditView, SnippetViewSet

from resources.models import ErrorReport


class ReportPermissionPolicy(ModelPermissionPolicy):
    """Who may change records deals with what readers report; nobody writes a report here."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Change and delete follow the permission to publish records; there is nothing to add."""
        return action != "add" and bool(user.is_active and user.has_perm("resources.publish_record"))

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        """The same, asked of several actions."""
        return any(self.user_has_permission(user, action) for action in actions)


class ReportFilterSet(WagtailFilterSet):
    """Waiting, or dealt with."""

    done = django_filters.BooleanFilter(
        field_name="done_at", lookup_expr="isnull", exclude=True, label=_("Traitées")
    )  # fmt: skip

    class Meta:
        model = ErrorReport
        fields: ClassVar[list[str]] = []


class ReportEditView(EditView):
    """Saving the form says the report was dealt with, by whom and when."""

    def save_instance(self) -> Any:
        """Note who dealt with it, the first time."""
        report = self.form.instance
        if report.done_at is None:
            report.done_at, report.done_by = timezone.now(), self.request.user
        return super().save_instance()


class ErrorReportViewSet(SnippetViewSet):
    """The list of reports, those that wait first."""

    model = ErrorReport
    icon = "warning"
    menu_label = _("Erreurs signalées")
    menu_name = "error-reports"
    menu_item_is_registered = True  # by hand, in the menu “Documentation”, with how many wait
    copy_view_enabled = False
    inspect_view_enabled = False
    edit_view_class = ReportEditView
    filterset_class = ReportFilterSet
    list_per_page = 50
    list_display: ClassVar[list[Any]] = [
        "text",
        Column("record", label=_("Notice")),
        DateColumn("created_at", label=_("Reçue le"), sort_key="created_at"),
        DateColumn("done_at", label=_("Traitée le"), sort_key="done_at"),
    ]
    panels: ClassVar[list[Any]] = [
        FieldPanel("record", read_only=True),
        FieldPanel("text", read_only=True),
        FieldPanel("email", read_only=True),
        FieldPanel("answer", help_text=_("Pour mémoire. Enregistrer classe l’erreur comme traitée.")),
    ]

    def get_queryset(self, request: HttpRequest) -> Any:
        """Those that wait first, then the newest, with their records in one query."""
        return ErrorReport.objects.waiting_first()


class WaitingMenuItem(MenuItem):
    """“Erreurs signalées (3)”."""

    def __init__(self, url: str, **kwargs: Any) -> None:
        super().__init__(_("Erreurs signalées"), url, name="error-reports", icon_name="warning", order=44, **kwargs)

    def is_shown(self, request: HttpRequest) -> bool:
        """For those who may publish records."""
        return bool(request.user.has_perm("resources.publish_record"))

    def render_component(self, request: HttpRequest) -> Any:
        """The entry, with how many wait."""
        component = super().render_component(request)
        waiting = ErrorReport.objects.waiting().count()
        if waiting:
            component.label = f"{component.label} ({waiting})"
        return component
