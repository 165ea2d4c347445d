"""A concept and the vocabulary it belongs to."""

from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from wagtail.models import DraftStateMixin, LockableMixin, PreviewableMixin, RevisionMixin

from core.models import IdentifiedModel, IndexedModel, NumberedModel, ProposedModel, TombstonedModel
from thesaurus.querysets import FALLBACK_LANGUAGES, ConceptQuerySet

if TYPE_CHECKING:
    from thesaurus.models.parts import ConceptLabel

MOST_ALTERNATIVES = 3
"""How many other words a line of the chooser shows."""

STRUCTURAL_FIELDS = {"live", "withdrawn_at", "merged_into"}
"""Fields that decide whether a concept has a place in the tree the public sees."""


class Scheme(IdentifiedModel):
    """A vocabulary, such as the house's own or one that was imported."""

    uri = models.CharField(_("URI"), max_length=500, unique=True)
    title = models.CharField(_("titre"), max_length=255)
    source = models.CharField(_("provenance et licence"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("vocabulaire")
        verbose_name_plural = _("vocabulaires")

    def __str__(self) -> str:
        return self.title


class Concept(
    IndexedModel, NumberedModel, IdentifiedModel, TombstonedModel, ProposedModel,
    DraftStateMixin, LockableMixin, RevisionMixin, PreviewableMixin, ClusterableModel,
):  # fmt: skip
    """A subject, whatever it is called in each language."""

    scheme = models.ForeignKey(Scheme, verbose_name=_("vocabulaire"), on_delete=models.CASCADE, related_name="concepts")
    uri = models.CharField(
        _("URI"), max_length=500, unique=True, null=True, blank=True,
        help_text=_("L’adresse du concept dans le vocabulaire d’où il vient ; vide pour un concept de la maison."),
    )  # fmt: skip
    notation = models.CharField(_("notation"), max_length=60, blank=True)
    top = models.BooleanField(_("en tête de l’arbre"), default=False)

    objects = ConceptQuerySet.as_manager()

    class Meta:
        verbose_name = _("concept")
        verbose_name_plural = _("concepts")

    def __str__(self) -> str:
        return self.label()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with its labels and links, and bring the tree and the neighbours in step in the same transaction."""
        from thesaurus.services import follow_change

        self.uri = self.uri or None
        fields = kwargs.get("update_fields")
        with transaction.atomic():
            super().save(*args, **kwargs)
            if fields is None or STRUCTURAL_FIELDS.intersection(fields):
                follow_change(self)

    def preferred_label(self, language: str | None = None) -> "ConceptLabel | None":
        """The preferred label in a language (the current one by default), else in French, else in any."""
        wanted = [language or (get_language() or "fr")[:2], *FALLBACK_LANGUAGES]
        labels = {label.language: label for label in self.labels.all() if label.kind == "pref"}
        for code in wanted:
            if code in labels:
                return labels[code]
        return min(labels.values(), key=lambda label: label.pk or 0, default=None)

    def label(self, language: str | None = None) -> str:
        """The text of `preferred_label`; the UUID of a concept that has none."""
        found = self.preferred_label(language)
        return found.text if found else str(self.uuid)

    @property
    def languages_line(self) -> str:
        """The languages it has a preferred label in, for the editors' list."""
        return ", ".join(sorted(label.language for label in self.labels.all() if label.kind == "pref"))

    @property
    def broader_line(self) -> str:
        """What it stands under, for the editors' list."""
        return ", ".join(link.broader.label() for link in self.broader_links.all())

    @property
    def description_in_chooser(self) -> str:
        """“Exil (employé pour : bannissement) < Migrations”: enough to tell it from its namesakes."""
        preferred = self.preferred_label()
        language = preferred.language if preferred else ""
        others = [label.text for label in self.labels.all() if label.kind == "alt" and label.language == language]
        words = ", ".join(others[:MOST_ALTERNATIVES]) + ("…" if len(others) > MOST_ALTERNATIVES else "")
        used_for = _(" (employé pour : %s)") % words if words else ""
        above = f" < {self.broader_line}" if self.broader_line else ""
        return f"{self.label()}{used_for}{above}"

    def get_full_url(self) -> str | None:
        """Where the public finds it; None for a concept not saved yet."""
        from thesaurus.addresses import concept_url

        return concept_url(self) if self.pk else None

    full_url = property(get_full_url)

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """The public page of a concept."""
        return "pages/thesaurus/concept.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """What the public page would print of the form as it stands, unsaved labels and links among it."""
        from thesaurus.presentation import present_preview

        return {**super().get_preview_context(request, mode_name), **present_preview(self, request)}
