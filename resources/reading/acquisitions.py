"""What came into the library lately, month by month."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.formats import date_format

from resources.models import Record
from resources.reading.cards import record_cards

MONTHS_SHOWN = 12
MOST_SHOWN = 100


@dataclass(frozen=True)
class Month:
    """A month with new documents: its name, how many, its address, whether it is the one shown."""

    name: str
    count: int
    url: str
    current: bool


def present_acquisitions(request: HttpRequest, path: str) -> dict[str, Any]:
    """The documents of one month, the last one with some unless the address says which; at most a hundred of them."""
    counts = months_with_arrivals()
    asked = _read_month(request.GET.get("mois", ""))
    if asked is not None and asked not in counts:
        raise Http404
    shown = asked or next(iter(counts), None)
    records = list(Record.objects.visible().arrived_in(*_bounds(shown))[:MOST_SHOWN]) if shown else []
    return {
        "months": [_month(month, count, path, month == shown) for month, count in counts.items()],
        "month": date_format(shown, "F Y") if shown else "",
        "total": counts.get(shown, 0) if shown else 0,
        "cards": record_cards(records),
        "canonical": f"{path}?mois={shown:%Y-%m}" if asked and shown else path,
    }


def months_with_arrivals() -> dict[date, int]:
    """The last twelve months that brought something, the newest first, and how much."""
    return dict(Record.objects.visible().arrivals_by_month(timezone.now() - timedelta(days=750))[:MONTHS_SHOWN])


def _month(month: date, count: int, path: str, current: bool) -> Month:
    return Month(date_format(month, "F Y"), count, f"{path}?mois={month:%Y-%m}", current)


def _read_month(text: str) -> date | None:
    """“2026-11” as its first day; None when nothing is asked. Raises Http404 for anything else."""
    if not text:
        return None
    try:
        return datetime.strptime(text, "%Y-%m").replace(tzinfo=timezone.get_current_timezone()).date()
    except ValueError as error:
        raise Http404 from error


def _bounds(month: date) -> tuple[datetime, datetime]:
    """The first moment of a month and of the next, in the site's time zone."""
    following = (month + timedelta(days=32)).replace(day=1)
    zone = timezone.get_current_timezone()
    return (
        datetime(month.year, month.month, 1, tzinfo=zone),
        datetime(following.year, following.month, 1, tzinfo=zone),
    )
