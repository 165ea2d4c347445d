"""The pages of an import, from the file to its report."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.generic import FormView, TemplateView
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from core.folders.rows import FileRefused
from resources.import_desk.forms import ColumnsForm, UploadForm
from resources.import_desk.permissions import ImportersOnly
from resources.import_desk.presentation import present_progress, present_run, sample_columns
from resources.imports.journal import SourceBusy
from resources.imports.mapping_text import write_mapping
from resources.imports.runs import (
    WrongMoment,
    ask_undo,
    confirm_run,
    give_file,
    open_run,
    remap,
    resume_run,
    stop_run,
)
from resources.models import ImportRun, ImportState, SourceRecord

PER_PAGE = 50


class DeskView(ImportersOnly, WagtailAdminTemplateMixin):
    """What the pages of imports share."""

    header_icon = "upload"
    page_title = gettext_lazy("Imports")
    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def run(self) -> ImportRun:
        """The import the address names."""
        return get_object_or_404(ImportRun.objects.recent(), uuid=self.kwargs["uuid"])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The way back."""
        items = [*super().get_breadcrumbs_items(), {"url": reverse_lazy("imports:index"), "label": _("Imports")}]
        if "uuid" in self.kwargs:
            items.append({"url": reverse("imports:run", args=[self.run.uuid]), "label": self.run.file_name})
        if (title := str(self.get_page_title())) != items[-1]["label"]:
            items.append({"url": "", "label": title})
        return items

    def page_of(self, queryset: Any) -> Page[Any]:
        """One page of a list."""
        return WagtailPaginator(queryset, PER_PAGE).get_page(self.request.GET.get("p"))


class RunListView(DeskView, TemplateView):
    """Every import, the newest first."""

    template_name = "resources/admin/imports/index.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The imports, and how many records are proposed for withdrawal."""
        runs = self.page_of(ImportRun.objects.recent())
        return {**super().get_context_data(**kwargs), "runs": runs, "gone": SourceRecord.objects.gone().count()}


class UploadView(DeskView, FormView[UploadForm]):
    """Giving a file."""

    page_title = gettext_lazy("Importer un fichier")
    form_class = UploadForm
    template_name = "resources/admin/imports/upload.html"

    def form_valid(self, form: UploadForm) -> HttpResponse:
        """Keep it, have it tried, and show the import."""
        given = form.cleaned_data["file"]
        try:
            run = give_file(given.chunks(), given.name, form.wishes(), self.request.user)
        except FileRefused as error:
            form.add_error("file", str(error))
            return self.form_invalid(form)
        return HttpResponseRedirect(reverse("imports:run", args=[run.uuid]))


class RunView(DeskView, TemplateView):
    """One import: what was detected, how far it is, what it does or did, line by line."""

    template_name = "resources/admin/imports/run.html"

    def get_page_title(self) -> str:
        """The file's name."""
        return self.run.file_name

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The import, and one page of the lines asked for."""
        asked = self.request.GET.get("etat", "")
        lines = self.page_of(self.run.lines.shown(asked))
        return {**super().get_context_data(**kwargs), **present_run(self.run, asked), "lines": lines}


class StatusView(DeskView, View):
    """How far an import is, for the script of its page."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> JsonResponse:
        """A few words of JSON."""
        return JsonResponse(present_progress(self.run))


class StepView(DeskView, TemplateView):
    """The next step of an import: asked for by POST; undoing is asked twice."""

    http_method_names = ["get", "post"]
    page_title = gettext_lazy("Annuler")
    template_name = "resources/admin/imports/undo.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The question before undoing; the other steps have none."""
        if self.kwargs["step"] != "annuler":
            return HttpResponseRedirect(reverse("imports:run", args=[self.run.uuid]))
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it, or say why it can't be done now."""
        steps = {
            "confirmer": lambda: confirm_run(self.run),
            "arreter": lambda: stop_run(self.run, request.user),
            "reprendre": lambda: resume_run(self.run),
            "annuler": lambda: ask_undo(self.run),
        }
        step = steps.get(self.kwargs["step"])
        try:
            if step:
                step()
        except (WrongMoment, SourceBusy) as error:
            messages.error(request, str(error))
        return HttpResponseRedirect(reverse("imports:run", args=[self.run.uuid]))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What would be undone."""
        return {**super().get_context_data(**kwargs), "run": self.run}


class ColumnsView(DeskView, FormView[ColumnsForm]):
    """Saying what becomes of each column, before anything is written."""

    page_title = gettext_lazy("Colonnes")
    form_class = ColumnsForm
    template_name = "resources/admin/imports/columns.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form, when there are columns to speak of."""
        return super().get(request, *args, **kwargs) if self.is_open else self._back()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take the form, when there are columns to speak of."""
        return super().post(request, *args, **kwargs) if self.is_open else self._back()

    @property
    def is_open(self) -> bool:
        """Whether the columns can still be corrected: a table that was tried and not written."""
        waits = self.run.state in (ImportState.READY, ImportState.FAILED) and self.run.started_at is None
        return waits and self.opened is not None

    def _back(self) -> HttpResponse:
        messages.error(self.request, _("Cet import n’a pas de colonnes à corriger maintenant."))
        return HttpResponseRedirect(reverse("imports:run", args=[self.run.uuid]))

    @cached_property
    def opened(self) -> Any:
        """The table; None when the file is none or can't be opened any more."""
        try:
            opened = open_run(self.run)
        except FileRefused:
            return None
        return opened if opened.columns and opened.mapping else None

    def get_form_kwargs(self) -> dict[str, Any]:
        """The columns and how they are read now."""
        mapping = replace(self.opened.mapping, source=self.run.source)
        return {**super().get_form_kwargs(), "columns": self.opened.columns, "mapping": mapping}

    def form_valid(self, form: ColumnsForm) -> HttpResponse:
        """Try the file again."""
        try:
            remap(self.run, write_mapping(form.as_mapping()))
        except (FileRefused, WrongMoment) as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        return HttpResponseRedirect(reverse("imports:run", args=[self.run.uuid]))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Each column with some of its values."""
        context = super().get_context_data(**kwargs)
        samples = sample_columns(self.opened)
        form = context["form"]
        rows = [(form[f"column-{index}"], samples.get(name, [])) for index, name in enumerate(form.columns)]
        return {**context, "rows": rows, "run": self.run}
