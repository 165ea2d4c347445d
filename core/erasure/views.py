"""The administrators' page where a person's data is found, exported and erased.

Names are posted and never part of an address: addresses end up in logs.
"""

from typing import Any

from django import forms
from django.apps import apps
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from core.erasure.names import WantedPerson
from core.erasure.services import TEXT, erase_person, export_person, find_person, widen
from core.models import Erasure
from core.names import match_key

MOST_AGENTS = 20
CONFIRMATION = "EFFACER"


class PersonForm(forms.Form):
    """Who is looked for."""

    names = forms.CharField(
        label=gettext_lazy("Noms"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Un par ligne, tels qu’on les écrit : nom de naissance, nom de plume, initiales."),
    )  # fmt: skip
    emails = forms.CharField(
        label=gettext_lazy("Adresses électroniques"), required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}), help_text=gettext_lazy("Une par ligne."),
    )  # fmt: skip
    agents = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Fiches de cette personne"), required=False, coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Cochez celles qui sont bien la sienne ; un homonyme garde la sienne."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = self.data.get("names", "") if self.is_bound else ""
        field: Any = self.fields["agents"]
        field.choices = [(agent.number, agent.description_in_chooser) for agent in _namesakes(names.splitlines())]

    def clean(self) -> dict[str, Any]:
        """Somebody must be named."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not self._named(cleaned):
            raise forms.ValidationError(
                _("Donnez un nom d’au moins deux mots (ou de quatre lettres), ou une adresse électronique.")
            )
        return cleaned

    def person(self) -> WantedPerson:
        """Who was named, with every other name the directory knows."""
        return widen(self._named(self.cleaned_data))

    @property
    def leaves_some(self) -> bool:
        """Whether somebody of that name keeps what the directory says of them."""
        field: Any = self.fields["agents"]
        return len(field.choices) > len(self.cleaned_data["agents"])

    def _named(self, cleaned: dict[str, Any]) -> WantedPerson:
        numbers = cleaned.get("agents") or []
        agents = _agents().filter(number__in=numbers).values_list("pk", flat=True)
        names = cleaned.get("names", "").splitlines()
        return WantedPerson.named(names, cleaned.get("emails", "").splitlines(), agents)


def _agents() -> Any:
    return apps.get_model("directory.Agent")._default_manager


def _namesakes(names: list[str]) -> list[Any]:
    """Fiches of these names."""
    keys = {match_key(name)[:255] for name in names if name.strip()}
    return list(_agents().for_list().filter(match_key__in=keys)[:MOST_AGENTS]) if keys else []


class ErasePersonView(WagtailAdminTemplateMixin, TemplateView):
    """Find, read what is found, export it, then erase it; for administrators."""

    template_name = "core/erase_person.html"
    page_title = gettext_lazy("Effacer une personne")
    header_icon = "user"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Nobody else comes in."""
        if not request.user.is_superuser:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """This page."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form, and the erasures that were done."""
        context = {"form": PersonForm(), "confirmation": CONFIRMATION, **kwargs}
        return {**super().get_context_data(**context), "erasures": Erasure.objects.select_related("erased_by")[:20]}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Look, export or erase."""
        form = PersonForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        person = form.person()
        action = request.POST.get("action")
        if action == "export":
            return _as_file(export_person(person))
        if action == "erase" and request.POST.get("confirmation", "").strip().upper() == CONFIRMATION:
            return self._erase(person)
        if action == "erase":
            messages.error(request, _("Rien n’est effacé : tapez %s pour confirmer.") % CONFIRMATION)
        groups = find_person(person)
        left = (
            {group.key for group in groups if group.key.startswith(f"{TEXT}directory.")} if form.leaves_some else set()
        )
        return self.render_to_response(self.get_context_data(form=form, groups=groups, left=left, looked=True))

    def _erase(self, person: WantedPerson) -> HttpResponse:
        """Erase what was left ticked."""
        shown = {group.key for group in find_person(person)}
        keep = shown - set(self.request.POST.getlist("places"))
        erasure = erase_person(person, self.request.user, keep)
        text = _("C’est effacé : %(count)d endroits. L’index de recherche se refait.")
        messages.success(self.request, text % {"count": sum(erasure.counts.values())})
        return HttpResponseRedirect(reverse("erase_person"))


def _as_file(content: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="donnees-personnelles.json"'
    return response
