"""News of the house."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable

from core.models import BasePage
from directory.relators import RELATORS
from home.models.bulletins import Bulletin, BulletinIndex, BulletinManager
from home.models.standard_page import FooterManager


class NewsIndexPage(BulletinIndex):
    """The news of a language."""

    content_panels = [*BasePage.content_panels, FieldPanel("introduction")]
    subpage_types: ClassVar[list[str]] = ["home.NewsPage"]
    template = "pages/home/bulletins.html"

    objects: ClassVar[Any] = FooterManager()

    class Meta:
        verbose_name = _("page des actualités")
        verbose_name_plural = _("pages des actualités")


class NewsPage(Bulletin):
    """One piece of news."""

    content_panels = [
        *Bulletin.opening_panels,
        InlinePanel("contributors", label=_("personne"), heading=_("Signatures")),
        InlinePanel("concepts", label=_("sujet"), heading=_("Sujets")),
    ]
    parent_page_types: ClassVar[list[str]] = ["home.NewsIndexPage"]
    template = "pages/home/news.html"

    objects: ClassVar[Any] = BulletinManager()

    class Meta:
        verbose_name = _("actualité")
        verbose_name_plural = _("actualités")


class NewsContributor(Orderable):
    """Who wrote or illustrated a piece of news."""

    page = ParentalKey(NewsPage, on_delete=models.CASCADE, related_name="contributors")
    agent = models.ForeignKey(
        "directory.Agent", verbose_name=_("personne ou organisation"), on_delete=models.CASCADE,
        related_name="news_contributions",
    )  # fmt: skip
    role = models.CharField(_("rôle"), max_length=3, choices=RELATORS, default="aut")

    panels = [FieldPanel("agent"), FieldPanel("role")]

    class Meta(Orderable.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.agent_id} ({self.role})"


class NewsConcept(Orderable):
    """What a piece of news is about."""

    page = ParentalKey(NewsPage, on_delete=models.CASCADE, related_name="concepts")
    concept = models.ForeignKey(
        "thesaurus.Concept", verbose_name=_("sujet"), on_delete=models.CASCADE, related_name="news"
    )

    panels = [FieldPanel("concept")]

    class Meta(Orderable.Meta):
        pass

    def __str__(self) -> str:
        return str(self.concept_id)
