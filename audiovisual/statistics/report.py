"""Sums of a period: by step, by show or series, by programme, each by the way it was heard."""

import csv
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from io import StringIO
from typing import Any
from uuid import UUID

from django.db.models import Min
from django.utils.translation import gettext as _

from audiovisual.models import CapsulePage, EpisodePage, SeriesPage, ShowPage
from audiovisual.statistics.periods import Period
from core.spreadsheet_cells import guard_text
from media_library.counting.ways import DOWNLOAD, EMBED, PLAY
from media_library.models import ListeningDay

WAYS = (PLAY, EMBED, DOWNLOAD)


@dataclass(slots=True)
class Line:
    """One line of a table: how many listeners, by way."""

    name: str
    uuid: UUID | None = None
    kind: str = ""
    above: str = ""
    """The show or the series of a programme."""
    figures: dict[str, int] = field(default_factory=lambda: dict.fromkeys(WAYS, 0))

    @property
    def total(self) -> int:
        """By all ways."""
        return sum(self.figures.values())

    def add(self, way: str, listeners: int) -> None:
        """Add some."""
        self.figures[way] = self.figures.get(way, 0) + listeners


@dataclass(frozen=True, slots=True)
class Report:
    """A period, counted. `inside` is the show, series or programme it is limited to, None for everything."""

    period: Period
    total: Line
    steps: list[Line]
    groups: list[Line]
    programmes: list[Line]
    inside: Line | None = None
    days: list[tuple[date, Line, str, int]] = field(default_factory=list)
    """Day, programme, way, listeners: what the table to take away says."""


def report_listening(period: Period, inside: UUID | None = None) -> Report:
    """The report of a period, of everything or of one show, series or programme; a fixed number of queries."""
    known = _Programmes.read()
    wanted = known.within(inside) if inside else None
    rows = ListeningDay.objects.filter(day__range=(period.since, period.until), listeners__gt=0).order_by("day", "pk")
    steps = period.steps()
    report = Report(
        period, Line(_("En tout")), [Line(step.name) for step in steps], [], [], known.line(inside) if inside else None
    )
    starts = [step.first for step in steps]
    groups: dict[str, Line] = {}
    group_of: dict[UUID, Line] = {}
    programmes: dict[UUID, Line] = {}
    for day, programme, way, listeners in rows.values_list("day", "programme", "way", "listeners"):
        if wanted is not None and programme not in wanted:
            continue
        if programme not in programmes:
            programmes[programme] = known.line(programme)
            group_of[programme] = groups.setdefault(known.group_path(programme), known.group(programme))
        line = programmes[programme]
        for one in (report.total, report.steps[bisect_right(starts, day) - 1], group_of[programme], line):
            one.add(way, listeners)
        report.days.append((day, line, way, listeners))
    report.groups.extend(_by_total(groups.values()))
    report.programmes.extend(_by_total(programmes.values()))
    return report


def first_day() -> date | None:
    """The first day something was counted."""
    found: date | None = ListeningDay.objects.aggregate(first=Min("day"))["first"]
    return found


def way_names() -> dict[str, str]:
    """What each way is called."""
    return {PLAY: _("sur le site"), EMBED: _("lecteur intégré ailleurs"), DOWNLOAD: _("application ou téléchargement")}


def write_csv(report: Report) -> Iterator[str]:
    """Every sum of a day as one CSV file, a line at a time; it opens in a spreadsheet as it is."""
    names = way_names()
    heads = [_("jour"), _("podcast ou série"), _("titre"), _("type"), _("façon"), _("écoutes")]
    yield "\ufeff" + _csv_line(heads)
    for day, line, way, listeners in report.days:
        cells = [day.isoformat(), line.above, line.name, line.kind, names.get(way, way), listeners]
        yield _csv_line(cells)


def _csv_line(cells: Iterable[Any]) -> str:
    out = StringIO()
    csv.writer(out, delimiter=";").writerow([guard_text(cell) for cell in cells])
    return out.getvalue()


def _by_total(lines: Iterable[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: (-line.total, line.above, line.name))


@dataclass(slots=True)
class _Programmes:
    """What is counted, by UUID: its path in the tree, title and kind; and what stands above, by path."""

    pages: dict[UUID, tuple[str, str, str]]
    above: dict[str, tuple[UUID, str, str]]

    @classmethod
    def read(cls) -> "_Programmes":
        pages = {
            uuid: (path, title, str(model._meta.verbose_name))
            for model in (EpisodePage, CapsulePage)
            for uuid, path, title in model.objects.order_by().values_list("uuid", "path", "title")
        }
        above = {
            path: (uuid, title, str(model._meta.verbose_name))
            for model in (ShowPage, SeriesPage)
            for path, uuid, title in model.objects.order_by().values_list("path", "uuid", "title")
        }
        return cls(pages, above)

    def group_path(self, programme: UUID) -> str:
        """The path of the show or series a programme stands in; "" when there is none."""
        path = self.pages.get(programme, ("", "", ""))[0]
        ends = range(len(path) - 4, 0, -4)  # treebeard's steps
        return next((path[:end] for end in ends if path[:end] in self.above), "")

    def group(self, programme: UUID) -> Line:
        """The line of the show or series of a programme."""
        found = self.above.get(self.group_path(programme))
        return Line(found[1], found[0], found[2]) if found else Line(_("hors série"))

    def line(self, uuid: UUID) -> Line:
        """The line of a programme, a show or a series."""
        if uuid in self.pages:
            _path, title, kind = self.pages[uuid]
            found = self.above.get(self.group_path(uuid))
            return Line(title, uuid, kind, found[1] if found else "")
        for other, title, kind in self.above.values():
            if other == uuid:
                return Line(title, uuid, kind)
        return Line(_("page supprimée"), uuid)

    def within(self, uuid: UUID) -> set[UUID]:
        """The programmes of a show or a series; a programme itself."""
        paths = [path for path, (other, _title, _kind) in self.above.items() if other == uuid]
        return {uuid} | {key for key, page in self.pages.items() if any(page[0].startswith(path) for path in paths)}
