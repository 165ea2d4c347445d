"""The page of the documentation centre: its search, and the address of every record."""

from typing import Any, ClassVar

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import path

from core.visibility import is_visible
from resources.models.export_routes import ExportRoutes
from resources.models.reader_routes import ReaderRoutes
from resources.models.record import Record
from search.models import BaseSearchPage


class CataloguePage(ExportRoutes, ReaderRoutes, BaseSearchPage):
    """The catalogue, under which each record has its address."""

    rubrique = "catalogue"
    template = BaseSearchPage.results_template
    search_kinds: ClassVar[tuple[str, ...]] = ("resources.record",)
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["resources.SelectionPage"]

    class Meta:
        verbose_name = _("catalogue")

    @path("notice/<int:number>/", name="record_by_number")
    @path("notice/<int:number>/<slug:slug>/", name="record")
    def show_record(self, request: HttpRequest, number: int, slug: str = "") -> HttpResponse:
        """A record's page; another slug or a merged record leads on (301), a withdrawn one is gone (410)."""
        record = self._find(number)
        if record.withdrawn_at is not None and record.merged_into_id is None:
            return TemplateResponse(request, "410.html", {"page": self, "rubrique": self.rubrique}, status=410)
        target = record.resolve()
        if not is_visible(target):
            raise Http404
        if (target.pk, slug) != (record.pk, record.slug):
            return HttpResponsePermanentRedirect(self._record_path(request, target))
        return TemplateResponse(request, "pages/resources/record.html", self._present(request, record))

    def find_shown(self, number: int) -> Any:
        """The record a number leads to when it may be seen, with its parts; what is gone or merged is not found."""
        record = self._find(number)
        if not is_visible(record):
            raise Http404
        return record

    def _find(self, number: int) -> Any:
        """The record of a number that is or was public; drafts, and numbers no database holds, are not found."""
        if number >= 2**63:
            raise Http404
        from resources.loading import attach_present_parts

        record = Record.objects.public_or_gone().filter(number=number).first()
        if record is None:
            raise Http404
        attach_present_parts(record)
        return record

    def _record_path(self, request: HttpRequest, record: Any) -> str:
        return f"{self.get_url(request)}notice/{record.number}/{record.slug}/"

    def _present(self, request: HttpRequest, record: Any) -> dict[str, Any]:
        """The context of a record's page: that of any page, without a search of the catalogue."""
        from resources.presentation import present_record

        context = super(BaseSearchPage, self).get_context(request)
        return {**context, **present_record(record, base=f"{request.scheme}://{request.get_host()}")}
