"""The figures of a year: what the library holds, what came in and what went, records and copies.

A record counts once it has been public; it came in when it was entered here and went when it was withdrawn (merged
ones are the same document twice: they leave the stock without counting as withdrawn). A copy came in at its date of
acquisition, or with its record when that is not known; it went when it was removed, or with its record.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import StringIO
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from core.languages import language_name
from core.spreadsheet_cells import guard_text
from resources.models import Holding, Record, RecordSubject, RecordType
from thesaurus.models import Concept

TOP = 20
"""Subjects in the table."""
MEASURES = ("stock", "entered", "gone")


@dataclass(frozen=True)
class Figures:
    """Stock at the end of a year, and what came and went in it."""

    stock: int = 0
    entered: int = 0
    gone: int = 0


@dataclass(frozen=True)
class Line:
    """One line of a table: records and copies, in the year and in the one before."""

    name: str
    records: Figures = Figures()
    records_before: Figures = Figures()
    copies: Figures = Figures()
    copies_before: Figures = Figures()

    def cells(self) -> list[int]:
        """The twelve figures, the year beside the one before for each measure."""
        return [
            getattr(figures, measure)
            for now, before in ((self.records, self.records_before), (self.copies, self.copies_before))
            for measure in MEASURES
            for figures in (now, before)
        ]


@dataclass(frozen=True)
class Table:
    """One way of dividing the library."""

    key: str
    name: str
    lines: list[Line]
    note: str = ""


@dataclass(frozen=True)
class YearReport:
    """All tables of a year, and what must be known to read them."""

    year: int
    tables: list[Table]
    undated: int = 0
    """Copies that came in the year, as far as is known, by the date of their record alone."""
    merged: int = 0
    """Records that left the stock of the year because they were doubles."""


def years_known() -> list[int]:
    """Years there is something to say of, the last first."""
    first_record = Record.objects.order_by("added_at").values_list("added_at", flat=True).first()
    first_copy = (
        Holding.objects.exclude(acquired_on=None).order_by("acquired_on").values_list("acquired_on", flat=True).first()
    )
    this = timezone.localdate().year
    years = [timezone.localtime(first_record).year] if first_record else []
    years += [first_copy.year] if first_copy else []
    first = max(min([*years, this]), this - 100)
    return list(range(this, first - 1, -1))


def report_year(year: int) -> YearReport:
    """Every table of a year beside the year before, in a fixed number of queries."""
    spans = (_Span.of(year), _Span.of(year - 1))
    tables = [
        _table("total", _("Ensemble"), None, spans, lambda keys: {None: _("Toute la bibliothèque")}),
        _table("type", _("Par type"), "type", spans, _type_names),
        _table("language", _("Par langue"), "languages__0", spans, _language_names, _("D’après la première langue.")),
        _subjects(spans),
        _table("cataloguer", _("Par catalogueur"), "cataloguer", spans, _user_names, _(
            "Qui a créé la notice ici ; les notices importées n’ont pas de catalogueur."
        )),
    ]  # fmt: skip
    span = spans[0]
    return YearReport(
        year,
        tables,
        undated=Holding.objects.filter(span.copies_undated()).count(),
        merged=Record.objects.filter(_counted(""))
        .filter(span.moment("withdrawn_at"), merged_into__isnull=False)
        .count(),
    )


def write_csv(report: YearReport) -> Iterator[str]:
    """The tables as one CSV file, a line at a time; it opens in a spreadsheet as it is."""
    now, before = str(report.year), str(report.year - 1)
    things, measures = (_("notices"), _("exemplaires")), (_("fonds"), _("entrées"), _("sorties"))
    heads = [f"{thing}, {measure} {year}" for thing in things for measure in measures for year in (now, before)]
    yield "\ufeff" + _csv_line([_("tableau"), _("valeur"), *heads])
    for table in report.tables:
        for line in table.lines:
            yield _csv_line([table.name, line.name, *line.cells()])


def _csv_line(cells: Iterable[Any]) -> str:
    """One line; a text that a spreadsheet would take for a formula is quoted."""
    out = StringIO()
    csv.writer(out, delimiter=";").writerow([guard_text(cell) for cell in cells])
    return out.getvalue()


@dataclass(frozen=True)
class _Span:
    """One year, as the first moment of it and of the next."""

    first: datetime
    end: datetime

    @classmethod
    def of(cls, year: int) -> "_Span":
        zone = timezone.get_default_timezone()
        edges = [datetime.combine(date(each, 1, 1), time.min, tzinfo=zone) for each in (year, year + 1)]
        return cls(*edges)

    @property
    def last_day(self) -> date:
        return self.end.date() - timedelta(days=1)

    def moment(self, name: str) -> Q:
        """A date and time in the year."""
        return Q(**{f"{name}__gte": self.first, f"{name}__lt": self.end})

    def day(self, name: str) -> Q:
        """A date in the year."""
        return Q(**{f"{name}__range": (self.first.date(), self.last_day)})

    def records(self, at: str) -> dict[str, Q]:
        """Which records each measure counts; `at` leads to the record."""
        return {
            "stock": Q(**{f"{at}added_at__lt": self.end})
            & (Q(**{f"{at}withdrawn_at": None}) | Q(**{f"{at}withdrawn_at__gte": self.end})),
            "entered": self.moment(f"{at}added_at"),
            "gone": self.moment(f"{at}withdrawn_at") & Q(**{f"{at}merged_into": None}),
        }

    def copies_undated(self) -> Q:
        """Copies that came in by the date of their record alone."""
        return Q(acquired_on=None) & self.moment("record__added_at") & _counted("record__")

    def copies(self) -> dict[str, Q]:
        """Which copies each measure counts."""
        came = Q(acquired_on__lte=self.last_day) | Q(acquired_on=None, record__added_at__lt=self.end)
        stays = Q(removed_on=None) | Q(removed_on__gt=self.last_day)
        record_stays = Q(record__withdrawn_at=None) | Q(record__withdrawn_at__gte=self.end)
        with_record = Q(removed_on=None) & self.moment("record__withdrawn_at") & Q(record__merged_into=None)
        return {
            "stock": came & stays & (record_stays | Q(removed_on__gt=self.last_day)),
            "entered": self.day("acquired_on") | (Q(acquired_on=None) & self.moment("record__added_at")),
            "gone": self.day("removed_on") | with_record,
        }


def _counted(at: str) -> Q:
    """Records that are public or were."""
    return Q(**{f"{at}live": True}) | Q(**{f"{at}first_published_at__isnull": False})


Names = Any


def _table(key: str, name: str, group: str | None, spans: tuple[_Span, _Span], names: Names, note: str = "") -> Table:
    """One table: two queries, one over records and one over copies, and one for the names."""
    records = _grouped(Record.objects.filter(_counted("")), group, [span.records("") for span in spans])
    at = f"record__{group}" if group else None
    copies = _grouped(Holding.objects.filter(_counted("record__")), at, [span.copies() for span in spans])
    return Table(key, name, _lines(records, copies, names), note)


def _subjects(spans: tuple[_Span, _Span]) -> Table:
    """The subjects most came in about, then those most is there about."""
    rows = RecordSubject.objects.filter(_counted("record__"))
    records = _grouped(rows, "concept", [span.records("record__") for span in spans])
    top = sorted(records, key=lambda pk: (-records[pk][0].entered, -records[pk][0].stock, pk))[:TOP]
    about = Holding.objects.filter(_counted("record__"), record__subjects__concept__in=top)
    copies = _grouped(about, "record__subjects__concept", [span.copies() for span in spans], top)
    lines = _lines({pk: records[pk] for pk in top}, copies, _concept_names)
    note = _("Les %(top)d premiers ; un document qui a plusieurs sujets compte sous chacun.") % {"top": TOP}
    return Table("subject", _("Par sujet"), lines, note)


Grouped = dict[Any, tuple[Figures, Figures]]


def _grouped(rows: Any, group: str | None, measures: list[dict[str, Q]], only: Iterable[Any] = ()) -> Grouped:
    """The figures of both years, by value of a field (None for all together), in one query."""
    counts = {
        f"{name}_{place}": Count("pk", filter=condition, distinct=True)
        for place, conditions in enumerate(measures)
        for name, condition in conditions.items()
    }
    if group is None:
        return {None: _figures(rows.aggregate(**counts))}
    found = rows.order_by().values(group).annotate(**counts)
    wanted = set(only)
    return {row[group]: _figures(row) for row in found if not wanted or row[group] in wanted}


def _figures(row: dict[str, Any]) -> tuple[Figures, Figures]:
    now, before = (Figures(*(row[f"{name}_{place}"] or 0 for name in MEASURES)) for place in (0, 1))
    return now, before


def _lines(records: Grouped, copies: Grouped, names: Names) -> list[Line]:
    """Lines of what has any figure, those with the largest stock first."""
    keys = list({**records, **copies})
    called = names(keys)
    nothing = (Figures(), Figures())
    lines = [
        Line(called.get(key) or _("non indiqué"), *records.get(key, nothing), *copies.get(key, nothing)) for key in keys
    ]
    told = [line for line in lines if any(line.cells())] if len(lines) > 1 else lines
    return sorted(told, key=lambda line: (-line.records.stock, -line.copies.stock, line.name))


def _type_names(keys: Iterable[Any]) -> dict[Any, str]:
    return {value: str(label) for value, label in RecordType.choices}


def _language_names(keys: Iterable[Any]) -> dict[Any, str]:
    return {key: language_name(key) for key in keys if key}


def _user_names(keys: Iterable[Any]) -> dict[Any, str]:
    users = get_user_model()._default_manager.in_bulk([key for key in keys if key])
    return {key: user.get_full_name() or user.get_username() for key, user in users.items()}


def _concept_names(keys: Iterable[Any]) -> dict[Any, str]:
    concepts = Concept.objects.prefetch_related("labels").in_bulk(list(keys))
    return {key: concept.label() for key, concept in concepts.items()}
