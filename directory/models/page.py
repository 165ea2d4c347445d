"""The page of people and organisations, under which each has its address."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, re_path

from core.models import BasePage


class DirectoryPage(RoutablePageMixin, BasePage):
    """People and organisations A to Z; under it each has its address."""

    rubrique = "catalogue"
    introduction = models.TextField(_("introduction"), blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("introduction")]
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1
    template = "pages/directory/index.html"

    class Meta:
        verbose_name = _("page des personnes et organisations")

    @property
    def language(self) -> str:
        """The language the section is read in."""
        return str(self.locale.language_code)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The letters, which every list of the section shows."""
        from directory.presentation import present_letters

        return {**super().get_context(request, *args, **kwargs), **present_letters(self.language)}

    @re_path(r"^$")
    def index_route(self, request: HttpRequest) -> HttpResponse:
        """Everybody, A to Z, or those whose name was asked for."""
        from directory.views import show_list

        return show_list(self, request, "")

    @re_path(r"^(?P<letter>[a-z]|0-9)/$", name="letter")
    def letter_route(self, request: HttpRequest, letter: str) -> HttpResponse:
        """One letter of the A–Z."""
        from directory.views import show_list

        return show_list(self, request, letter)

    @re_path(r"^(?P<number>[0-9]{1,12})/(?:(?P<slug>[-\w]+)/)?$", name="agent")
    def agent_route(self, request: HttpRequest, number: str, slug: str | None = None) -> HttpResponse:
        """The page of a person or an organisation."""
        from directory.views import show_agent

        return show_agent(self, request, int(number), slug or "")

    @re_path(r"^(?P<number>[0-9]{1,12})/(?P<slug>[-\w]+)/(?P<syntax>atom|rss)/$", name="feed")
    def feed_route(self, request: HttpRequest, number: str, slug: str, syntax: str) -> HttpResponse:
        """What a person or an organisation wrote here, to be followed."""
        from directory.views import show_feed

        return show_feed(self, request, int(number), slug, syntax)
