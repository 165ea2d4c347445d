"""The form that takes a Word document."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.conversion.docx import LARGEST_FILE


class WordForm(forms.Form):
    """A document."""

    file = forms.FileField(
        label=gettext_lazy("Document Word (.docx)"),
        help_text=gettext_lazy("Titres, listes, notes, tableaux, liens et images sont repris. Rien n’est publié."),
        widget=forms.FileInput(attrs={"accept": ".docx"}),
    )

    def clean_file(self) -> Any:
        """Refuse what is too large before it is read."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(_("Le document dépasse %(limit)d Mo.") % {"limit": LARGEST_FILE >> 20})
        return file
