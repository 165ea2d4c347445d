"""The queue of proposed terms and names: validated, merged or refused by who may publish; followed by who proposed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from core.merging import MergeRefused
from core.proposals import AlreadyDecided, refuse_proposal, validate_proposal
from core.usage import usage_counts
from directory.models import Agent
from directory.services import merge_agents
from thesaurus.models import Concept
from thesaurus.placing import Refused
from thesaurus.proposals import validate_concept
from thesaurus.services import merge_concepts

MODELS: dict[str, Any] = {"concept": Concept, "agent": Agent}
DECIDED_SHOWN = 50


@dataclass(frozen=True)
class Proposal:
    """A line of the queue."""

    kind: str
    name: str
    details: str
    thing: Any
    records: int
    state: str = ""


def may_decide(user: Any, kind: str) -> bool:
    """Whether somebody validates and refuses proposals of a kind."""
    return bool(user.has_perm(f"{MODELS[kind]._meta.app_label}.publish_{kind}"))


def may_propose(user: Any, kind: str) -> bool:
    """Whether somebody makes them."""
    return bool(user.has_perm(f"{MODELS[kind]._meta.app_label}.add_{kind}"))


def list_waiting(user: Any) -> list[Proposal]:
    """What waits: everything for who decides, their own for the others; a fixed number of queries."""
    lines = []
    for kind, model in MODELS.items():
        things = list(model.objects.proposed())
        if not may_decide(user, kind):
            things = [thing for thing in things if thing.proposed_by_id == user.pk]
        counts = usage_counts(model._meta.label_lower, [thing.pk for thing in things])
        lines += [Proposal(kind, str(thing), _details(thing), thing, counts.get(thing.pk, 0)) for thing in things]
    return sorted(lines, key=lambda line: line.thing.proposed_at)


def list_decided(user: Any) -> Iterator[Proposal]:
    """What became of one's own proposals."""
    for kind, model in MODELS.items():
        for thing in model.objects.once_proposed_by(user)[:DECIDED_SHOWN]:
            yield Proposal(kind, str(thing), _details(thing), thing, 0, _outcome(thing))


def _details(thing: Any) -> str:
    if isinstance(thing, Concept):
        line = ", ".join(link.broader.label() for link in thing.broader_links.all())
        return _("sujet, sous « %s »") % line if line else _("sujet")
    return str(thing.get_kind_display())


def _outcome(thing: Any) -> str:
    """What was decided, in words."""
    if thing.merged_into_id:
        return _("fusionné avec « %s »") % thing.merged_into
    if thing.withdrawn_at:
        return _("refusé : %s") % thing.withdrawn_reason if thing.withdrawn_reason else _("refusé")
    return _("validé") if thing.live else _("en brouillon")


class ProposalsView(WagtailAdminTemplateMixin, TemplateView):
    """The queue."""

    template_name = "directory/admin/proposals.html"
    page_title = gettext_lazy("Termes et noms proposés")
    header_icon = "tag"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """For who proposes or decides."""
        if not any(may_decide(request.user, kind) or may_propose(request.user, kind) for kind in MODELS):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """After the first page."""
        return [
            {"url": reverse("wagtailadmin_home"), "label": _("Accueil")},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What waits, and what was decided of one's own."""
        user = self.request.user
        return {
            **super().get_context_data(**kwargs),
            "waiting": list_waiting(user),
            "decided": list(list_decided(user)),
            "decides": {kind for kind in MODELS if may_decide(user, kind)},
        }


class DecideForm(forms.Form):
    """What is decided, with what it takes."""

    decision = forms.ChoiceField(choices=[("validate", ""), ("merge", ""), ("refuse", "")])
    reason = forms.CharField(label=gettext_lazy("Raison"), required=False, max_length=255)
    keep_words = forms.BooleanField(
        label=gettext_lazy("Garder le mot dans les notices, comme texte libre"), required=False, initial=True
    )

    def __init__(self, *args: Any, thing: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        model = type(thing)
        others = model.objects.not_gone().exclude(pk=thing.pk)
        widget = model.snippet_viewset.chooser_viewset.widget_class
        self.fields["target"] = forms.ModelChoiceField(others, required=False, label=_("Avec"), widget=widget())
        if isinstance(thing, Concept):
            self.fields["broader"] = forms.ModelChoiceField(
                others, required=False, label=_("Sous"), widget=widget(),
                help_text=_("Vide : là où il a été proposé, ou en tête de l’arbre."),
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """A merge needs another, a refusal a reason."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("decision") == "merge" and not cleaned.get("target"):
            self.add_error("target", _("Choisissez avec quoi fusionner."))
        if cleaned.get("decision") == "refuse" and not cleaned.get("reason"):
            self.add_error("reason", _("Dites pourquoi : la personne qui l’a proposé le lira."))
        return cleaned


class DecideView(WagtailAdminTemplateMixin, TemplateView):
    """One proposal: what uses it, and what to make of it."""

    template_name = "directory/admin/proposal.html"
    header_icon = "tag"
    merges: ClassVar[dict[str, Any]] = {"concept": merge_concepts, "agent": merge_agents}

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """For who decides."""
        self.kind = kwargs["kind"]
        if self.kind not in MODELS:
            raise Http404
        if not may_decide(request.user, self.kind):
            raise PermissionDenied
        self.thing = MODELS[self.kind].objects.proposed().identified(UUID(str(kwargs["uuid"]))).first()
        if self.thing is None:
            messages.warning(request, _("Quelqu’un d’autre a déjà décidé de cette proposition."))
            return HttpResponseRedirect(reverse("proposals:list"))
        self.page_title = str(self.thing)
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Decide, and go back to the queue."""
        form = DecideForm(request.POST, thing=self.thing)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        try:
            messages.success(request, self.decide(form.cleaned_data))
        except (Refused, AlreadyDecided, MergeRefused) as refusal:
            messages.error(request, str(refusal))
        return HttpResponseRedirect(reverse("proposals:list"))

    def decide(self, data: dict[str, Any]) -> str:
        """Do it; the sentence that says what was done."""
        thing, user = self.thing, self.request.user
        if data["decision"] == "validate":
            if self.kind == "concept":
                validate_concept(thing, data["broader"], user)
            else:
                validate_proposal(thing, user)
            return _("« %s » est validé, et public.") % thing
        if data["decision"] == "merge":
            self.merges[self.kind](thing, data["target"], user)
            return _("« %(thing)s » est fusionné avec « %(target)s ».") % {"thing": thing, "target": data["target"]}
        refuse_proposal(thing, data["reason"], user, keep_words=data["keep_words"])
        return _("« %s » est refusé.") % thing

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The proposal and the form, with its scripts."""
        form = kwargs.get("form") or DecideForm(thing=self.thing)
        edit = reverse(self.thing.snippet_viewset.get_url_name("edit"), args=[self.thing.pk])
        context = {"form": form, "thing": self.thing, "media": form.media, "edit_url": edit}
        return {**super().get_context_data(**kwargs), **context, "details": _details(self.thing)}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """After the queue."""
        return [
            {"url": reverse("wagtailadmin_home"), "label": _("Accueil")},
            {"url": reverse("proposals:list"), "label": _("Termes et noms proposés")},
            {"url": "", "label": self.page_title},
        ]
