"""Images and documents, each with its credit, rights, licence and source."""

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image

from core.models import IdentifiedModel


class Licence(models.TextChoices):
    """What others may do with a file."""

    RESERVED = "reserved", _("tous droits réservés")
    CC0 = "CC0-1.0", _("CC0, domaine public")
    PUBLIC_DOMAIN = "PDM-1.0", _("domaine public (libre de droits connus)")
    CC_BY = "CC-BY-4.0", "CC BY 4.0"
    CC_BY_SA = "CC-BY-SA-4.0", "CC BY-SA 4.0"
    CC_BY_NC = "CC-BY-NC-4.0", "CC BY-NC 4.0"
    CC_BY_NC_ND = "CC-BY-NC-ND-4.0", "CC BY-NC-ND 4.0"


class WebAddressField(models.URLField):
    """An address whose form takes “example.org” for “https://example.org”; for the database it is Django’s."""

    def formfield(self, **kwargs: Any) -> Any:
        """The form field, with the scheme people mean today."""
        return super().formfield(**{"assume_scheme": "https", **kwargs})

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        """As Django’s, so that migrations don’t know of it."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.URLField", args, kwargs


class CreditedFile(IdentifiedModel):
    """Where a file comes from and what may be done with it."""

    credit = models.CharField(_("crédit"), max_length=255, blank=True, help_text=_("Qui l’a fait, pour qui, quand."))
    rights_holder = models.CharField(_("titulaire des droits"), max_length=255, blank=True)
    licence = models.CharField(_("licence"), max_length=20, choices=Licence.choices, default=Licence.RESERVED)
    source_url = WebAddressField(_("adresse d’origine"), blank=True)

    class Meta:
        abstract = True


class CreditedImage(CreditedFile, AbstractImage):
    """An image with its rights and a text for those who do not see it."""

    admin_form_fields = (*Image.admin_form_fields, "credit", "rights_holder", "licence", "source_url")

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        permissions = [("choose_image", "Can choose image")]


class ImageRendition(AbstractRendition):
    """One size of an image."""

    image = models.ForeignKey(CreditedImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)


class CreditedDocument(CreditedFile, AbstractDocument):
    """A document with its rights."""

    admin_form_fields = (*Document.admin_form_fields, "credit", "rights_holder", "licence", "source_url")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        permissions = [("choose_document", "Can choose document")]
