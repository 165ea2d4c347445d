"""What the house says to the press. A release that must wait has a date of publication, as any page may."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable

from core.blocks import SHORT_FEATURES
from core.models import BasePage
from home.models.bulletins import Bulletin, BulletinIndex, BulletinManager
from home.models.standard_page import FooterManager


class PressIndexPage(BulletinIndex):
    """The press releases of a language, and whom to ask."""

    contact = RichTextField(_("contact presse"), blank=True, features=SHORT_FEATURES)

    content_panels = [*BasePage.content_panels, FieldPanel("introduction"), FieldPanel("contact")]
    subpage_types: ClassVar[list[str]] = ["home.PressReleasePage"]
    template = "pages/home/bulletins.html"

    objects: ClassVar[Any] = FooterManager()

    class Meta:
        verbose_name = _("page de la presse")
        verbose_name_plural = _("pages de la presse")


class PressReleasePage(Bulletin):
    """One press release, with whom to ask about it and files to take away."""

    contact_name = models.CharField(_("nom"), max_length=160, blank=True)
    contact_email = models.EmailField(_("courriel"), blank=True)
    contact_phone = models.CharField(_("téléphone"), max_length=40, blank=True)

    content_panels = [
        *Bulletin.opening_panels,
        InlinePanel("attachments", label=_("fichier"), heading=_("Fichiers joints")),
        MultiFieldPanel(
            [FieldPanel("contact_name"), FieldPanel("contact_email"), FieldPanel("contact_phone")],
            _("Contact presse"),
        ),
        InlinePanel("concepts", label=_("sujet"), heading=_("Sujets")),
    ]
    parent_page_types: ClassVar[list[str]] = ["home.PressIndexPage"]
    template = "pages/home/press_release.html"

    objects: ClassVar[Any] = BulletinManager()

    class Meta:
        verbose_name = _("communiqué de presse")
        verbose_name_plural = _("communiqués de presse")


class PressAttachment(Orderable):
    """A file that goes with a press release: the release itself as PDF, pictures for print."""

    page = ParentalKey(PressReleasePage, on_delete=models.CASCADE, related_name="attachments")
    document = models.ForeignKey(
        "media_library.CreditedDocument", verbose_name=_("fichier"), on_delete=models.CASCADE, related_name="+"
    )
    label = models.CharField(_("libellé"), max_length=160, blank=True, help_text=_("Sinon, le titre du fichier."))

    panels = [FieldPanel("document"), FieldPanel("label")]

    class Meta(Orderable.Meta):
        pass

    def __str__(self) -> str:
        return self.label or str(self.document_id)


class PressConcept(Orderable):
    """What a press release is about."""

    page = ParentalKey(PressReleasePage, on_delete=models.CASCADE, related_name="concepts")
    concept = models.ForeignKey(
        "thesaurus.Concept", verbose_name=_("sujet"), on_delete=models.CASCADE, related_name="press_releases"
    )

    panels = [FieldPanel("concept")]

    class Meta(Orderable.Meta):
        pass

    def __str__(self) -> str:
        return str(self.concept_id)
