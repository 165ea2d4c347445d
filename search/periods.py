"""Years gathered into periods for the histogram."""

MOST_BARS = 14
STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 250, 500, 1000)
FAR_SHARE = 0.01


def group_years(counts: dict[int, int]) -> tuple[list[tuple[int, int]], int]:
    """(first year, count) of each period without gaps, and the length of a period in years.

    Lone early years would flatten everything else: what lies before the hundredth part of the documents
    is gathered into the first bar.
    """
    if not counts:
        return [], 5
    years = sorted(counts)
    first, last = _first_telling_year(counts, years), years[-1]
    step = next((step for step in STEPS if (last - first) // step < MOST_BARS), STEPS[-1])
    start = first - first % step
    bars = dict.fromkeys(range(start, last + 1, step), 0)
    for year, count in counts.items():
        bars[max(start, year - year % step)] += count
    return sorted(bars.items()), step


def _first_telling_year(counts: dict[int, int], years: list[int]) -> int:
    seen, few = 0, sum(counts.values()) * FAR_SHARE
    for year in years:
        seen += counts[year]
        if seen > few:
            return year
    return years[0]
