"""What news and press releases share: a date, a standfirst, a picture, a body; and lists by year."""

from typing import Any, ClassVar, Self

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import StreamField
from wagtail.models import PageManager

from core.models import BasePage
from core.models.page import BasePageQuerySet
from home.blocks import BulletinBody
from home.models.standard_page import FooterPlace


class BulletinQuerySet(BasePageQuerySet):
    """Named questions about news and press releases."""

    def newest_first(self) -> Self:
        """As they are listed; of two on one day, the last written."""
        return self.order_by("-date", "-pk")

    def of_year(self, year: int) -> Self:
        """Those dated in one year."""
        return self.filter(date__year=year)

    def in_language(self, language: str) -> Self:
        """Those of one language of the site."""
        return self.filter(locale__language_code=language)

    def years(self) -> list[int]:
        """The years that have some, the last first; one query."""
        return list(self.order_by("-date__year").values_list("date__year", flat=True).distinct())


BulletinManager = PageManager.from_queryset(BulletinQuerySet)


class Bulletin(BasePage):
    """Something said on a day."""

    rubrique = "actualites"
    date = models.DateField(_("date"), default=timezone.localdate, db_index=True)
    standfirst = models.TextField(_("chapeau"), blank=True, max_length=1000)
    image = models.ForeignKey(
        "media_library.CreditedImage", verbose_name=_("image"), on_delete=models.SET_NULL, null=True, blank=True,
        related_name="+",
    )  # fmt: skip
    image_alt = models.CharField(
        _("description de l’image"), max_length=255, blank=True,
        help_text=_("Pour qui ne la voit pas. Sinon, la description de la médiathèque."),
    )  # fmt: skip
    body = StreamField(BulletinBody(), verbose_name=_("texte"), blank=True)
    source_identifier = models.CharField(max_length=255, blank=True, editable=False, db_index=True)
    """Where an import took it from; empty for what was written here."""

    opening_panels: ClassVar[list[Any]] = [
        *BasePage.content_panels,
        FieldPanel("date"),
        FieldPanel("standfirst"),
        MultiFieldPanel([FieldPanel("image"), FieldPanel("image_alt")], _("Image")),
        FieldPanel("body"),
    ]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        abstract = True


class BulletinIndex(RoutablePageMixin, BasePage):
    """A list of what was said, year by year."""

    rubrique = "actualites"
    introduction = models.TextField(_("introduction"), blank=True, max_length=1000)
    footer_place = models.CharField(
        _("dans le pied de page"), max_length=10, choices=FooterPlace.choices, blank=True, default=FooterPlace.ABOUT
    )

    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    settings_panels: ClassVar[list[Any]] = [*BasePage.settings_panels, FieldPanel("footer_place")]
    max_count_per_parent = 1

    class Meta:
        abstract = True

    @path("")
    def show_all(self, request: HttpRequest) -> HttpResponse:
        """Everything, the newest first."""
        response: HttpResponse = self.render(request)
        return response
