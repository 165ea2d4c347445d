"""What the tree posts: a move, a new label, a new concept."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.admin_views import LanguageSelect
from thesaurus.models import Concept


class NumberedConceptField(forms.IntegerField):
    """A concept by its public number; nothing means the top of the tree."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, min_value=1, max_value=10**15, **kwargs)

    def clean(self, value: Any) -> Any:
        """The concept of that number."""
        number = super().clean(value)
        if number is None:
            return None
        found = Concept.objects.not_gone().numbered(number).first()
        if found is None:
            raise forms.ValidationError(_("Aucun concept ne porte le numéro %d.") % number)
        return found


class MoveForm(forms.Form):
    """From where, to where, and where it was when it was seen."""

    source = NumberedConceptField()
    target = NumberedConceptField()
    stamp = forms.CharField(required=False, max_length=2000)
    keep = forms.BooleanField(required=False)


class LabelForm(forms.Form):
    """The label of a concept in one language."""

    text = forms.CharField(label=_("Libellé"), max_length=255)
    language = forms.CharField(label=_("Langue"), max_length=12, initial="fr", widget=LanguageSelect)


class RenameForm(LabelForm):
    """Another label, and the one it takes the place of."""

    before = forms.CharField(required=False, max_length=255, widget=forms.HiddenInput)
