"""The base of every page of the site."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page, PageManager, PageQuerySet, PageViewRestriction
from wagtail.url_routing import RouteResult

from core.models.identity import IdentifiedModel
from core.models.outbox import IndexedModel
from core.private_pages import private_paths, without_private
from core.routing import route_below


class BasePageQuerySet(PageQuerySet):
    """Named questions about pages."""

    def visible(self) -> Self:
        """What an anonymous visitor may see: live, not expired, and not under a private page."""
        return self.live().public()

    def public(self) -> Self:
        """Not under a private page."""
        return without_private(self)


BasePageManager = PageManager.from_queryset(BasePageQuerySet)


class BasePage(IndexedModel, IdentifiedModel, Page):
    """What all pages share: a stable identity, a place in the index, a colour of their own."""

    rubrique = ""
    """The section's name in the style sheets; empty for pages of no section."""
    share_fields: ClassVar[tuple[str, ...]] = ("share_image",)
    """Fields with the picture shown where the page is shared; the first that is filled is taken."""

    share_image = models.ForeignKey(
        "media_library.CreditedImage",
        verbose_name=_("image de partage"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Montrée quand l’adresse de la page est partagée."),
    )

    stands_on_live_from: ClassVar[int | None] = None
    """The depth from which the pages above must be live for this one to have an address; None when none need be."""

    objects = BasePageManager()

    promote_panels = [
        MultiFieldPanel(
            [FieldPanel("slug"), FieldPanel("seo_title"), FieldPanel("search_description"), FieldPanel("share_image")],
            _("Pour les moteurs de recherche et les partages"),
        ),
        MultiFieldPanel([FieldPanel("show_in_menus")], _("Pour les menus")),
    ]
    exclude_fields_in_copy = ["uuid"]

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """What every page template is given, the section among it."""
        return {**super().get_context(request, *args, **kwargs), "rubrique": self.rubrique}

    def share_caption(self) -> str:
        """A few words above the title on a generated picture; none by default."""
        return ""

    def may_be_shared(self) -> bool:
        """Whether an anonymous visitor may see it, and so its picture."""
        pages: Any = type(self)._default_manager
        return bool(pages.visible().filter(pk=self.pk).exists())

    def route(self, request: HttpRequest, path_components: Sequence[str]) -> RouteResult:
        """What answers for an address at or below this page, in two queries at any depth."""
        if path_components:
            return route_below(self, request, path_components)
        return super().route(request, path_components)

    def get_view_restrictions(self) -> Any:
        """What keeps visitors out of this page; nothing is asked about its ancestors while no page is private."""
        return super().get_view_restrictions() if private_paths() else PageViewRestriction.objects.none()
