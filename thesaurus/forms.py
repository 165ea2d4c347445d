"""The editors' form of a concept: what must be true of its words and links before it is saved."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

from core.languages import language_name
from core.text import squeeze
from thesaurus.models import LabelKind, Scheme
from thesaurus.services import stands_above


class ConceptForm(WagtailAdminModelForm):
    """Checks the labels and links together, unsaved ones among them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.pk and "scheme" in self.fields:
            self.fields["scheme"].initial = Scheme.objects.order_by("pk").first()

    def clean(self) -> dict[str, Any]:
        """One preferred label in each language, no link to itself or round in a circle."""
        cleaned: dict[str, Any] = super().clean()
        self._check_labels()
        self._check_links("broader_links", "broader")
        self._check_links("related_links", "related")
        self._check_circles()
        return cleaned

    def _filled(self, name: str) -> Iterator[Any]:
        """The valid rows of a part that will be kept."""
        formset = self.formsets.get(name)
        if formset is None:
            return
        formset.is_valid()
        for form in formset.forms:
            data = getattr(form, "cleaned_data", {})
            if form.is_valid() and data and not data.get("DELETE"):
                yield form

    def _check_labels(self) -> None:
        """Exactly one preferred label in a language, one at least, and no label twice."""
        if "labels" not in self.formsets:
            return
        preferred: set[str] = set()
        seen: set[tuple[str, str]] = set()
        for form in self._filled("labels"):
            language, text = form.cleaned_data["language"], squeeze(form.cleaned_data["text"])
            if (language, text) in seen:
                form.add_error("text", _("Ce libellé y est déjà dans cette langue."))
            seen.add((language, text))
            if form.cleaned_data["kind"] == LabelKind.PREFERRED:
                if language in preferred:
                    message = _("Il y a déjà un libellé préféré en %s : choisissez « employé pour ».")
                    form.add_error("kind", message % language_name(language))
                preferred.add(language)
        if not preferred:
            self.add_error(None, _("Donnez au moins un libellé préféré."))

    def _check_links(self, name: str, field: str) -> None:
        """No link to the concept itself; the same link twice is refused by the formset."""
        for form in self._filled(name):
            if form.cleaned_data[field].pk == self.instance.pk:
                form.add_error(field, _("Un concept ne peut pas être lié à lui-même."))

    def _check_circles(self) -> None:
        """Refuse a concept that would stand above itself, however long the way round."""
        if not self.instance.pk:
            return  # nothing can stand under a concept that is not saved yet
        for form in self._filled("broader_links"):
            other = form.cleaned_data["broader"]
            if other.pk != self.instance.pk and stands_above(self.instance.pk, other.pk):
                message = _(
                    "« %(other)s » est déjà sous « %(concept)s » : le concept se trouverait au-dessus de lui-même."
                )
                form.add_error("broader", message % {"other": other, "concept": self.instance})
