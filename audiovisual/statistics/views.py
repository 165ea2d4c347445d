"""The report as a page and as a table to take away."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from audiovisual.statistics.chart import draw_chart
from audiovisual.statistics.periods import Period, read_period
from audiovisual.statistics.report import Report, first_day, report_listening, way_names, write_csv
from audiovisual.statistics.rights import may_read_listening

LISTED = 200
"""Programmes in the table of the page; the table to take away has all."""


class ListeningReport(WagtailAdminTemplateMixin, TemplateView):
    """How often episodes and capsules were heard in a period."""

    template_name = "audiovisual/admin/listening.html"
    page_title = _("Écoutes")
    header_icon = "media"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """For those who make podcasts or capsules."""
        if not may_read_listening(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page, or the table."""
        if request.GET.get("format") != "csv":
            return super().get(request, *args, **kwargs)
        response = HttpResponse("".join(write_csv(self.report)), content_type="text/csv; charset=utf-8")
        name = f"ecoutes-{self.period.since}-{self.period.until}.csv"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    @cached_property
    def asked(self) -> tuple[Period, str]:
        """The period asked for, and what is to be said of it."""
        given = [self.request.GET.get(name, "").strip()[:20] for name in ("du", "au")]
        return read_period(given[0], given[1], timezone.localdate())

    @property
    def period(self) -> Period:
        """The period shown."""
        return self.asked[0]

    @cached_property
    def report(self) -> Report:
        """The figures."""
        return report_listening(self.period, self._inside())

    def _inside(self) -> UUID | None:
        try:
            return UUID(self.request.GET.get("dans", ""))
        except ValueError:
            return None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The figures, drawn and in tables."""
        report = self.report
        dates = {"du": self.period.since.isoformat(), "au": self.period.until.isoformat()}
        return {
            **super().get_context_data(**kwargs),
            "report": report,
            "remark": self.asked[1],
            "chart": draw_chart(report.steps),
            "way_names": way_names(),
            "programmes": report.programmes[:LISTED],
            "left_out": max(0, len(report.programmes) - LISTED),
            "since": dates["du"],
            "until": dates["au"],
            "dates": urlencode(dates),
            "first_day": first_day(),
        }

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """This page alone."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]
