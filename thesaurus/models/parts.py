"""The labels, notes and links of a concept, edited with it."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from core.text import sort_key
from thesaurus.models.concept import Concept
from thesaurus.querysets import AncestryQuerySet, LabelQuerySet, LinkQuerySet


class LabelKind(models.TextChoices):
    """SKOS's three kinds of label."""

    PREFERRED = "pref", _("préféré")
    ALTERNATIVE = "alt", _("employé pour")
    HIDDEN = "hidden", _("caché (recherche seulement)")


class ConceptLabel(models.Model):
    """What a concept is called in one language."""

    concept = ParentalKey(Concept, on_delete=models.CASCADE, related_name="labels")
    kind = models.CharField(_("sorte"), max_length=6, choices=LabelKind.choices, default=LabelKind.PREFERRED)
    language = models.CharField(_("langue"), max_length=12)
    text = models.CharField(_("libellé"), max_length=255)
    sort_key = models.CharField(max_length=255, editable=False, db_index=True)

    objects = LabelQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key"]
        indexes = [models.Index(fields=["language", "kind", "sort_key"])]
        constraints = [
            models.UniqueConstraint(
                fields=["concept", "language"],
                condition=models.Q(kind="pref"),
                name="thesaurus_one_preferred_label_per_language",
            )
        ]

    def __str__(self) -> str:
        return self.text

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the sorting form in step."""
        self.sort_key = sort_key(self.text)[:255]
        super().save(*args, **kwargs)  # type: ignore[arg-type]  # Django's own signature


class NoteKind(models.TextChoices):
    """SKOS's documentation properties."""

    DEFINITION = "definition", _("définition")
    SCOPE = "scopeNote", _("note d’application")
    EXAMPLE = "example", _("exemple")
    HISTORY = "historyNote", _("note historique")
    EDITORIAL = "editorialNote", _("note de rédaction (interne)")
    CHANGE = "changeNote", _("note de modification")
    NOTE = "note", _("note")


class ConceptNote(models.Model):
    """A definition or a note in one language."""

    concept = ParentalKey(Concept, on_delete=models.CASCADE, related_name="notes")
    kind = models.CharField(_("sorte"), max_length=20, choices=NoteKind.choices, default=NoteKind.SCOPE)
    language = models.CharField(_("langue"), max_length=12)
    text = models.TextField(_("texte"))

    def __str__(self) -> str:
        return self.text[:60]


class BroaderLink(models.Model):
    """One concept is narrower than another; a concept may have several broader ones, never itself."""

    concept = ParentalKey(Concept, on_delete=models.CASCADE, related_name="broader_links")
    broader = models.ForeignKey(
        Concept, verbose_name=_("plus général"), on_delete=models.CASCADE, related_name="narrower_links"
    )

    objects = LinkQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["concept", "broader"], name="thesaurus_one_broader_link")]

    def __str__(self) -> str:
        return f"{self.concept_id} < {self.broader_id}"

    def clean(self) -> None:
        """Refuse a concept above itself, however long the way round; drafts count too."""
        from thesaurus.services import stands_above

        if self.concept_id and self.broader_id and stands_above(self.concept_id, self.broader_id):
            raise ValidationError({"broader": _("Ce concept se trouverait au-dessus de lui-même.")})


class RelatedLink(models.Model):
    """Two concepts are neighbours; stored once each way."""

    concept = ParentalKey(Concept, on_delete=models.CASCADE, related_name="related_links")
    related = models.ForeignKey(Concept, verbose_name=_("voisin"), on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["concept", "related"], name="thesaurus_one_related_link")]

    def __str__(self) -> str:
        return f"{self.concept_id} ~ {self.related_id}"


class MatchKind(models.TextChoices):
    """SKOS's mapping properties."""

    EXACT = "exactMatch", _("équivalent exact")
    CLOSE = "closeMatch", _("équivalent proche")
    BROAD = "broadMatch", _("équivalent plus général")
    NARROW = "narrowMatch", _("équivalent plus précis")
    RELATED = "relatedMatch", _("équivalent voisin")


class ConceptMatch(models.Model):
    """The same or a like concept in another vocabulary."""

    concept = ParentalKey(Concept, on_delete=models.CASCADE, related_name="matches")
    kind = models.CharField(_("sorte"), max_length=20, choices=MatchKind.choices, default=MatchKind.EXACT)
    uri = models.CharField(_("URI"), max_length=500)

    def __str__(self) -> str:
        return f"{self.kind} {self.uri}"


class Ancestry(models.Model):
    """Every concept with each of its broader ones, itself at depth 0; rebuilt by `services.rebuild_ancestry`."""

    ancestor = models.ForeignKey(Concept, on_delete=models.CASCADE, related_name="+")
    descendant = models.ForeignKey(Concept, on_delete=models.CASCADE, related_name="ancestry")
    depth = models.PositiveSmallIntegerField()

    objects = AncestryQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ancestor", "descendant"], name="thesaurus_one_ancestry")]

    def __str__(self) -> str:
        return f"{self.ancestor_id} > {self.descendant_id}"
