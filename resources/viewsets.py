"""The editors' workshop of the documentation centre."""

from typing import Any, ClassVar

import django_filters
from django.db import models
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import BaseColumn, Column
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from core.admin_views import (
    AuthorityIndexView,
    FoldedChooserViewSet,
    PlainChooserViewSet,
    WithdrawableEditView,
    Withdrawal,
    WithdrawView,
    state_column,
)
from resources.duplicate_warning import WarnsOfRecords
from resources.models import HoldingSite, HoldingStatus, Record, RecordType
from resources.panels import record_form
from resources.services import merge_records, restore_record, withdraw_record
from resources.workshop.buttons import form_buttons, name_copying, template_buttons
from resources.workshop.records import RecordCopyView, RecordCreateView
from resources.workshop.templates import RecordTemplateViewSet


class RecordFilterSet(WagtailFilterSet):
    """By type, state, and the situation of a copy."""

    type = django_filters.MultipleChoiceFilter(label=_("Type"), choices=RecordType.choices)
    live = django_filters.ChoiceFilter(
        label=_("Publication"), empty_label=_("toutes"),
        choices=[("True", _("publiées")), ("False", _("brouillons"))],
    )  # fmt: skip
    withdrawn = django_filters.BooleanFilter(
        field_name="withdrawn_at", lookup_expr="isnull", exclude=True, label=_("Retirées")
    )
    holding = django_filters.ChoiceFilter(
        label=_("Exemplaire"), choices=HoldingStatus.choices, method="filter_holding", empty_label=_("toutes")
    )

    class Meta:
        model = Record
        fields: ClassVar[list[str]] = []

    def filter_holding(self, queryset: Any, name: str, value: str) -> models.QuerySet[Any]:
        """Records with a copy in a situation."""
        return queryset.held_as(value)


class RecordIndexView(AuthorityIndexView):
    """Records, the newest first, found by words of the title or of a name, by number or by ISBN."""

    default_ordering = ("-added_at", "-pk")

    @cached_property
    def columns(self) -> list[BaseColumn]:
        """With the boxes that choose records to publish, unpublish or withdraw together."""
        return super(AuthorityIndexView, self).columns

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        """With new records after a template."""
        return [*super().header_more_buttons, *template_buttons(self.request.user)]

    def get_list_more_buttons(self, instance: Any) -> list[Any]:
        """“Dupliquer” instead of “Copier”."""
        return name_copying(super().get_list_more_buttons(instance), self.get_copy_url(instance))


class RecordWithdrawView(WithdrawView):
    """Withdraw, merge or restore a record."""

    services = Withdrawal(withdraw_record, merge_records, restore_record)


class RecordEditView(WarnsOfRecords, WithdrawableEditView):
    """The form of a record, in which a reviewer may correct and approve in one go."""

    def workflow_action_action(self) -> None:
        """Approve what the form holds. Wagtail saves it as a new revision and then approves the one before, which
        leaves the record in review where each change has to be approved (WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT).
        """
        state = self.object.current_workflow_task_state
        state.revision = self.new_revision
        state.save(update_fields=["revision"])
        super().workflow_action_action()

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        """With templates and labels."""
        buttons = name_copying(super().header_more_buttons, self.get_copy_url())
        return [*buttons, *form_buttons(self.object, self.request.user)]


class RecordViewSet(SnippetViewSet):
    """Records: list, form, drafts, workflow, history, preview, chooser."""

    model = Record
    icon = "openquote"
    menu_label = _("Notices")
    menu_name = "records"
    index_view_class = RecordIndexView
    index_template_name = "resources/admin/record_index.html"
    add_view_class = RecordCreateView
    copy_view_class = RecordCopyView
    edit_view_class = RecordEditView
    delete_view_class = RecordWithdrawView
    delete_template_name = "core/withdraw.html"
    chooser_viewset_class = FoldedChooserViewSet
    chooser_per_page = 20
    filterset_class = RecordFilterSet
    search_backend_name = None
    search_fields: ClassVar[list[str]] = ["sort_title"]
    ordering: ClassVar[list[str]] = ["-added_at", "-pk"]
    list_per_page = 50
    list_display: ClassVar[list[Any]] = [
        "filed_title",
        Column("number", label=_("Numéro"), sort_key="number"),
        Column("get_type_display", label=_("Type"), sort_key="type"),
        Column("people_line", label=_("Personnes")),
        Column("date", label=_("Date"), sort_key="first_year"),
        state_column(),
    ]
    edit_handler = record_form()

    def get_queryset(self, request: HttpRequest) -> Any:
        """What a line of the list prints, in a fixed number of queries."""
        return Record.objects.for_list()


class HoldingSiteViewSet(SnippetViewSet):
    """The places where copies are kept."""

    model = HoldingSite
    icon = "home"
    menu_label = _("Lieux de conservation")
    menu_name = "holding-sites"
    chooser_viewset_class = PlainChooserViewSet
    copy_view_enabled = False
    list_display: ClassVar[list[str]] = ["name", "address"]
    panels: ClassVar[list[Any]] = [FieldPanel("name"), FieldPanel("address")]


class DocumentationGroup(SnippetViewSetGroup):
    """The menu of the documentation centre."""

    items = (RecordViewSet, RecordTemplateViewSet, HoldingSiteViewSet)
    menu_label = _("Documentation")
    menu_name = "documentation"
    menu_icon = "openquote"
    menu_order = 150
    submenu_hook = "register_documentation_menu_item"
