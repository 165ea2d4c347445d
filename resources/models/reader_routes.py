"""The addresses of the catalogue that are neither a search nor a record: shelves, arrivals, lists, reports."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from wagtail.contrib.routable_page.models import path

from core.visibility import is_visible
from resources.models.record import Record


class ReaderRoutes:
    """Routes for a reader; each is thin, the work is in `resources/reading/`."""

    rubrique: str
    get_url: Any

    @path("nouveautes/", name="acquisitions")
    def show_acquisitions(self, request: HttpRequest) -> HttpResponse:
        """What came in lately, month by month."""
        from resources.reading.acquisitions import present_acquisitions

        address = f"{self.get_url(request)}nouveautes/"
        title = _("Nouveautés")
        context = {**present_acquisitions(request, address), "crumbs": [(title, address)], "title": title}
        return self._render_route(request, "pages/resources/acquisitions.html", context)

    @path("selections/", name="selections")
    def show_selections(self, request: HttpRequest) -> HttpResponse:
        """Every thematic selection of this language."""
        from resources.reading.selections import present_selections

        address = f"{self.get_url(request)}selections/"
        title = _("Sélections")
        context = {**present_selections(request), "crumbs": [(title, address)], "title": title, "canonical": address}
        return self._render_route(request, "pages/resources/selections.html", context)

    @path("signaler/<int:number>/", name="report")
    def report_error(self, request: HttpRequest, number: int) -> HttpResponse:
        """The form by which a reader says what is wrong in a record: a page of its own, never cached."""
        from resources.addresses import record_path
        from resources.reading.reports import take_report

        record = Record.objects.public_or_gone().with_numbers([number]).first() if number < 2**63 else None
        if record is None or not is_visible(record):
            raise Http404
        address = f"{self.get_url(request)}signaler/{number}/"
        answer = take_report(request, record, address)
        if isinstance(answer, HttpResponse):
            return answer
        record_address = record_path(record.number, record.slug)
        crumbs = [(record.title, record_address, record.main_language), (answer["title"], address)]
        context = {**answer, "record": record, "record_address": record_address, "crumbs": crumbs, "action": address}
        return _uncached(request, lambda asked: self._render_route(asked, "pages/resources/report.html", context))

    @path("ma-liste/", name="list")
    def make_list(self, request: HttpRequest) -> HttpResponse:
        """The reader's own list: typed, or sent by the browser that keeps it."""
        from resources.reading.list_views import answer_list

        return _uncached(request, lambda asked: answer_list(self, asked))

    @path("liste/<str:token>/", name="saved_list")
    def show_saved_list(self, request: HttpRequest, token: str) -> HttpResponse:
        """A list behind its link."""
        from resources.reading.list_views import show_saved_list

        return _uncached(request, lambda asked: show_saved_list(self, asked, token))

    @path("liste/<str:token>/<slug:format_name>/", name="saved_list_export")
    def export_saved_list(self, request: HttpRequest, token: str, format_name: str) -> HttpResponse:
        """The whole list in a format of references, or as a bibliography to print."""
        from resources.reading.list_views import export_saved_list

        return _uncached(request, lambda asked: export_saved_list(self, asked, token, format_name))

    def _render_route(self, request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
        """A page of the catalogue that is not a search: without the search of its index."""
        from search.models import BaseSearchPage

        base = super(BaseSearchPage, self).get_context(request)  # type: ignore[misc]  # a mixin of such a page
        return TemplateResponse(request, template, {**base, **context})


def _uncached(request: HttpRequest, view: Any) -> HttpResponse:
    """The answer of a view, which nobody may keep."""
    response: HttpResponse = never_cache(view)(request)
    return response
