"""The repeatable parts of a record, edited with it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from core.models import IdentifiedModel
from directory.relators import RELATORS
from resources.holding_querysets import HoldingQuerySet
from resources.identifiers import check_identifier
from resources.models.choices import Condition, HoldingStatus, IdentifierKind, LinkKind, NoteKind, Origin, TitleKind
from resources.models.record import Record


class OtherTitle(Orderable):
    """Another title the document carries."""

    record = ParentalKey(Record, on_delete=models.CASCADE, related_name="other_titles")
    kind = models.CharField(_("sorte"), max_length=10, choices=TitleKind.choices, default=TitleKind.VARIANT)
    text = models.CharField(_("titre"), max_length=1000)
    language = models.CharField(_("langue"), max_length=12, blank=True)

    class Meta(Orderable.Meta):
        pass

    def __str__(self) -> str:
        return self.text


class Contribution(Orderable):
    """Who did what; in the order of the document."""

    record = ParentalKey(Record, on_delete=models.CASCADE, related_name="contributions")
    agent = models.ForeignKey(
        "directory.Agent", verbose_name=_("personne ou organisation"), on_delete=models.CASCADE,
        related_name="contributions",
    )  # fmt: skip
    role = models.CharField(_("rôle"), max_length=3, choices=RELATORS, default="aut")
    name_as_printed = models.CharField(_("nom tel qu’imprimé"), max_length=255, blank=True)

    class Meta(Orderable.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.name_as_printed or self.agent_id} ({self.role})"


class Publication(Orderable):
    """Who published the document, and where."""

    record = ParentalKey(Record, on_delete=models.CASCADE, related_name="publications")
    agent = models.ForeignKey(
        "directory.Agent", verbose_name=_("éditeur"), on_delete=models.SET_NULL, null=True, blank=True,
        related_name="publications",
    )  # fmt: skip
    name_as_printed = models.CharField(_("nom tel qu’imprimé"), max_length=255, blank=True)
    place = models.CharField(_("lieu"), max_length=120, blank=True)

    class Meta(Orderable.Meta):
        pass

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The publisher's name, as printed or as in the directory."""
        return self.name_as_printed or (self.agent.name if self.agent else "")


class RecordNote(Orderable):
    """An abstract or another text about the document, with its source."""

    record = ParentalKey(Record, on_delete=models.CASCADE, related_name="notes")
    kind = models.CharField(_("sorte"), max_length=10, choices=NoteKind.choices, default=NoteKind.ABSTRACT)
    text = models.TextField(_("texte"))
    language = models.CharField(_("langue"), max_length=12, default="fr", blank=True)
    source = models.CharField(_("source"), max_length=255, blank=True)

    class Meta(Orderable.Meta):
        pass

    def __str__(self) -> str:
        return self.text[:60]


class RecordSubject(Orderable):
    """A concept the document is about."""

    record = ParentalKey(Record, on_delete=models.CASCADE, related_name="subjects")
    concept = models.ForeignKey(
        "thesaurus.Concept", verbose_name=_("sujet"), on_delete=models.CASCADE, related_name="record_subjects"
    )

    class Meta(Orderable.Meta):
        pass

    def __str__(self) -> str:
        return str(self.concept)


class RecordIdentifier(Orderable):
    """A number printed on the document; an invalid one is kept and flagged."""

    record = ParentalKey(Record, on_delete=models.CASCADE, related_name="identifiers")
    kind = models.CharField(_("sorte"), max_length=6, choices=IdentifierKind.choices, default=IdentifierKind.ISBN)
    value = models.CharField(_("numéro"), max_length=255)
    normalised = models.CharField(max_length=255, editable=False, db_index=True)
    valid = models.BooleanField(default=True, editable=False)

    class Meta(Orderable.Meta):
        pass

    def __str__(self) -> str:
        return self.value

    def derive_fields(self) -> None:
        """Compute the compared form and whether the number is right; bulk writers call it themselves."""
        checked = check_identifier(self.kind, self.value)
        self.normalised, self.valid = checked.normalised[:255], checked.valid

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep derived fields in step."""
        self.derive_fields()
        super().save(*args, **kwargs)


class RecordLink(Orderable):
    """An address where the document, or something about it, is found."""

    record = ParentalKey(Record, on_delete=models.CASCADE, related_name="links")
    kind = models.CharField(_("sorte"), max_length=10, choices=LinkKind.choices, default=LinkKind.FULL_TEXT)
    url = models.URLField(_("adresse"), max_length=1000)
    label = models.CharField(_("libellé"), max_length=255, blank=True)

    class Meta(Orderable.Meta):
        pass

    def __str__(self) -> str:
        return self.label or self.url


class RecordFile(Orderable):
    """A file of the document itself."""

    record = ParentalKey(Record, on_delete=models.CASCADE, related_name="files")
    document = models.ForeignKey(
        "media_library.CreditedDocument", verbose_name=_("fichier"), on_delete=models.CASCADE, related_name="+"
    )
    label = models.CharField(_("libellé"), max_length=255, blank=True)

    class Meta(Orderable.Meta):
        pass

    def __str__(self) -> str:
        return self.label or str(self.document)


class HoldingSite(IdentifiedModel):
    """A place where copies are kept."""

    name = models.CharField(_("nom"), max_length=120, unique=True)
    address = models.CharField(_("adresse"), max_length=255, blank=True)

    class Meta:
        verbose_name = _("lieu de conservation")
        verbose_name_plural = _("lieux de conservation")

    def __str__(self) -> str:
        return self.name


class Holding(Orderable):
    """A copy in one of the house's places."""

    record = ParentalKey(Record, on_delete=models.CASCADE, related_name="holdings")
    site = models.ForeignKey(
        HoldingSite, verbose_name=_("lieu"), on_delete=models.SET_NULL, null=True, blank=True, related_name="holdings"
    )
    shelf_mark = models.CharField(_("cote"), max_length=120, blank=True)
    condition = models.CharField(_("état"), max_length=10, choices=Condition.choices, default=Condition.GOOD)
    status = models.CharField(
        _("situation"), max_length=10, choices=HoldingStatus.choices, default=HoldingStatus.AVAILABLE
    )
    note = models.CharField(_("remarque"), max_length=255, blank=True)
    inventory_number = models.CharField(_("numéro d’inventaire"), max_length=60, blank=True, db_index=True)
    acquired_on = models.DateField(_("entré le"), null=True, blank=True)
    origin = models.CharField(_("provenance"), max_length=10, choices=Origin.choices, blank=True)
    removed_on = models.DateField(
        _("éliminé le"),
        null=True,
        blank=True,
        help_text=_("L’exemplaire reste dans l’inventaire, le public ne le voit plus."),
    )

    objects = HoldingQuerySet.as_manager()

    class Meta(Orderable.Meta):
        indexes = [
            models.Index(fields=["acquired_on"], name="resources_holding_acquired"),
            models.Index(fields=["removed_on"], name="resources_holding_removed"),
        ]

    def __str__(self) -> str:
        return self.shelf_mark
