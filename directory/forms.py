"""The editors' form of a person or an organisation."""

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

from core.names import parse_person
from directory.models import AgentKind


class AgentForm(WagtailAdminModelForm):
    """Refuses what can't be there twice; lets the sorting name follow the name until it is set by hand."""

    def clean(self) -> dict[str, Any]:
        """No number twice, one biography in each language."""
        cleaned: dict[str, Any] = super().clean()
        if "name" in self.changed_data and cleaned.get("sort_name") == self._derived_sort_name():
            cleaned["sort_name"] = ""  # it follows the new name
        self._refuse_twice("identifiers", ("kind", "value"), "value", _("Ce numéro y est déjà."))
        self._refuse_twice("biographies", ("language",), "language", _("Il y a déjà un texte dans cette langue."))
        return cleaned

    def _derived_sort_name(self) -> str:
        """What the sorting name was made of the name before it was edited."""
        name = str(self.initial.get("name") or "")
        return parse_person(name).sort if self.initial.get("kind") == AgentKind.PERSON else name

    def _refuse_twice(self, name: str, fields: tuple[str, ...], shown: str, message: str) -> None:
        """An error on the second of two rows that say the same, compared as they would be saved."""
        formset = self.formsets.get(name)
        if formset is None:
            return
        formset.is_valid()
        seen: set[tuple[Any, ...]] = set()
        for form in formset.forms:
            if not form.is_valid() or not form.cleaned_data or form.cleaned_data.get("DELETE"):
                continue
            row = tuple(getattr(form.instance, field) for field in fields)
            if row in seen:
                form.add_error(shown, message)
            seen.add(row)
