"""What is typed about a periodical: its rhythm, a number by hand, a day, a table of contents."""

import re
from typing import Any

from django import forms
from django.utils.dates import MONTHS
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminDateInput

from core.text import squeeze
from resources.models import Record, RecordType, Subscription
from resources.periodicals.describing import Article, read_authors
from resources.periodicals.prediction import PLACEHOLDERS

LINES = 8
"""Articles that may be typed at once."""
DISTINCT = {"number", "issue", "month"}
"""One of these must be in the form of a number, or all would look the same."""


def month_choices() -> list[tuple[int, Any]]:
    """The months by name."""
    return list(MONTHS.items())


class SubscriptionForm(forms.ModelForm[Subscription]):
    """How a periodical is received."""

    skipped_months = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Mois sans numéro"), required=False, coerce=int, choices=lazy(month_choices, list),
        widget=forms.CheckboxSelectMultiple, help_text=gettext_lazy("Par exemple août, pour onze numéros par an."),
    )  # fmt: skip

    class Meta:
        model = Subscription
        fields = (
            "record", "frequency", "first_expected_on", "first_number", "number_pattern", "first_volume",
            "skipped_months", "grace_days", "ends_on", "supplier", "site", "shelf_mark", "note",
        )  # fmt: skip
        widgets = {"first_expected_on": AdminDateInput, "ends_on": AdminDateInput, "note": forms.Textarea({"rows": 2})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["record"]
        else:
            free = Record.objects.not_gone().filter(type=RecordType.PERIODICAL, subscription=None)
            field: Any = self.fields["record"]
            field.queryset = free
            field.widget = Record.snippet_viewset.chooser_viewset.widget_class()
            field.error_messages["invalid_choice"] = _("Choisissez une notice de périodique qui n’a pas d’abonnement.")

    def clean_number_pattern(self) -> str:
        """Only what is replaced may stand between braces, and something must change from one number to the next."""
        pattern = squeeze(self.cleaned_data["number_pattern"])
        named = set(re.findall(r"\{([^}]*)\}", pattern))
        if unknown := named - PLACEHOLDERS:
            raise forms.ValidationError(_("{%s} n’est pas remplacé.") % sorted(unknown)[0])
        if not named & DISTINCT:
            raise forms.ValidationError(
                _("Mettez-y {number}, {issue} ou {month} : tous les numéros se ressembleraient.")
            )
        return pattern

    def clean(self) -> dict[str, Any]:
        """An end after the beginning, a month left to come out in, a volume to begin with."""
        cleaned: dict[str, Any] = super().clean() or {}
        first, ends = cleaned.get("first_expected_on"), cleaned.get("ends_on")
        if first and ends and ends < first:
            self.add_error("ends_on", _("La fin précède le premier numéro."))
        if len(cleaned.get("skipped_months") or []) == len(MONTHS):
            self.add_error("skipped_months", _("Il faut au moins un mois avec un numéro."))
        if "{volume}" in cleaned.get("number_pattern", "") and cleaned.get("first_volume") is None:
            self.add_error("first_volume", _("Dites par quel volume on commence."))
        return cleaned


class DayForm(forms.Form):
    """The day something was done; today when nothing is said."""

    day = forms.DateField(required=False, widget=AdminDateInput)


class NumberForm(forms.Form):
    """A number by hand: single, double or without a number."""

    first = forms.IntegerField(
        label=gettext_lazy("Numéro"), required=False, min_value=0, max_value=10**8,
        help_text=gettext_lazy("Vide pour un supplément ou un hors-série."),
    )  # fmt: skip
    last = forms.IntegerField(
        label=gettext_lazy("au numéro (numéro double)"), required=False, min_value=0, max_value=10**8
    )
    label = forms.CharField(label=gettext_lazy("Tel qu’imprimé"), required=False, max_length=120)
    day = forms.DateField(label=gettext_lazy("Attendu le"), widget=AdminDateInput)

    def clean(self) -> dict[str, Any]:
        """A name when there is no number."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("first") is None and not cleaned.get("label"):
            self.add_error("label", _("Donnez un numéro, ou le nom du supplément."))
        return cleaned


class RunForm(forms.Form):
    """Old numbers the house holds already."""

    first = forms.IntegerField(label=gettext_lazy("Du numéro"), min_value=0, max_value=10**8)
    last = forms.IntegerField(label=gettext_lazy("au numéro"), min_value=0, max_value=10**8)


class ArticleForm(forms.Form):
    """A line of a table of contents."""

    title = forms.CharField(label=gettext_lazy("Titre"), required=False, max_length=1000)
    authors = forms.CharField(label=gettext_lazy("Auteurs"), required=False, max_length=1000)
    pages = forms.CharField(label=gettext_lazy("Pages"), required=False, max_length=120)

    def clean(self) -> dict[str, Any]:
        """No authors and no pages of nothing."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not squeeze(cleaned.get("title", "")) and (cleaned.get("authors") or cleaned.get("pages")):
            self.add_error("title", _("Il manque le titre de cet article."))
        return cleaned


class BaseArticles(forms.BaseFormSet[ArticleForm]):
    """The lines of a table of contents."""

    def articles(self) -> list[Article]:
        """The lines that were filled in."""
        found = []
        for form in self.forms:
            data = form.cleaned_data
            if title := squeeze(data.get("title", "")):
                found.append(Article(title, read_authors(data.get("authors", "")), squeeze(data.get("pages", ""))))
        return found


ArticleFormSet = forms.formset_factory(ArticleForm, formset=BaseArticles, extra=LINES, max_num=60, absolute_max=60)
