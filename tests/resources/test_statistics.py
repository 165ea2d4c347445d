"""Figures of a year, counted by hand."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from resources.models import Holding, Record, RecordSubject
from resources.statistics import Figures, YearReport, report_year, write_csv, years_known
from tests.factories.resources import RecordFactory, concept
from tests.resources.conftest import make_editor, signed_in

pytestmark = pytest.mark.django_db


def at(year: int, month: int = 6, day: int = 1, hour: int = 12) -> datetime:
    return datetime(year, month, day, hour, tzinfo=ZoneInfo("Europe/Brussels"))


def entered(moment: datetime, **fields: Any) -> Record:
    later = {name: fields.pop(name) for name in ("withdrawn_at", "merged_into") if name in fields}
    record: Record = RecordFactory(**fields)
    Record.objects.filter(pk=record.pk).update(added_at=moment, **later)
    record.refresh_from_db()
    return record


def table(report: YearReport, key: str) -> dict[str, tuple[Figures, Figures, Figures, Figures]]:
    found = next(one for one in report.tables if one.key == key)
    return {line.name: (line.records, line.records_before, line.copies, line.copies_before) for line in found.lines}


@pytest.fixture
def counted() -> None:
    """2024: two books and a film in, of which the film goes in 2025. 2025: a book in, a double merged."""
    writer = make_editor("Ada", "add")
    old, kept = entered(at(2024, 1, 1, 0)), entered(at(2024, 12, 31, 23), languages=["nl", "fr"])
    film = entered(at(2024), type="film", withdrawn_at=at(2025))
    new = entered(at(2025, 1, 1, 0), cataloguer=writer, languages=[])
    entered(at(2024), withdrawn_at=at(2025), merged_into=old)
    entered(at(2025), live=False)
    for record in (old, new):
        RecordSubject.objects.create(record=record, concept=concept("Paix", notation=str(record.pk)))
    Holding.objects.create(record=old, acquired_on=date(2023, 12, 31))
    Holding.objects.create(record=old, acquired_on=date(2025, 12, 31))
    Holding.objects.create(record=kept, acquired_on=date(2024, 2, 29), removed_on=date(2025, 1, 1))
    Holding.objects.create(record=new)
    Holding.objects.create(record=film)


@pytest.mark.usefixtures("counted")
def test_year_counts_records_and_copies() -> None:
    report = report_year(2025)

    assert table(report, "total") == {
        "Toute la bibliothèque": (Figures(3, 1, 1), Figures(4, 4, 0), Figures(3, 2, 2), Figures(3, 2, 0)),
    }
    assert (report.undated, report.merged) == (1, 1)


@pytest.mark.usefixtures("counted")
def test_year_counts_by_type_language_and_cataloguer() -> None:
    report = report_year(2025)
    records = {key: {name: row[:2] for name, row in table(report, key).items()} for key in
               ("type", "language", "cataloguer")}  # fmt: skip

    assert records["type"] == {
        "livre": (Figures(3, 1, 0), Figures(3, 3, 0)),
        "film": (Figures(0, 0, 1), Figures(1, 1, 0)),
    }
    assert records["language"] == {
        "français": (Figures(1, 0, 1), Figures(3, 3, 0)),
        "néerlandais": (Figures(1, 0, 0), Figures(1, 1, 0)),
        "non indiqué": (Figures(1, 1, 0), Figures(0, 0, 0)),
    }
    assert records["cataloguer"] == {
        "non indiqué": (Figures(2, 0, 1), Figures(4, 4, 0)),
        "Ada": (Figures(1, 1, 0), Figures(0, 0, 0)),
    }


def test_subjects_are_those_most_came_in_about() -> None:
    peace, war = concept("Paix"), concept("Guerre")
    for year, subject in ((2024, war), (2024, war), (2025, peace)):
        record = entered(at(year))
        RecordSubject.objects.create(record=record, concept=subject)
        Holding.objects.create(record=record)
        Holding.objects.create(record=record, acquired_on=date(2025, 1, 1))

    assert table(report_year(2025), "subject") == {
        "Guerre": (Figures(2, 0, 0), Figures(2, 2, 0), Figures(4, 2, 0), Figures(2, 2, 0)),
        "Paix": (Figures(1, 1, 0), Figures(0, 0, 0), Figures(2, 2, 0), Figures(0, 0, 0)),
    }


def test_year_with_nothing_has_figures_of_nothing() -> None:
    report = report_year(2025)

    assert table(report, "total") == {"Toute la bibliothèque": (Figures(), Figures(), Figures(), Figures())}
    assert [len(one.lines) for one in report.tables[1:]] == [0, 0, 0, 0]
    assert years_known() == [timezone.localdate().year]


def test_figures_take_the_same_queries_for_one_record_and_for_five() -> None:
    counts = []
    for number in (1, 4):
        for place in range(number):
            record = RecordFactory()
            RecordSubject.objects.create(record=record, concept=concept(f"Sujet {number} {place}"))
            Holding.objects.create(record=record)
        with CaptureQueriesContext(connection) as queries:
            report_year(timezone.localdate().year)
        counts.append(len(queries))

    assert counts[0] == counts[1]


@pytest.mark.usefixtures("counted")
def test_table_to_take_away_has_every_figure() -> None:
    lines = "".join(write_csv(report_year(2025))).splitlines()

    assert lines[0].startswith("\ufefftableau;valeur;notices, fonds 2025;notices, fonds 2024;notices, entrées 2025;")
    assert lines[1] == "Ensemble;Toute la bibliothèque;3;4;1;4;1;0;3;3;2;2;2;0"


def test_table_holds_no_formula() -> None:
    entered(at(2025), cataloguer=make_editor("=1+1", "add"))

    assert any(line.startswith("Par catalogueur;'=1+1;") for line in write_csv(report_year(2025)))


@pytest.mark.usefixtures("counted")
def test_page_chooses_a_year_and_gives_the_table(desk: Client) -> None:
    url = reverse("workshop:statistics")
    html = desk.get(url, {"annee": "2025"}).content.decode()
    table_file = desk.get(url, {"annee": "2025", "format": "csv"})

    assert ('<option value="2025" selected>' in html, "1 exemplaire sans date d’acquisition" in html) == (True, True)
    assert table_file["Content-Disposition"] == 'attachment; filename="statistiques-2025.csv"'
    assert table_file.content.decode() == "".join(write_csv(report_year(2025)))


@pytest.mark.parametrize("asked", ["2999", "abc", "-1", "2025 or 1"])
def test_page_shows_this_year_for_one_that_has_no_figures(desk: Client, asked: str) -> None:
    page = desk.get(reverse("workshop:statistics"), {"annee": asked})

    assert page.context["report"].year == timezone.localdate().year
    assert "Il n’y a pas de chiffres" in page.content.decode()


def test_page_is_for_who_works_on_records() -> None:
    assert signed_in(make_editor("visiteuse")).get(reverse("workshop:statistics")).status_code == 302
