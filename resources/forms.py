"""The editors' form of a record."""

from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from core.languages import language_choices, language_name
from core.text import squeeze
from resources.inventory_fields import refuse_same_numbers
from resources.models.choices import SchoolLevel


class LanguagesField(forms.MultipleChoiceField):
    """Several languages picked from a list by name; a code nobody offers, from an import, stays what it is."""

    widget = forms.SelectMultiple(attrs={"size": 7})

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("Pour en choisir plusieurs, gardez la touche Ctrl (ou Cmd) enfoncée."))
        super().__init__(choices=lazy(language_choices, list), required=False, **kwargs)

    def keep(self, codes: list[str]) -> None:
        """Offer these codes as well."""
        offered = language_choices()
        known = {code for code, _name in offered}
        self.choices = [*offered, *((code, language_name(code)) for code in codes if code not in known)]


class WordsField(forms.CharField):
    """Free keywords on one line, separated by commas; a list in the database."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=2000, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """The words as they are typed."""
        return ", ".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        """The words as a list, each once."""
        words = [squeeze(word) for word in super().clean(value).replace(";", ",").split(",")]
        return list(dict.fromkeys(word for word in words if word))

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the words are others than they were."""
        return super().has_changed(self.prepare_value(initial or []), data)


class RecordForm(WagtailAdminModelForm):
    """Lists kept as JSON become choices by name, boxes to tick and a line of words."""

    languages = LanguagesField(label=_("Langues"))
    original_languages = LanguagesField(label=_("Langues de l’original"))
    levels = forms.MultipleChoiceField(
        label=_("Niveaux d’enseignement"), choices=SchoolLevel.choices, required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    keywords = WordsField(
        label=_("Mots-clés libres"), help_text=_("Séparés par des virgules, quand aucun sujet ne convient.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("languages", "original_languages"):
            if field := self.fields.get(name):
                field.keep(getattr(self.instance, name) or [])

    def is_valid(self) -> bool:
        """Nor may two copies bear the same inventory number."""
        return bool(super().is_valid()) and refuse_same_numbers(self)
