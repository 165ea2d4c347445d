"""Which numbers are to come, and what is held, in words: arithmetic alone."""

from datetime import date

import pytest

from resources.periodicals.prediction import Rhythm, add_months, day_of_number, foresee, rank_in_year, write_label
from resources.periodicals.statement import HELD, LACKING, NEVER, Known, state_holdings


def days(frequency: str, first: date, until: date, *skipped: int) -> list[str]:
    """The days a rhythm gives, from its first to another."""
    return [f"{one.on:%d/%m/%y}" for one in foresee(Rhythm(frequency, first, 1, frozenset(skipped)), until)]


@pytest.mark.parametrize(
    ("frequency", "first", "until", "expected"),
    [
        ("weekly", date(2024, 2, 22), date(2024, 3, 14), ["22/02/24", "29/02/24", "07/03/24", "14/03/24"]),
        ("weekly", date(2024, 12, 26), date(2025, 1, 9), ["26/12/24", "02/01/25", "09/01/25"]),
        ("fortnightly", date(2024, 1, 1), date(2024, 2, 16), ["01/01/24", "16/01/24", "01/02/24", "16/02/24"]),
        ("fortnightly", date(2024, 1, 20), date(2024, 3, 6), ["20/01/24", "04/02/24", "20/02/24", "06/03/24"]),
        ("monthly", date(2024, 1, 31), date(2024, 4, 30), ["31/01/24", "29/02/24", "31/03/24", "30/04/24"]),
        ("monthly", date(2023, 1, 31), date(2023, 3, 31), ["31/01/23", "28/02/23", "31/03/23"]),
        ("monthly", date(2024, 11, 15), date(2025, 2, 1), ["15/11/24", "15/12/24", "15/01/25"]),
        ("bimonthly", date(2024, 12, 1), date(2025, 4, 1), ["01/12/24", "01/02/25", "01/04/25"]),
        ("quarterly", date(2023, 11, 30), date(2024, 5, 30), ["30/11/23", "29/02/24", "30/05/24"]),
        ("triannual", date(2024, 9, 1), date(2025, 5, 1), ["01/09/24", "01/01/25", "01/05/25"]),
        ("semiannual", date(2024, 8, 31), date(2025, 8, 31), ["31/08/24", "28/02/25", "31/08/25"]),
        ("annual", date(2024, 2, 29), date(2028, 3, 1), ["29/02/24", "28/02/25", "28/02/26", "28/02/27", "29/02/28"]),
        ("irregular", date(2024, 1, 1), date(2030, 1, 1), []),
        ("monthly", date(2024, 5, 1), date(2024, 4, 30), []),
    ],
)
def test_days_of_each_rhythm(frequency: str, first: date, until: date, expected: list[str]) -> None:
    assert days(frequency, first, until) == expected


def test_skipped_month_uses_no_number() -> None:
    found = list(foresee(Rhythm("monthly", date(2024, 6, 1), 10, frozenset({8})), date(2024, 10, 1)))

    assert [(one.number, one.on.month) for one in found] == [(10, 6), (11, 7), (12, 9), (13, 10)]


def test_rhythm_that_skips_every_month_ends() -> None:
    assert days("annual", date(2024, 8, 1), date(9000, 1, 1), 8) == []


def test_months_are_added_over_the_turn_of_the_year() -> None:
    assert add_months(date(2024, 12, 31), 2) == date(2025, 2, 28)
    assert add_months(date(2024, 1, 31), -2) == date(2023, 11, 30)
    assert add_months(date(2024, 3, 15), -3) == date(2023, 12, 15)


@pytest.mark.parametrize(
    ("number", "expected"),
    [(10, date(2024, 6, 1)), (12, date(2024, 9, 1)), (9, date(2024, 5, 1)), (1, date(2023, 9, 1))],
)
def test_day_of_a_number_before_or_after_the_first(number: int, expected: date) -> None:
    assert day_of_number(Rhythm("monthly", date(2024, 6, 1), 10, frozenset({8})), number) == expected


@pytest.mark.parametrize(
    ("frequency", "day", "rank"),
    [
        ("weekly", date(2024, 1, 1), 1), ("weekly", date(2024, 12, 31), 53), ("fortnightly", date(2024, 3, 20), 6),
        ("monthly", date(2024, 12, 1), 12), ("bimonthly", date(2024, 11, 1), 6), ("quarterly", date(2024, 10, 1), 4),
        ("semiannual", date(2024, 7, 1), 2), ("annual", date(2024, 1, 1), 1), ("irregular", date(2024, 5, 1), 1),
    ],
)  # fmt: skip
def test_rank_in_the_year(frequency: str, day: date, rank: int) -> None:
    assert rank_in_year(Rhythm(frequency, date(2020, 1, 1)), day) == rank


