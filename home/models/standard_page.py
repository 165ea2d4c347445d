"""Plain pages, and the places of the footer pages are listed in."""

from typing import Any, ClassVar, Self

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import PageManager

from core.models import BasePage
from core.models.page import BasePageQuerySet
from home.blocks import BodyBlock, record_context
from media_library.blocks import file_context

HEADINGS_FOR_CONTENTS = 3


class FooterPlace(models.TextChoices):
    """The column of the footer a page is listed in."""

    HELP = "help", _("Besoin d’aide ?")
    ABOUT = "about", _("La maison")
    RULES = "rules", _("Règles du jeu")


class FooterQuerySet(BasePageQuerySet):
    """Named questions about pages that may stand in the footer."""

    def in_footer(self) -> Self:
        """Those an anonymous visitor may see that have a place in the footer, in the order of the tree."""
        return self.visible().exclude(footer_place="").order_by("path")


FooterManager = PageManager.from_queryset(FooterQuerySet)


class StandardPage(BasePage):
    """A plain page: who we are, how to come, the rules of the house."""

    intro = models.TextField(_("introduction"), max_length=600, blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("contenu"), blank=True)
    footer_place = models.CharField(_("dans le pied de page"), max_length=10, choices=FooterPlace.choices, blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("intro"), FieldPanel("body")]
    settings_panels: ClassVar[list[Any]] = [*BasePage.settings_panels, FieldPanel("footer_place")]
    parent_page_types: ClassVar[list[str]] = ["home.HomePage", "home.StandardPage"]
    template = "pages/home/standard.html"

    objects: ClassVar[Any] = FooterManager()

    class Meta:
        verbose_name = _("page simple")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The body, the way through it when it is long, and the pages below."""
        return {
            **super().get_context(request, *args, **kwargs),
            **file_context(self.body),
            **record_context(self.body),
            "contents": self.contents(),
            "below": list(self.get_children().live().public().in_menu()),
        }

    def contents(self) -> list[tuple[str, str]]:
        """The headings of a long page with their anchors; nothing when the page is short."""
        headings = [
            (block.value["text"], f"s-{str(block.id)[:8]}")
            for block in self.body
            if block.block_type == "heading" and block.value["level"] == "2"
        ]
        return headings if len(headings) >= HEADINGS_FOR_CONTENTS else []
