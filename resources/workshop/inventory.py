"""Numbers of the inventory given on request, and its check against the shelves."""

from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin.auth import require_admin_access

from resources.inventory import MOST_SCANNED, check_shelves, read_numbers, take_number
from resources.models import HoldingSite
from resources.workshop.page import WorkshopPage


@require_POST
@require_admin_access
def give_number(request: HttpRequest) -> HttpResponse:
    """The next free number, for the field of a copy; it is taken from now on."""
    if not any(request.user.has_perm(f"resources.{action}_record") for action in ("add", "change")):
        return JsonResponse({}, status=403)
    return JsonResponse({"number": take_number()})


class CheckForm(forms.Form):
    """What was scanned, and where."""

    numbers = forms.CharField(
        label=_("Numéros d’inventaire"), max_length=MOST_SCANNED * 61,
        widget=forms.Textarea(attrs={"rows": 12, "autocomplete": "off", "spellcheck": "false"}),
        help_text=_("Un par ligne, au lecteur de codes-barres ou collés d’un fichier ; dix mille au plus."),
    )  # fmt: skip
    site = forms.ModelChoiceField(
        label=_("Lieu"), queryset=HoldingSite.objects.order_by("name"), required=False, empty_label=_("tous")
    )
    shelf_mark = forms.CharField(
        label=_("Cotes qui commencent par"), required=False, max_length=120,
        help_text=_("Pour un rayon seulement : 305, par exemple."),
    )  # fmt: skip


class InventoryCheckView(WorkshopPage):
    """Compare what stands on the shelves with the inventory. Nothing is written."""

    any_permission_required: ClassVar[list[str]] = ["change", "publish"]
    template_name = "resources/admin/inventory_check.html"
    page_title = _("Récolement")
    header_icon = "clipboard-list"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form."""
        return {"form": CheckForm(), **super().get_context_data(**kwargs)}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The result, under the form that asked for it."""
        form = CheckForm(request.POST)
        found: dict[str, Any] = {}
        if form.is_valid():
            data = form.cleaned_data
            found["check"] = check_shelves(read_numbers(data["numbers"]), data["site"], data["shelf_mark"])
        return self.render_to_response(self.get_context_data(form=form, **found))
