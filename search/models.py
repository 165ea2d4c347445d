"""The pages that search: the one for everything, and the base of a section's own."""

import logging
from collections.abc import Mapping
from typing import Any, ClassVar

from django.core.exceptions import BadRequest
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from core.models import BasePage

logger = logging.getLogger(__name__)


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

    @path("facette/<slug:param>/", name="facet")
    def facet_route(self, request: HttpRequest, param: str) -> HttpResponse:
        """All values of one facet under the same search."""
        from search.facet_page import present_facet

        context = super().get_context(request)
        context |= present_facet(self, request, param, self.get_url(request) or "")
        context["crumbs"] = [(str(context["facet"].label), request.path)]
        return _answer(request, "pages/search/facet.html", {**context, "alternates": {}})

    @path("atom/", name="atom")
    def atom_route(self, request: HttpRequest) -> HttpResponse:
        """The search as an Atom feed."""
        from search.addresses import BadAddress, SearchAddress
        from search.contract import SearchUnavailable
        from search.feeds import feed_response

        try:
            return feed_response(self, request, SearchAddress.read(request.GET), self.get_url(request) or "")
        except BadAddress as error:
            raise BadRequest from error
        except SearchUnavailable:
            logger.exception("Search is unavailable")
            return HttpResponse(status=503, headers={"Retry-After": "60"})

    @path("avancee/", name="advanced")
    @path("uitgebreid/", name="advanced")
    @path("advanced/", name="advanced")
    def advanced_route(self, request: HttpRequest) -> HttpResponse:
        """The form that writes a query, and leads to its results."""
        from search.addresses import ADVANCED_WORDS, SearchAddress
        from search.advanced_page import present_advanced, written_query

        if moved := self._in_own_language(request, ADVANCED_WORDS):
            return moved
        if request.GET.get("chercher"):
            return HttpResponseRedirect(SearchAddress(query=written_query(request)).url(self.get_url(request) or ""))
        context = {**super().get_context(request), **present_advanced(request)}
        return _answer(request, "pages/search/advanced.html", {**context, **self._around(request, ADVANCED_WORDS)})

    def _in_own_language(self, request: HttpRequest, words: Mapping[str, str]) -> HttpResponse | None:
        """Where the page is called otherwise in its language, the way there."""
        own = (self.get_url(request) or "") + words.get(self.locale.language_code, words["fr"])
        if request.path == own:
            return None
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(f"{own}?{query}" if query else own)

    def _around(self, request: HttpRequest, words: Mapping[str, str]) -> dict[str, Any]:
        """Canonical address and other languages of a page under this one."""
        from core.sections import section_path

        paths = {code: section_path(type(self), code) for code in words}
        alternates = {code: paths[code] + words[code] for code in words if paths[code].startswith(f"/{code}/")}
        return {"canonical": request.path, "alternates": alternates, "search_url": self.get_url(request)}

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

    @path("aide/", name="help")
    @path("hulp/", name="help")
    @path("help/", name="help")
    def help_route(self, request: HttpRequest) -> HttpResponse:
        """How to search: the query language, with examples to try."""
        from search.addresses import HELP_WORDS
        from search.help import present_help

        if moved := self._in_own_language(request, HELP_WORDS):
            return moved
        context = {**super(BaseSearchPage, self).get_context(request), **present_help(self.get_url(request) or "")}
        return _answer(request, "pages/search/help.html", {**context, **self._around(request, HELP_WORDS)})


def _answer(request: HttpRequest, template: str, context: dict[str, Any]) -> TemplateResponse:
    """A page; 503 when the index was asked and could not answer."""
    if not context.get("unavailable"):
        return TemplateResponse(request, template, context)
    return TemplateResponse(request, template, context, status=503, headers={"Retry-After": "60"})
