"""What an episode and a capsule share: a recording, what it is about, who made it."""

from typing import Any, ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable

from audiovisual.querysets import SHOW_DEPTH
from core.blocks import TEXT_FEATURES
from core.models import BasePage
from directory.relators import RELATORS
from media_library.models import Licence


class Programme(BasePage):
    """Something to hear or to see. Its children `people`, `concepts` and `records` are of its own model."""

    share_fields = ("share_image", "image")
    stands_on_live_from: ClassVar[int | None] = SHOW_DEPTH
    recording = models.ForeignKey(
        "media_library.Recording", verbose_name=_("enregistrement"), on_delete=models.SET_NULL, null=True, blank=True,
        related_name="%(class)ss",
    )  # fmt: skip
    summary = models.TextField(
        _("résumé"), blank=True, max_length=1000, help_text=_("Deux ou trois phrases, sans mise en forme.")
    )
    notes = RichTextField(_("notes"), blank=True, features=TEXT_FEATURES)
    image = models.ForeignKey(
        "media_library.CreditedImage", verbose_name=_("image"), on_delete=models.SET_NULL, null=True, blank=True,
        related_name="+",
    )  # fmt: skip
    image_alt = models.CharField(
        _("description de l’image"), max_length=255, blank=True,
        help_text=_("Pour qui ne la voit pas. Sinon, la description de la médiathèque."),
    )  # fmt: skip
    published_at = models.DateTimeField(
        _("date de parution"), default=timezone.now, db_index=True,
        help_text=_("Celle qui est montrée. Pour publier plus tard, programmez la publication."),
    )  # fmt: skip
    licence = models.CharField(_("licence"), max_length=20, choices=Licence.choices, default=Licence.RESERVED)
    source_identifier = models.CharField(max_length=500, blank=True, editable=False, db_index=True)
    """Where it was taken over from; empty for what was made here."""

    opening_panels: ClassVar[list[Any]] = [*BasePage.content_panels, FieldPanel("summary"), FieldPanel("recording")]
    about_panels: ClassVar[list[Any]] = [
        FieldPanel("notes"),
        MultiFieldPanel([FieldPanel("image"), FieldPanel("image_alt")], _("Image")),
        InlinePanel("people", label=_("personne"), heading=_("Avec")),
        InlinePanel("concepts", label=_("sujet"), heading=_("Sujets")),
        InlinePanel("records", label=_("notice"), heading=_("Documents cités")),
    ]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        abstract = True


class ProgrammePerson(Orderable):
    """Who had which part in a programme. Subclasses give `page`."""

    agent = models.ForeignKey(
        "directory.Agent", verbose_name=_("personne ou organisation"), on_delete=models.CASCADE,
        related_name="%(class)s_parts",
    )  # fmt: skip
    role = models.CharField(_("rôle"), max_length=3, choices=RELATORS, default="hst")
    name_as_printed = models.CharField(_("nom tel qu’affiché"), max_length=255, blank=True)
    about = models.CharField(_("présentation"), max_length=300, blank=True)

    panels = [
        FieldPanel("agent"),
        FieldRowPanel([FieldPanel("role"), FieldPanel("name_as_printed")]),
        FieldPanel("about"),
    ]

    class Meta(Orderable.Meta):
        abstract = True

    def __str__(self) -> str:
        return f"{self.name_as_printed or self.agent_id} ({self.role})"


class ProgrammeConcept(Orderable):
    """What a programme is about. Subclasses give `page`."""

    concept = models.ForeignKey(
        "thesaurus.Concept", verbose_name=_("sujet"), on_delete=models.CASCADE, related_name="%(class)s_uses"
    )

    panels = [FieldPanel("concept")]

    class Meta(Orderable.Meta):
        abstract = True

    def __str__(self) -> str:
        return str(self.concept_id)


class ProgrammeRecord(Orderable):
    """A document a programme speaks of. Subclasses give `page`."""

    record = models.ForeignKey(
        "resources.Record", verbose_name=_("notice"), on_delete=models.CASCADE, related_name="%(class)s_uses"
    )

    panels = [FieldPanel("record")]

    class Meta(Orderable.Meta):
        abstract = True

    def __str__(self) -> str:
        return str(self.record_id)