@pytest.mark.parametrize(
    ("pattern", "number", "day", "last", "label"),
    [
        ("n° {number}", 12, date(2024, 3, 1), None, "n° 12"),
        ("n° {number}", 12, date(2024, 3, 1), 13, "n° 12-13"),
        ("{year}/{month}", 12, date(2024, 3, 1), None, "2024/03"),
        ("{year}/{issue}", 12, date(2024, 12, 1), 13, "2024/12-13"),
        ("vol. {volume}, n° {issue} ({number})", 50, date(2025, 2, 1), None, "vol. 8, n° 2 (50)"),
        ("{unknown} {number}", 3, date(2024, 1, 1), None, "{unknown} 3"),
    ],
)
def test_label_as_it_is_printed(pattern: str, number: int, day: date, last: int | None, label: str) -> None:
    rhythm = Rhythm("monthly", date(2024, 1, 1))

    assert write_label(pattern, rhythm, number, day, last_number=last, volume=7) == label


def known(held: str = "", lacking: str = "", never: str = "", extra: tuple[str, ...] = ()) -> list[Known]:
    """Numbers by state: “12-20 31” stands for 12 to 20 and 31."""
    found = []
    for words, state in ((held, HELD), (lacking, LACKING), (never, NEVER)):
        for word in words.split():
            first, _dash, last = word.partition("-")
            found += [Known(range(n, n + 1), state, f"L{n}") for n in range(int(first), int(last or first) + 1)]
    return [*found, *(Known(range(0), HELD, label) for label in extra)]


@pytest.mark.parametrize(
    ("held", "lacking", "never", "statement"),
    [
        ("12-30 32-47", "31", "", "n° 12–47, manque le 31"),
        ("12-47", "", "", "n° 12–47"),
        ("12", "", "", "n° 12"),
        ("12-13", "", "", "n° 12–13"),
        ("12 14 16", "13 15", "", "n° 12–16, manquent les 13 et 15"),
        ("12 20", "13-19", "", "n° 12–20, manquent les 13–19"),
        ("1-4 7 9", "5-6 8", "", "n° 1–9, manquent les 5–6 et 8"),
        ("1-4 7 9 11", "5-6 8 10", "", "n° 1–11, manquent les 5–6, 8 et 10"),
        ("12-20 30-47", "", "", "n° 12–20 et 30–47"),
        ("1 5-8 20", "", "", "n° 1, 5–8 et 20"),
        ("12-20 30-47", "33", "", "n° 12–20 et 30–47, manque le 33"),
        ("12-30 32-47", "", "31", "n° 12–47"),
        ("1 5", "2 4", "3", "n° 1–5, manquent les 2–4"),
        ("12-20", "21-24", "", "n° 12–20"),
        ("12-20", "10-11", "", "n° 12–20"),
        ("", "12-20", "", ""),
        ("", "", "", ""),
    ],
)
def test_statement_of_holdings(held: str, lacking: str, never: str, statement: str) -> None:
    assert state_holdings(known(held, lacking, never)) == statement


def test_statement_names_what_has_no_number() -> None:
    assert state_holdings(known("1-3", extra=("Hors-série 1", "Index"))) == "n° 1–3 ; hors série : Hors-série 1, Index"
    assert state_holdings(known(extra=("Hors-série 1",))) == "hors série : Hors-série 1"


def test_double_issue_counts_for_both_of_its_numbers() -> None:
    issues = [*known("11 14"), Known(range(12, 14), HELD, "n° 12-13")]

    assert state_holdings(issues) == "n° 11–14"
    assert state_holdings([*known("11 14"), Known(range(12, 14), LACKING)]) == "n° 11–14, manquent les 12–13"


def test_statement_without_numbers_is_made_of_labels() -> None:
    issues = [Known(range(n, n + 1), LACKING if n == 3 else HELD, f"2023/{n}") for n in range(1, 6)]

    assert state_holdings(issues, numbered=False) == "2023/1–2023/5, manque 2023/3"


def test_statement_does_not_depend_on_the_order() -> None:
    assert state_holdings(reversed(known("12-30 32-47", "31"))) == "n° 12–47, manque le 31"
