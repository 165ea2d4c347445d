"""A shelf made by a documentalist: records chosen on a theme, introduced, in an order."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable

from core.models import BasePage
from resources.models.record import Record


class SelectionPage(BasePage):
    """A thematic selection, under the catalogue; it is a set of its own for harvesters and has a feed."""

    rubrique = "catalogue"
    introduction = models.TextField(_("introduction"))
    cover = models.ForeignKey(
        "media_library.CreditedImage", verbose_name=_("image"), on_delete=models.SET_NULL, null=True, blank=True,
        related_name="+",
    )  # fmt: skip
    on_home_page = models.BooleanField(_("montrer sur la page d’accueil"), default=False)

    parent_page_types: ClassVar[list[str]] = ["resources.CataloguePage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("introduction"),
        FieldPanel("cover"),
        FieldPanel("on_home_page"),
        InlinePanel(
            "entries", panels=[FieldPanel("record"), FieldPanel("comment")], heading=_("Documents"),
            label=_("Document"),
        ),
    ]  # fmt: skip

    class Meta:
        verbose_name = _("sélection")
        verbose_name_plural = _("sélections")


class SelectionEntry(Orderable):
    """A record on the shelf, with a word on why it is there."""

    page = ParentalKey(SelectionPage, on_delete=models.CASCADE, related_name="entries")
    record = models.ForeignKey(
        Record, verbose_name=_("document"), on_delete=models.CASCADE, related_name="selection_entries"
    )
    comment = models.TextField(_("commentaire"), blank=True)

    class Meta(Orderable.Meta):
        pass

    def __str__(self) -> str:
        return str(self.record)
