"""Forms of what is planned around an article."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput
from wagtail.models import Page

from directory.models import Agent
from magazine.assembly.commissions import Plan
from magazine.models import DossierPage, IssuePage, RubricPage


class PlanForm(forms.Form):
    """Who writes an article, for when, and who follows it."""

    author_name = forms.CharField(label=_("De qui"), max_length=200, required=False)
    author_email = forms.EmailField(
        label=_("Son adresse"), required=False,
        help_text=_("Pour les rappels : trois jours avant l’échéance, et en cas de retard. "
                    "Effacée trois mois après la parution."),
    )  # fmt: skip
    due_on = forms.DateField(label=_("Attendu pour le"), required=False, widget=AdminDateInput)
    note = forms.CharField(
        label=_("Note"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Longueur, angle, images promises. Pour la rédaction seulement."),
    )  # fmt: skip

    def __init__(self, *args: Any, plan: Plan | None = None, **kwargs: Any) -> None:
        if plan is not None:
            kwargs["initial"] = {**vars(plan), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.fields["agent"] = forms.ModelChoiceField(
            label=_("Personne de l’annuaire"), queryset=Agent.objects.all(), required=False,
            widget=Agent.snippet_viewset.chooser_viewset.widget_class(),
            help_text=_("Elle signera l’article. Si elle n’y est pas encore, son nom suffit."),
        )  # fmt: skip
        self.fields["responsible"] = forms.ModelChoiceField(label=_("Suivi par"), queryset=team(), required=False)
        self.order_fields(["title", "place", "agent", "author_name", "author_email", "responsible", "due_on"])

    def plan(self) -> Plan:
        """What was typed, as a plan."""
        return Plan(**{name: self.cleaned_data[name] for name in Plan.__dataclass_fields__})


class ExpectForm(PlanForm):
    """An article that is announced."""

    title = forms.CharField(label=_("Titre de travail"), max_length=255)

    def __init__(self, *args: Any, issue: IssuePage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"] = forms.TypedChoiceField(label=_("Place"), coerce=int, choices=places_of(issue))
        self.order_fields(["title", "place"])


def team() -> Any:
    """People of the team, as one looks for them."""
    return get_user_model()._default_manager.filter(is_active=True).order_by("last_name", "first_name", "username")


def places_of(issue: IssuePage) -> list[tuple[int, str]]:
    """Where an article may stand: at the end of the number, or of one of its parts."""
    parts: list[Page] = [*DossierPage.objects.of_issue(issue), *RubricPage.objects.of_issue(issue)]
    named = [(part.pk, part.draft_title or part.title) for part in sorted(parts, key=lambda part: part.path)]
    return [(issue.pk, str(_("À la fin du numéro, hors dossier et rubrique"))), *named]
