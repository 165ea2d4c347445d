"""How often programmes were heard: what the report says, and to whom."""

from datetime import date
from itertools import pairwise
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import GroupPagePermission

from audiovisual.statistics.chart import draw_chart
from audiovisual.statistics.periods import Period, read_period
from audiovisual.statistics.report import Line, report_listening, write_csv
from media_library.models import ListeningDay
from tests.factories.audiovisual import (
    CapsuleFactory,
    EpisodeFactory,
    SeasonFactory,
    SeriesFactory,
    ShowFactory,
    podcasts_page,
)  # fmt: skip

TODAY = date(2026, 3, 31)
MARCH = Period(date(2026, 3, 1), TODAY)


def heard(page: Any, day: date, listeners: int, way: str = "play") -> None:
    ListeningDay.objects.create(day=day, programme=page.uuid, way=way, listeners=listeners)


def told(lines: list[Line]) -> list[tuple[str, int, int, int]]:
    return [(line.name, line.figures["play"], line.figures["embed"], line.figures["download"]) for line in lines]


def sign_in(name: str, *rights: str, page: Any = None) -> Client:
    """A browser of somebody who may enter the admin and has rights on a page."""
    user = get_user_model().objects.create_user(username=name, password="p")
    group = Group.objects.create(name=name)
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    user.groups.add(group)
    for right in rights:
        permission = Permission.objects.get(codename=f"{right}_page", content_type__app_label="wagtailcore")
        GroupPagePermission.objects.create(group=group, page=page, permission=permission)
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def chief(db: None) -> Client:
    """Publishes podcasts."""
    return sign_in("cheffe", "publish", page=podcasts_page())


@pytest.fixture
def world(db: None) -> dict[str, Any]:
    """Two shows, a season, a series, and what was heard of them in March."""
    show, serial = ShowFactory(title="Rives"), ShowFactory(title="Le chantier")
    pages = {
        "show": show,
        "one": EpisodeFactory(parent=show, title="L’eau basse"),
        "two": EpisodeFactory(parent=SeasonFactory(parent=serial), title="Les fondations"),
        "film": CapsuleFactory(parent=SeriesFactory(title="Gestes"), title="Le pain"),
        "alone": CapsuleFactory(title="Une gare"),
    }
    heard(pages["one"], date(2026, 3, 1), 3)
    heard(pages["one"], date(2026, 3, 1), 2, "download")
    heard(pages["one"], date(2026, 3, 2), 1, "embed")
    heard(pages["two"], date(2026, 3, 31), 4, "download")
    heard(pages["film"], date(2026, 3, 31), 5)
    heard(pages["alone"], date(2026, 3, 15), 1)
    heard(pages["one"], date(2026, 2, 28), 50)
    heard(pages["one"], date(2026, 4, 1), 50)
    return pages


@pytest.mark.parametrize(
    ("since", "until", "expected", "has_remark"),
    [
        ("", "", Period(date(2026, 3, 2), TODAY), False),
        ("2026-01-01", "2026-02-01", Period(date(2026, 1, 1), date(2026, 2, 1)), False),
        ("2026-02-01", "2026-01-01", Period(date(2026, 1, 1), date(2026, 2, 1)), False),
        ("2026-03-30", "", Period(date(2026, 3, 30), TODAY), False),
        ("", "2026-01-30", Period(date(2026, 1, 1), date(2026, 1, 30)), False),
        ("hier", "2026-02-30", Period(date(2026, 3, 2), TODAY), True),
        ("0001-01-01", "2026-03-31", Period(date(1996, 3, 1), TODAY), True),
        ("", "0001-01-01", Period(date(2026, 3, 2), TODAY), True),
    ],
)
def test_period_is_read_whatever_is_typed(since: str, until: str, expected: Period, has_remark: bool) -> None:
    period, remark = read_period(since, until, TODAY)

    assert (period, bool(remark)) == (expected, has_remark)


def test_period_is_cut_into_steps_that_leave_no_day_out() -> None:
    def steps(first: date, last: date) -> tuple[int, str, str]:
        found = Period(first, last).steps()
        assert (found[0].first, found[-1].last) == (first, last)
        assert all((after.first - before.last).days == 1 for before, after in pairwise(found))
        return len(found), found[0].name, found[-1].name

    assert steps(date(2026, 3, 1), TODAY) == (31, "1 mars 2026", "31 mars 2026")
    assert steps(date(2026, 1, 1), TODAY) == (14, "du 1 janvier au 4 janvier 2026", "du 30 mars au 31 mars 2026")
    assert steps(date(2025, 1, 15), TODAY) == (15, "janvier 2025", "mars 2026")
    assert steps(date(2010, 5, 1), TODAY) == (17, "2010", "2026")


