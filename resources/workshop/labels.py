"""The sheet of labels, to print from the browser."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from resources.labels import COLUMNS, MOST_RECORDS, PER_SHEET, ROWS, make_sheets
from resources.models import Record
from resources.workshop.page import WorkshopPage


class LabelsForm(forms.Form):
    """Where the first label goes, and what is on it."""

    start = forms.IntegerField(
        label=_("Première étiquette"), min_value=1, max_value=PER_SHEET, initial=1, required=False,
        help_text=_("De 1 à 24, de gauche à droite puis de haut en bas : pour finir une feuille entamée."),
    )  # fmt: skip
    spine = forms.BooleanField(label=_("Cote"), required=False, initial=True)
    bars = forms.BooleanField(label=_("Code-barres"), required=False, initial=True)


class LabelsView(WorkshopPage):
    """Labels of one record (`?notice=` and its number) or of those last chosen in the list."""

    template_name = "resources/admin/labels.html"
    page_title = _("Étiquettes")
    header_icon = "tag"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The sheets, and how to change them."""
        keys = self.chosen()
        asked = self.request.GET
        form = LabelsForm(asked if "start" in asked else None)
        chosen: dict[str, Any] = {"start": 1, "spine": True, "bars": True}
        if form.is_bound and form.is_valid():
            chosen = {**form.cleaned_data, "start": form.cleaned_data["start"] or 1}
        sheets = make_sheets(keys, chosen["start"], spine=chosen["spine"], bars=chosen["bars"])
        return {
            **super().get_context_data(**kwargs),
            "form": form,
            "notice": asked.get("notice", ""),
            "sheets": sheets,
            "count": sum(not label.empty for sheet in sheets for label in sheet),
            "without_number": sum(not (label.empty or label.number) for sheet in sheets for label in sheet),
            "unreadable": sum(bool(label.number and chosen["bars"] and not label.barcode) for sheet in sheets
                              for label in sheet),
            "cut_short": MOST_RECORDS if len(keys) > MOST_RECORDS else 0,
            "columns": COLUMNS,
            "rows": ROWS,
        }  # fmt: skip

    def chosen(self) -> list[int]:
        """Keys of the records: the one named, or those chosen in the list."""
        number = self.request.GET.get("notice", "")
        if number.isascii() and number.isdigit() and len(number) < 19:
            return list(Record.objects.with_numbers([int(number)]).values_list("pk", flat=True))
        return list(self.request.session.get("labels", []))
