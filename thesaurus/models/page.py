"""The page of the subjects, under which each concept has its address."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, re_path

from core.models import BasePage


class ThesaurusPage(RoutablePageMixin, BasePage):
    """The subjects A to Z and as a tree; under it each concept has its address."""

    rubrique = "catalogue"
    introduction = models.TextField(_("introduction"), blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("introduction")]
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1
    template = "pages/thesaurus/index.html"

    class Meta:
        verbose_name = _("page des sujets")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The letters, which every page of the section shows."""
        from thesaurus.presentation import present_letters

        return {**super().get_context(request, *args, **kwargs), **present_letters(self.language)}

    @property
    def language(self) -> str:
        """The language the section is read in."""
        return str(self.locale.language_code)

    @re_path(r"^$")
    def index_route(self, request: HttpRequest) -> HttpResponse:
        """Where the tree begins, or the subjects a reader's words lead to."""
        from thesaurus.presentation import present_found, present_index

        found = present_found(request.GET.get("q", ""), self.language)
        return self.render(request, context_overrides=found if found["query"] else present_index(self.language))

    @re_path(r"^(?P<letter>[a-z]|0-9)/$", name="letter")
    def letter_route(self, request: HttpRequest, letter: str) -> HttpResponse:
        """One letter of the A–Z."""
        from thesaurus.views import show_letter

        return show_letter(self, request, letter)

    @re_path(r"^arbre/$", name="tree")
    def tree_route(self, request: HttpRequest) -> HttpResponse:
        """The tree begins on the page of the section itself."""
        return HttpResponsePermanentRedirect(self.get_url(request) or "/")

    @re_path(r"^arbre/(?P<number>[0-9]{1,12})/$", name="branch")
    def branch_route(self, request: HttpRequest, number: str) -> HttpResponse:
        """One branch of the tree, opened as far as the reader likes."""
        from thesaurus.views import show_branch

        return show_branch(self, request, int(number))

    @re_path(r"^(?P<number>[0-9]{1,12})/(?:(?P<slug>[-\w]+)/)?$", name="concept")
    def concept_route(self, request: HttpRequest, number: str, slug: str | None = None) -> HttpResponse:
        """The page of one concept."""
        from thesaurus.views import show_concept

        return show_concept(self, request, int(number), slug or "")

    @re_path(r"^(?P<number>[0-9]{1,12})/[-\w]+/(?P<syntax>turtle|json-ld)/$", name="data")
    def data_route(self, request: HttpRequest, number: str, syntax: str) -> HttpResponse:
        """Where one concept as SKOS once was."""
        from thesaurus.views import lead_to_data

        return lead_to_data(int(number), syntax)

    @re_path(r"^(?P<number>[0-9]{1,12})/(?P<slug>[-\w]+)/(?P<syntax>atom|rss)/$", name="feed")
    def feed_route(self, request: HttpRequest, number: str, slug: str, syntax: str) -> HttpResponse:
        """What can be read here about a concept, to be followed."""
        from thesaurus.views import show_feed

        return show_feed(self, request, int(number), slug, syntax)
