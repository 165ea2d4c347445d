"""The inventory number in the form of a record: a field with a button that gives the next one, and its check."""

from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.forms.widgets import TextInput
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from resources.inventory import find_same_number


class InventoryNumberInput(TextInput):
    """A text field beside a button that takes the next number of the year."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """The field, the button, and where a failure is told."""
        button = (
            '{}<button type="button" class="button button-small button-secondary" data-give-number="{}">{}</button>'
            '<span role="status" data-failure="{}"></span>'
        )
        failure = _("Aucun numéro n’a pu être attribué. Réessayez.")
        url, words = reverse("workshop:give_number"), _("Attribuer le suivant")
        return format_html(button, super().render(name, value, attrs, renderer), url, words, failure)

    class Media:
        js = ("js/admin-inventory.js",)


def refuse_same_numbers(form: Any) -> bool:
    """Add an error to each copy whose inventory number another one bears, here or in another record; True without."""
    seen: set[str] = set()
    free = True
    for copy in _copies(form):
        number = str(copy.cleaned_data.get("inventory_number") or "").strip()
        if not number:
            continue
        message = _("Ce numéro est donné deux fois dans cette notice.") if number in seen else ""
        if not message and (other := find_same_number(number, form.instance.pk)):
            about = {"number": other.record.number, "title": other.record.title}
            message = _("Ce numéro est déjà celui d’un exemplaire de la notice %(number)d, « %(title)s ».") % about
        seen.add(number)
        if message:
            copy.add_error("inventory_number" if "inventory_number" in copy.fields else NON_FIELD_ERRORS, message)
            free = False
    return free


def _copies(form: Any) -> list[forms.ModelForm]:
    """The forms of the copies that are kept."""
    formset = getattr(form, "formsets", {}).get("holdings")
    if formset is None or not form.is_bound:
        return []
    return [one for one in formset.forms if one not in formset.deleted_forms and hasattr(one, "cleaned_data")]
