"""The front page of each language, and plain pages."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField

from core.models import BasePage
from home.blocks import BodyBlock


class HomePage(BasePage):
    """The front page of one language."""

    rubrique = "accueil"
    heading = models.CharField(_("titre d’accueil"), max_length=120, blank=True)
    lede = models.CharField(_("chapeau"), max_length=400, blank=True)
    examples = models.CharField(
        _("exemples de recherches"), max_length=255, blank=True, help_text=_("Séparés par des virgules.")
    )
    body = StreamField(BodyBlock(), verbose_name=_("contenu"), blank=True)

    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel([FieldPanel("heading"), FieldPanel("lede"), FieldPanel("examples")], _("Accueil")),
        FieldPanel("body"),
    ]
    template = "pages/home/home.html"

    class Meta:
        verbose_name = _("page d’accueil")

    @property
    def example_searches(self) -> list[str]:
        """The searches proposed under the search box."""
        return [part.strip() for part in self.examples.split(",") if part.strip()]


class FooterPlace(models.TextChoices):
    """The column of the footer a page is listed in."""

    HELP = "help", _("Besoin d’aide ?")
    ABOUT = "about", _("La maison")
    RULES = "rules", _("Règles du jeu")


class StandardPage(BasePage):
    """A plain page: who we are, how to come, the rules of the house."""

    intro = models.TextField(_("introduction"), max_length=600, blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("contenu"), blank=True)
    footer_place = models.CharField(_("dans le pied de page"), max_length=10, choices=FooterPlace.choices, blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("intro"), FieldPanel("body")]
    settings_panels: ClassVar[list[Any]] = [*BasePage.settings_panels, FieldPanel("footer_place")]
    parent_page_types: ClassVar[list[str]] = ["home.HomePage", "home.StandardPage"]
    template = "pages/home/standard.html"

    class Meta:
        verbose_name = _("page simple")
