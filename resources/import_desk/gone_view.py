"""Records their source no longer has: withdraw or keep them, several at once."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView

from resources.import_desk.views import DeskView
from resources.imports.gone import keep_gone, withdraw_gone
from resources.models import SourceRecord


class GoneView(DeskView, TemplateView):
    """The list, and what is decided about it."""

    page_title = gettext_lazy("Disparues de leur source")
    template_name = "resources/admin/imports/gone.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of it."""
        return {**super().get_context_data(**kwargs), "rows": self.page_of(SourceRecord.objects.gone())}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Withdraw or keep what is ticked."""
        chosen = list(SourceRecord.objects.gone().among(request.POST.getlist("choisie")))
        decision = request.POST.get("decision")
        if not chosen:
            messages.warning(request, _("Cochez au moins une notice."))
        elif decision == "retirer":
            if not request.user.has_perm("resources.delete_record"):
                messages.error(request, _("Vous n’avez pas le droit de retirer des notices."))
            else:
                count = withdraw_gone(chosen, request.user, _("disparue de la source"))
                text = ngettext("%(n)d notice retirée.", "%(n)d notices retirées.", count)
                messages.success(request, text % {"n": count})
        elif decision == "garder":
            count = keep_gone(chosen)
            text = ngettext("%(n)d notice gardée.", "%(n)d notices gardées.", count)
            messages.success(request, text % {"n": count})
        return HttpResponseRedirect(reverse("imports:gone"))
