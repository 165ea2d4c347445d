"""The addresses of the files a page offers."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from wagtail.contrib.routable_page.models import RoutablePageMixin, path


class OffersFiles(RoutablePageMixin):
    """A page with a PDF and an e-book under its own address."""

    @path("pdf/", name="file_pdf")
    def pdf_route(self, request: HttpRequest) -> HttpResponseBase:
        """The page as PDF."""
        from magazine.publications.serving import serve_file

        return serve_file(self, request, "pdf")

    @path("epub/", name="file_epub")
    def epub_route(self, request: HttpRequest) -> HttpResponseBase:
        """The page as e-book."""
        from magazine.publications.serving import serve_file

        return serve_file(self, request, "epub")
