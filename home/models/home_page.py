"""The front page of each language."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField

from audiovisual.models import CapsulesPage, PodcastsPage
from audiovisual.showing.latest import latest_programmes
from core.models import BasePage
from core.sections import section_path
from home.blocks import BodyBlock, record_context
from home.doors import catalogue_url, count_records, widest_doors
from home.models.news import NewsIndexPage, NewsPage
from home.teasers import newest_teasers
from magazine.models import MagazinePage
from magazine.showing.latest import latest_issue
from media_library.blocks import file_context
from resources.reading.selections import home_selections

DOORS = 9
NEWEST = 6
NEWS = 3


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

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The body, the doors to the catalogue, what came in and what was said last."""
        from home.reading.lists import latest_news

        language = self.locale.language_code
        return {
            **super().get_context(request, *args, **kwargs),
            **file_context(self.body),
            **record_context(self.body),
            "latest": latest_issue(self.locale.language_code, request),
            "magazine_url": section_path(MagazinePage),
            "programmes": latest_programmes(language, request),
            "podcasts_url": section_path(PodcastsPage),
            "capsules_url": section_path(CapsulesPage),
            "doors": widest_doors(DOORS),
            "newest": newest_teasers(NEWEST),
            "selections": home_selections(language),
            "news": latest_news(NewsPage.objects.visible().in_language(language), NEWS, request),
            "news_url": section_path(NewsIndexPage),
            "catalogue_url": catalogue_url(),
            "record_count": count_records(),
        }

    @property
    def example_searches(self) -> list[str]:
        """The searches proposed under the search box."""
        return [part.strip() for part in self.examples.split(",") if part.strip()]
