"""The bulk actions of the list of records, as they are offered."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from resources.bulk_actions.base import ChangingAction, RecordBulkAction
from resources.bulk_actions.operations import READING, Options
from resources.exports.formats import FORMATS
from resources.exports.services import export_response
from resources.models import HoldingStatus
from thesaurus.models import Concept


class PublishRecords(ChangingAction):
    """Publish the latest drafts."""

    display_name = _("Publier")
    action_type = "publish"
    aria_label = _("Publier les notices choisies")
    action_priority = 10


class UnpublishRecords(ChangingAction):
    """Make drafts of live records."""

    display_name = _("Dépublier")
    action_type = "unpublish"
    aria_label = _("Dépublier les notices choisies")
    action_priority = 40


class IndexingForm(forms.Form):
    """Which subject, and whether it comes or goes."""

    how = forms.ChoiceField(
        label=_("Que faire"), choices=[("add", _("ajouter le sujet")), ("remove", _("ôter le sujet"))], initial="add",
        widget=forms.RadioSelect,
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["concept"] = forms.ModelChoiceField(
            label=_("Sujet"), queryset=Concept.objects.not_gone(),
            widget=Concept.snippet_viewset.chooser_viewset.widget_class(),
        )  # fmt: skip


class IndexRecords(ChangingAction):
    """Index records with a concept, or take it off them."""

    display_name = _("Indexer")
    action_type = "index"
    aria_label = _("Ajouter ou ôter un sujet aux notices choisies")
    action_priority = 20
    form_class = IndexingForm

    def options_of(self, form: forms.Form) -> Options:
        """The concept, by its key."""
        return {"how": form.cleaned_data["how"], "concept": form.cleaned_data["concept"].pk}


class CopiesForm(forms.Form):
    """Where the copies are now."""

    status = forms.ChoiceField(label=_("Situation des exemplaires"), choices=HoldingStatus.choices)


class ChangeCopies(ChangingAction):
    """Put the copies of records in a situation."""

    display_name = _("Exemplaires")
    action_type = "copies"
    aria_label = _("Changer la situation des exemplaires des notices choisies")
    action_priority = 50
    form_class = CopiesForm

    def options_of(self, form: forms.Form) -> Options:
        """The situation."""
        return {"status": form.cleaned_data["status"]}


class WithdrawalForm(forms.Form):
    """Why they go."""

    reason = forms.CharField(label=_("Raison"), required=False, max_length=255)


class WithdrawRecords(ChangingAction):
    """Withdraw records. It bears the name of Wagtail's deletion, whose place it takes."""

    display_name = _("Retirer")
    action_type = "delete"
    aria_label = _("Retirer les notices choisies")
    action_priority = 60
    classes: ClassVar[set[str]] = {"serious"}
    form_class = WithdrawalForm

    def options_of(self, form: forms.Form) -> Options:
        """The reason."""
        return {"reason": form.cleaned_data["reason"]}


class ExportForm(forms.Form):
    """In which format."""

    format = forms.ChoiceField(
        label=pgettext_lazy("export", "Format"), choices=[(one.name, one.label) for one in FORMATS.values()]
    )


class ExportRecords(RecordBulkAction):
    """Send the records as a file."""

    display_name = _("Exporter")
    action_type = "export"
    aria_label = _("Exporter les notices choisies")
    action_priority = 30
    form_class = ExportForm
    rules = READING

    def perform(self, form: forms.Form, keys: Sequence[int]) -> HttpResponseBase:
        """The file, as it is made; drafts are in it."""
        return export_response(keys, form.cleaned_data["format"], "notices", public=False)


class PrintLabels(RecordBulkAction):
    """Print the labels of the copies."""

    display_name = _("Étiquettes")
    action_type = "labels"
    aria_label = _("Imprimer les étiquettes des notices choisies")
    action_priority = 35
    rules = READING

    def perform(self, form: forms.Form, keys: Sequence[int]) -> HttpResponse:
        """On to the sheet, which is remembered for this editor until it is printed."""
        self.request.session["labels"] = list(keys)
        return HttpResponseRedirect(reverse("workshop:labels"))


ACTIONS = (
    PublishRecords, IndexRecords, ExportRecords, PrintLabels, UnpublishRecords, ChangeCopies, WithdrawRecords,
)  # fmt: skip
