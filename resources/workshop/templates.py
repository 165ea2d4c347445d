"""Templates of records in the admin: kept from a record, renamed, deleted, chosen to start from."""

from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import CreateView, EditView, IndexView, SnippetViewSet

from resources.models import Record, RecordTemplate
from resources.record_templates import keep_template
from resources.workshop.buttons import start_url
from resources.workshop.page import WorkshopPage


class TemplateForm(forms.Form):
    """The name of a template."""

    name = forms.CharField(label=gettext_lazy("Nom du modèle"), max_length=120)
    replace = forms.BooleanField(
        label=gettext_lazy("Remplacer le modèle de ce nom, s’il existe"), required=False, initial=False
    )

    def clean(self) -> dict[str, Any]:
        """A name that is taken is refused, unless it is to be replaced."""
        data: dict[str, Any] = super().clean() or {}
        if not data.get("replace") and RecordTemplate.objects.called(data.get("name", "")).exists():
            self.add_error("name", _("Un modèle porte déjà ce nom."))
        return data


class KeepTemplateView(WorkshopPage):
    """Keep a record as a template."""

    template_name = "resources/admin/keep_template.html"
    page_title = gettext_lazy("Enregistrer comme modèle")
    header_icon = "snippet"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """For who may make templates."""
        if not request.user.has_perm("resources.add_recordtemplate"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The record and the form."""
        record = get_object_or_404(Record, pk=self.kwargs["pk"])
        back = reverse("wagtailsnippets_resources_record:edit", args=[record.pk])
        return {"form": TemplateForm(), **super().get_context_data(**kwargs), "record": record, "back": back}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep it, and go to the list of templates."""
        form = TemplateForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        record = get_object_or_404(Record, pk=self.kwargs["pk"])
        if form.cleaned_data["replace"] and not request.user.has_perm("resources.change_recordtemplate"):
            raise PermissionDenied
        template = keep_template(record, form.cleaned_data["name"], request.user)
        messages.success(request, _("Le modèle « %(name)s » est enregistré.") % {"name": template.name})
        return HttpResponseRedirect(reverse("wagtailsnippets_resources_recordtemplate:list"))


class TemplateIndexView(IndexView):
    """The templates, each with the way to a new record."""

    def get_add_url(self) -> None:
        """None: a template comes from a record."""

    def get_list_more_buttons(self, instance: RecordTemplate) -> list[Any]:
        """A new record first."""
        buttons = super().get_list_more_buttons(instance)
        if self.request.user.has_perm("resources.add_record"):
            label = _("Nouvelle notice d’après ce modèle")
            buttons.insert(0, Button(label, url=start_url(instance), icon_name="plus", priority=1))
        return buttons


class TemplateAddView(CreateView):
    """Leads to the records: a template is kept from one."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """To the list."""
        messages.info(request, _("Ouvrez une notice, puis « Enregistrer comme modèle » dans son menu."))
        return HttpResponseRedirect(reverse("wagtailsnippets_resources_record:list"))


class TemplateEditView(EditView):
    """Only the name of a template is edited."""

    def get_success_url(self) -> str:
        """The list."""
        return reverse("wagtailsnippets_resources_recordtemplate:list")


class RecordTemplateViewSet(SnippetViewSet):
    """Templates: list, rename, delete."""

    model = RecordTemplate
    icon = "snippet"
    menu_label = gettext_lazy("Modèles de notice")
    menu_name = "record-templates"
    index_view_class = TemplateIndexView
    add_view_class = TemplateAddView
    edit_view_class = TemplateEditView
    copy_view_enabled = False
    list_display: ClassVar[list[Any]] = ["name", Column("created_by", label=gettext_lazy("Par"))]
    panels: ClassVar[list[Any]] = [FieldPanel("name")]

    def get_queryset(self, request: HttpRequest) -> Any:
        """With who made each."""
        return RecordTemplate.objects.for_list()
