"""What news and press releases share: a date, a standfirst, a picture, a body; and lists by year."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar, Self
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import Count, Max, Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path, re_path
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager

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

    def state(self) -> tuple[int, datetime | None]:
        """How many there are, and when one last changed in public; one query that reads none of them."""
        found = self.order_by().aggregate(count=Count("pk"), newest=Max("changed_at"))
        return found["count"], found["newest"]

    def for_lists(self) -> Self:
        """With everything a line of a list prints; the body is left unread."""
        return self.select_related("locale", "image").prefetch_related("image__renditions").defer("body")

    def sharing(self, concepts: Sequence[int]) -> Self:
        """Those indexed with some of these subjects (primary keys), those that share most first; `shared` counts."""
        shared = Count("concepts__concept", filter=Q(concepts__concept__in=concepts), distinct=True)
        return self.annotate(shared=shared).filter(shared__gt=0).order_by("-shared", "-date", "-pk")

    def with_concepts(self) -> Self:
        """With their subjects and the labels of these, in a fixed number of queries."""
        return self.prefetch_related("concepts__concept__labels", "concepts__concept__merged_into__labels")

    def by(self, agent: Any) -> Self:
        """Those an agent signed."""
        return self.filter(contributors__agent=agent).distinct()

    def naming(self, relation: str, keys: Sequence[Any]) -> Self:
        """Those that name some things, by a relation and what identifies them (`contributors__agent`)."""
        return self.filter(**{f"{relation}__in": keys})

    def under_concepts(self, uuids: Sequence[UUID]) -> Self:
        """Those indexed with one of these concepts or a narrower one: their labels and facets follow it."""
        own = self.model.objects.order_by().filter(concepts__concept__uuid__in=uuids)
        narrower = self.model.objects.order_by().filter(concepts__concept__ancestry__ancestor__uuid__in=uuids)
        return self.filter(Q(pk__in=own.values("pk")) | Q(pk__in=narrower.values("pk")))

    def exclude_page(self, page: Page) -> Self:
        """All but one."""
        return self.exclude(pk=page.pk)

    def years(self) -> list[int]:
        """The years that have some, the last first; one query."""
        return list(self.order_by("-date__year").values_list("date__year", flat=True).distinct())


BulletinManager = PageManager.from_queryset(BulletinQuerySet)


class Bulletin(BasePage):
    """Something said on a day."""

    share_fields = ("share_image", "image")
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

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """What is printed around the text: who signs, subjects, files, others on the same."""
        from home.reading.pages import present_bulletin

        return {**super().get_context(request, *args, **kwargs), **present_bulletin(self, request)}


class BulletinIndex(RoutablePageMixin, BasePage):
    """A list of what was said, year by year."""

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
        return self._show(request)

    @path("<int:year>/", name="year")
    def show_year(self, request: HttpRequest, year: int) -> HttpResponse:
        """What is dated in one year."""
        return self._show(request, year)

    @re_path(r"^(?P<syntax>atom|rss)/$", name="feed")
    def show_feed(self, request: HttpRequest, syntax: str) -> HttpResponse:
        """The last ones, whole, in a feed."""
        from home.feeds import show_feed

        return show_feed(self, request, syntax)

    def bulletins(self) -> BulletinQuerySet:
        """What stands under it and may be seen."""
        found: BulletinQuerySet = apps.get_model(self.subpage_types[0]).objects.visible().child_of(self)
        return found

    def _show(self, request: HttpRequest, year: int | None = None) -> HttpResponse:
        from home.reading.lists import present_list

        response: HttpResponse = self.render(request, context_overrides=present_list(self, request, year))
        return response