def test_report_sums_by_step_group_and_programme(world: dict[str, Any]) -> None:
    report = report_listening(MARCH)

    assert told([report.total]) == [("En tout", 9, 1, 6)]
    assert [(line.name, line.total) for line in report.steps if line.total] == [
        ("1 mars 2026", 5), ("2 mars 2026", 1), ("15 mars 2026", 1), ("31 mars 2026", 9),
    ]  # fmt: skip
    assert told(report.groups) == [
        ("Rives", 3, 1, 2), ("Gestes", 5, 0, 0), ("Le chantier", 0, 0, 4), ("hors série", 1, 0, 0),
    ]  # fmt: skip
    assert [(line.above, *one) for line, one in zip(report.programmes, told(report.programmes), strict=True)] == [
        ("Rives", "L’eau basse", 3, 1, 2),
        ("Gestes", "Le pain", 5, 0, 0),
        ("Le chantier", "Les fondations", 0, 0, 4),
        ("", "Une gare", 1, 0, 0),
    ]


def test_report_of_one_show_and_of_one_programme(world: dict[str, Any]) -> None:
    of_show = report_listening(MARCH, world["show"].uuid)
    of_film = report_listening(MARCH, world["film"].uuid)

    assert (of_show.inside and of_show.inside.name, told(of_show.programmes)) == ("Rives", [("L’eau basse", 3, 1, 2)])
    assert (of_film.inside and of_film.inside.name, told([of_film.total])) == ("Le pain", [("En tout", 5, 0, 0)])
    assert report_listening(MARCH, uuid4()).total.total == 0


def test_what_was_deleted_keeps_its_figures(world: dict[str, Any]) -> None:
    world["film"].delete()

    assert told(report_listening(MARCH).programmes)[1] == ("page supprimée", 5, 0, 0)


def test_report_asks_as_many_questions_at_one_as_at_five(db: None) -> None:
    def questions() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            report_listening(MARCH)
        return len(captured)

    heard(EpisodeFactory(parent=ShowFactory()), TODAY, 1)
    at_one = questions()
    for _time in range(4):
        heard(EpisodeFactory(parent=ShowFactory()), TODAY, 1)

    assert (at_one, questions()) == (5, 5)


def test_csv_says_every_day_and_computes_nothing(db: None) -> None:
    episode = EpisodeFactory(parent=ShowFactory(title="=1+1"), title="@cmd")
    heard(episode, date(2026, 3, 2), 3)
    heard(episode, date(2026, 3, 2), 1, "download")

    assert "".join(write_csv(report_listening(MARCH))) == (
        "\ufeffjour;podcast ou série;titre;type;façon;écoutes\r\n"
        "2026-03-02;'=1+1;'@cmd;épisode;sur le site;3\r\n"
        "2026-03-02;'=1+1;'@cmd;épisode;application ou téléchargement;1\r\n"
    )


def test_bars_stand_on_the_floor_one_piece_above_the_other() -> None:
    chart = draw_chart([Line("a", figures={"play": 3, "embed": 0, "download": 7}), Line("b")])
    pieces = [(piece.way, piece.y, piece.height) for piece in chart.bars[0].pieces]

    assert [number for _y, number in chart.marks] == [0, 5, 10]
    assert (pieces, chart.bars[1].pieces) == ([("play", "154.8", "61.2"), ("download", "12.0", "142.8")], [])


def test_page_shows_the_chart_its_text_and_its_table(chief: Client, world: dict[str, Any]) -> None:
    response = chief.get(reverse("listening_report"), {"du": "2026-03-01", "au": "2026-03-31"})
    page = response.content.decode()

    assert response.status_code == 200
    assert '<title id="chart-title">Écoutes dans le temps</title>' in page
    assert "16 écoutes du 1er mars 2026 au 31 mars 2026, en 31 colonnes" in page
    assert page.count('<rect class="li-') == 6 + 3
    assert f'<a href="?dans={world["show"].uuid}&amp;du=2026-03-01&amp;au=2026-03-31">Rives</a>' in page
    assert "style=" not in page.split('class="workshop-page"')[1].split("</figure>")[0]


def test_page_of_nothing_says_so(chief: Client) -> None:
    page = chief.get(reverse("listening_report"), {"du": "demain", "dans": "x"}).content.decode()

    assert "Aucune écoute n’a été comptée dans cette période." in page
    assert "Une date se lit « année-mois-jour » : voici les 30 derniers jours." in page


def test_csv_is_taken_away(chief: Client, world: dict[str, Any]) -> None:
    asked = {"du": "2026-03-01", "au": "2026-03-31", "format": "csv", "dans": str(world["film"].uuid)}
    response = chief.get(reverse("listening_report"), asked)

    assert response.headers["Content-Disposition"] == 'attachment; filename="ecoutes-2026-03-01-2026-03-31.csv"'
    assert b"".join(response).decode().split("\r\n")[1:] == ["2026-03-31;Gestes;Le pain;capsule;sur le site;5", ""]


def test_only_those_who_make_podcasts_or_capsules_read_it(world: dict[str, Any]) -> None:
    address = reverse("listening_report")
    menu = f'"url": "{address}"'
    editor = sign_in("monteur", "change", page=podcasts_page())
    writer = sign_in("autrice", "add", page=podcasts_page())
    elsewhere = sign_in("notices", "change", page=world["show"])

    assert [client.get(address).status_code for client in (editor, writer, elsewhere)] == [200, 302, 302]
    assert [menu in client.get("/admin/account/").content.decode() for client in (editor, writer)] == [True, False]
    assert Client().get(address).status_code == 302
