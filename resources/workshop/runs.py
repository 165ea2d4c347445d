"""Bulk changes done by the worker: how far they have come."""

from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from resources.bulk_actions.actions import ACTIONS
from resources.bulk_actions.base import say_left_out
from resources.bulk_actions.services import resume_run
from resources.models import BulkRun
from resources.workshop.page import WorkshopPage

SECONDS = 4
"""Between two looks at a change that goes on."""


class BulkRunsView(WorkshopPage):
    """The last bulk changes."""

    any_permission_required: ClassVar[list[str]] = ["publish", "change", "delete"]
    template_name = "resources/admin/bulk_runs.html"
    page_title = gettext_lazy("Actions groupées")
    header_icon = "tasks"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The last fifty, with their names."""
        runs = BulkRun.objects.select_related("created_by").defer("keys")[:50]
        return {**super().get_context_data(**kwargs), "lines": [(name_run(run), run) for run in runs]}


class BulkRunView(WorkshopPage):
    """One bulk change; the page looks again by itself as long as it goes on."""

    any_permission_required: ClassVar[list[str]] = ["publish", "change", "delete"]
    template_name = "resources/admin/bulk_run.html"
    page_title = gettext_lazy("Action groupée")
    header_icon = "tasks"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """How far it has come, and who was left out."""
        run = get_object_or_404(BulkRun, pk=self.kwargs["pk"])
        left_out = say_left_out(run.left_out)
        return {**super().get_context_data(**kwargs), "run": run, "name": name_run(run), "left_out": left_out}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page, and when to look again."""
        context = self.get_context_data(**kwargs)
        response = self.render_to_response(context)
        if context["run"].in_progress:
            response.headers["Refresh"] = str(SECONDS)
        return response

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take up an interrupted change again: by who asked for it."""
        run = get_object_or_404(BulkRun, pk=self.kwargs["pk"])
        if run.created_by_id == request.user.pk and resume_run(run):
            messages.success(request, _("L’action reprend où elle s’est arrêtée."))
        return HttpResponseRedirect(reverse("workshop:run", args=[run.pk]))


def name_run(run: BulkRun) -> str:
    """What was done, in words."""
    names = {str(action.action_type): str(action.display_name) for action in ACTIONS}
    return names.get(run.operation, run.operation)
