"""A shelf made by a documentalist: records chosen on a theme, introduced, in an order."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Orderable, PageManager

from core.models import BasePage
from core.models.page import BasePageQuerySet
from resources.models.record import Record


class SelectionPageQuerySet(BasePageQuerySet):
    """Named questions about selections."""

    def in_language(self, language: str) -> Self:
        """Selections of one language of the site."""
        return self.filter(locale__language_code=language)

    def on_home_page(self) -> Self:
        """Those the editors want on the front page."""
        return self.filter(on_home_page=True)


SelectionPageManager = PageManager.from_queryset(SelectionPageQuerySet)


class SelectionPage(RoutablePageMixin, BasePage):
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

    template = "pages/resources/selection.html"

    objects: ClassVar[Any] = SelectionPageManager()

    class Meta:
        verbose_name = _("sélection")
        verbose_name_plural = _("sélections")

    @path("")
    def index_route(self, request: HttpRequest) -> HttpResponse:
        """The shelf."""
        response: HttpResponse = self.render(request)
        return response

    @path("atom/", name="atom")
    def show_feed(self, request: HttpRequest) -> HttpResponse:
        """The shelf as a feed."""
        from resources.reading.selections import show_feed

        return show_feed(self, request)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Date the records that join or leave what the public sees of it."""
        from resources.oai.memberships import following_members

        with following_members(self):
            super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Date the records it showed."""
        from resources.oai.memberships import following_members

        with following_members(self):
            return super().delete(*args, **kwargs)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Its records, in a fixed number of queries, and its picture."""
        from resources.reading.selections import selection_cards, selection_picture

        context = super().get_context(request, *args, **kwargs)
        return {**context, "cards": selection_cards(self), "picture": selection_picture(self)}


class SelectionEntryQuerySet(models.QuerySet["SelectionEntry"]):
    """Named questions about what stands on shelves."""

    def on_visible_records(self, pages: Sequence[SelectionPage]) -> Self:
        """Entries of some selections whose record may be seen, in their order."""
        visible = Record.objects.visible().order_by().values("pk")
        return self.filter(page__in=pages, record__in=visible).order_by("page", "sort_order", "pk")


class SelectionEntry(Orderable):
    """A record on the shelf, with a word on why it is there."""

    page = ParentalKey(SelectionPage, on_delete=models.CASCADE, related_name="entries")
    record = models.ForeignKey(
        Record, verbose_name=_("document"), on_delete=models.CASCADE, related_name="selection_entries"
    )
    comment = models.TextField(_("commentaire"), blank=True)

    objects = SelectionEntryQuerySet.as_manager()

    class Meta(Orderable.Meta):
        pass

    def __str__(self) -> str:
        return str(self.record)
