"""The pages that search: the one for everything, and the base of a section's own."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from core.models import BasePage


class BaseSearchPage(RoutablePageMixin, BasePage):
    """A page with a search box, facets and results over some kinds of things."""

    search_kinds: ClassVar[tuple[str, ...]] = ()
    """The kinds searched; empty for all."""

    introduction = models.TextField(gettext_lazy("introduction"), blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("introduction")]
    results_template = "pages/search/results.html"
    max_count_per_parent = 1
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        abstract = True

    @property
    def box_label(self) -> str:
        """The label of the search box."""
        return _("Chercher un titre, un auteur, un sujet")

    @path("")
    def index_route(self, request: HttpRequest) -> TemplateResponse:
        """The page itself; 503 while the index cannot answer."""
        response: TemplateResponse = self.render(request)
        if response.context_data and response.context_data.get("unavailable"):
            response.status_code = 503
            response.headers["Retry-After"] = "60"
        return response

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The results of what the address asks."""
        from search.presentation import present_search

        context = super().get_context(request, *args, **kwargs)
        return {**context, **present_search(self, request)}


class SearchPage(BaseSearchPage):
    """One search over everything the site holds."""

    template = BaseSearchPage.results_template
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]

    class Meta:
        verbose_name = gettext_lazy("page de recherche")
