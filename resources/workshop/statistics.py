"""The figures of a year, as a page and as a table to take away."""

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from resources.statistics import report_year, write_csv, years_known
from resources.workshop.page import WorkshopPage


class StatisticsView(WorkshopPage):
    """Stock, what came and what went, in a year and in the one before."""

    any_permission_required: ClassVar[list[str]] = ["change", "publish", "view"]
    template_name = "resources/admin/statistics.html"
    page_title = _("Statistiques")
    header_icon = "table"

    @cached_property
    def asked(self) -> str:
        """The year of the address, as it is written there."""
        return self.request.GET.get("annee", "").strip()[:10]

    @cached_property
    def year(self) -> int:
        """The year shown: that asked for when there is something to say of it, this year otherwise."""
        this = timezone.localdate().year
        return int(self.asked) if self.asked in {str(year) for year in years_known()} else this

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page, or the table."""
        if request.GET.get("format") != "csv":
            return super().get(request, *args, **kwargs)
        response = HttpResponse("".join(write_csv(report_year(self.year))), content_type="text/csv; charset=utf-8")
        response.headers["Content-Disposition"] = f'attachment; filename="statistiques-{self.year}.csv"'
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The tables, and the years there are."""
        return {
            **super().get_context_data(**kwargs),
            "report": report_year(self.year),
            "years": years_known(),
            "year_before": self.year - 1,
            "unknown_year": self.asked if self.asked and self.asked != str(self.year) else "",
        }
