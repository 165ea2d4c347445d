"""Dates in words."""

import datetime

import pytest
from django.template import engines
from django.utils import translation

from core.spelled_dates import spell_date

FIRST, ELEVENTH = datetime.date(2026, 9, 1), datetime.date(2026, 9, 11)


@pytest.mark.parametrize(
    ("language", "day", "form", "written"),
    [
        ("fr", FIRST, "j F Y", "1er septembre 2026"),
        ("fr", FIRST, None, "1er septembre 2026"),
        ("fr", FIRST, "l j F", "mardi 1er septembre"),
        ("fr", FIRST, "F Y", "septembre 2026"),
        ("fr", FIRST, "d/m/Y", "01/09/2026"),
        ("fr", ELEVENTH, "j F Y", "11 septembre 2026"),
        ("nl", FIRST, "j F Y", "1 september 2026"),
        ("en", FIRST, "j F Y", "1 September 2026"),
    ],
)
def test_first_of_a_month_is_an_ordinal_in_french_alone(
    language: str, day: datetime.date, form: str | None, written: str
) -> None:
    with translation.override(language):
        assert spell_date(day, form) == written


def test_templates_write_dates_alike() -> None:
    template = engines["django"].from_string("{{ day|date:'j F Y' }}|{{ none|date:'j F Y' }}|{{ day|date }}")

    with translation.override("fr"):
        assert template.render({"day": FIRST, "none": None}) == "1er septembre 2026||1er septembre 2026"
