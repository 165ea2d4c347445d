"""The bars of the period facet, drawn as SVG rectangles, and the same figures as a table."""

from dataclasses import dataclass, field

from django.utils import timezone

WIDTH, BASE, TALLEST = 286, 90, 86


@dataclass(frozen=True, slots=True)
class Bar:
    """One period: what it covers, how many documents, and its rectangle."""

    first: int
    last: int
    count: int
    inside: bool
    x: float
    y: float
    width: float
    height: float

    @property
    def label(self) -> str:
        """“1995–1999”, or the one year."""
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"


@dataclass(frozen=True, slots=True)
class Histogram:
    """Bars from the left, and the years written under the axis."""

    bars: list[Bar] = field(default_factory=list)
    chosen: bool = False

    @property
    def first(self) -> int:
        """The year the axis begins with."""
        return self.bars[0].first

    @property
    def last(self) -> int:
        """The year the axis ends with: that of the last bar, or the present one when the bar runs past it."""
        return max(self.bars[-1].first, min(self.bars[-1].last, timezone.now().year))

    @property
    def tallest(self) -> Bar:
        """The period with most documents."""
        return max(self.bars, key=lambda bar: bar.count)


def draw_histogram(years: list[tuple[int, int]], step: int, first_year: int | None, last_year: int | None) -> Histogram:
    """Bars of (first year, count) pairs; those that overlap the chosen range are filled."""
    slot = WIDTH / len(years)
    most = max(count for _, count in years) or 1
    bars = []
    for index, (year, count) in enumerate(years):
        last = year + step - 1
        inside = (first_year is None or last >= first_year) and (last_year is None or year <= last_year)
        height = max(2.0, round(TALLEST * count / most, 1)) if count else 0.0
        x, width = round(index * slot + 1, 1), round(slot - 3, 1)
        bars.append(Bar(year, last, count, inside, x, round(BASE - height, 1), width, height))
    return Histogram(bars, first_year is not None or last_year is not None)
