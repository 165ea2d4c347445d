"""The addresses of the catalogue that give records in other formats, and citations of one."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from wagtail.contrib.routable_page.models import path


class ExportRoutes:
    """Routes to files and citations; each is thin, the work is in `resources/exports/`."""

    @path("exporter/<slug:format_name>/", name="export_search")
    def export_search(self, request: HttpRequest, format_name: str) -> HttpResponseBase:
        """Every record a search finds, in a format."""
        from resources.exports.views import export_search

        return export_search(self, request, format_name)

    @path("notice/<int:number>/<slug:slug>/exporter/<slug:format_name>/", name="export_record")
    def export_record(self, request: HttpRequest, number: int, slug: str, format_name: str) -> HttpResponseBase:
        """One record in a format."""
        from resources.exports.views import export_record

        page: Any = self
        return export_record(page, request, page.find_shown(number), format_name)

    @path("notice/<int:number>/<slug:slug>/citer/", name="cite_record")
    def cite_record(self, request: HttpRequest, number: int, slug: str) -> HttpResponseBase:
        """One record as a reference, in every style."""
        from resources.exports.views import cite_record

        page: Any = self
        return cite_record(page, request, page.find_shown(number), slug)
