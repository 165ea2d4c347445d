"""The page of the magazine: what it is, who makes it, all its numbers."""

import gzip
import json
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from magazine.models import BoardMember, IssuePage, MagazinePage
from tests.factories.magazine import IssueFactory, magazine_page
from tests.factories.media_library import CollectionFactory, ImageFactory
from tests.factories.resources import agent
from tests.magazine.numbers import many_issues

pytestmark = pytest.mark.django_db
MAGAZINE = "/fr/magazine/"
MOST_BYTES = 30_000
"""Of a hundred numbers, compressed."""


@pytest.fixture
def magazine() -> MagazinePage:
    """The magazine with all that is said of it."""
    page = magazine_page()
    page.title, page.subtitle = "Passages", "La revue de la maison"
    page.issn, page.issn_online = "0151-0282", "1760-7558"
    page.frequency, page.publisher = "Quatre numéros par an", "Passerelles"
    page.presentation = "<p>Une revue pour passer d'une rive à l'autre.</p>"
    page.subscription, page.ordering = "<p>Vingt euros par an.</p>", "<p>Par courrier.</p>"
    page.save()
    for place, (name, role) in enumerate((("Lucie Vandermeulen", "Rédactrice en chef"), ("Idriss Camara", ""))):
        BoardMember.objects.create(page=page, agent=agent(name), role=role, sort_order=place)
    return page


def read(client: Client) -> str:
    response = client.get(MAGAZINE)
    assert response.status_code == 200
    return str(response.content.decode())


def data(html: str) -> Any:
    """The JSON-LD of a page."""
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html)[1])  # type: ignore[index]  # it is there


def queries(client: Client) -> int:
    read(client)
    with CaptureQueriesContext(connection) as asked:
        read(client)
    return len(asked)


def test_magazine_says_what_it_is_and_who_makes_it(client: Client, magazine: MagazinePage) -> None:
    html = read(client)
    numbers = [member.agent.number for member in magazine.board.all()]

    assert "<h1>Passages</h1>" in html
    assert re.findall(r"<dt>([^<]+)</dt><dd>([^<]+)</dd>", html) == [
        ("Éditeur", "Passerelles"),
        ("Périodicité", "Quatre numéros par an"),
        ("ISSN imprimé", "0151-0282"),
        ("ISSN en ligne", "1760-7558"),
    ]
    assert "<p>Une revue pour passer d’une rive à l’autre.</p>" in html
    assert "<p>Vingt euros par an.</p>" in html
    assert "<p>Par courrier.</p>" in html
    assert re.findall(
        r'<li><a href="/fr/personnes/(\d+)/[^"]+">([^<]+)</a>(?: <span class="muted">([^<]+)<)?', html
    ) == [
        (str(numbers[0]), "Lucie Vandermeulen", "Rédactrice en chef"),
        (str(numbers[1]), "Idriss Camara", ""),
    ]


def test_hidden_member_of_the_board_is_not_named(client: Client, magazine: MagazinePage) -> None:
    magazine.board.first().agent.withdraw()

    html = read(client)
    assert "Lucie Vandermeulen" not in html
    assert "Rédactrice en chef" not in html
    assert "Idriss Camara" in html


def test_numbers_stand_under_their_year_the_latest_first_and_large(client: Client, magazine: MagazinePage) -> None:
    issues = many_issues(6)
    IssueFactory(number="99", title="Brouillon", slug="brouillon", live=False)
    html = read(client)

    assert re.findall(r'<h3 class="lead-title"><a href="([^"]+)">', html) == [issues[5].get_url()]
    assert re.findall(r'<h3 id="annee-(\d+)">', html) == ["2026", "2025"]
    assert re.findall(r'<h4><a href="([^"]+)">', html) == [issue.get_url() for issue in reversed(issues)]
    assert "n°\u00a06, octobre 2026" in html
    assert "Brouillon" not in html


def test_magazine_without_a_number_says_so(client: Client, magazine: MagazinePage) -> None:
    html = read(client)

    assert "Aucun numéro n’est encore paru." in html
    assert "Dernier numéro" not in html


def test_number_of_another_magazine_is_not_listed(client: Client, magazine: MagazinePage) -> None:
    IssueFactory(title="Nummer", parent=magazine_page("nl"))

    assert "Nummer" not in read(client)


def test_covers_are_pictures_or_woven_and_private_ones_never_shown(client: Client) -> None:
    first, second = many_issues(2)
    first.cover = ImageFactory()
    second.cover = ImageFactory(collection=CollectionFactory(private=True))
    for issue in (first, second):
        issue.save()
    html = read(client)

    assert len(re.findall(r'<img class="cover" src="/media/images/[^"]+width-320[^"]+"', html)) == 1
    assert html.count(">2</text></svg>") == 2


def test_machines_are_told_the_periodical(client: Client, magazine: MagazinePage) -> None:
    issue = many_issues(1)[0]
    told = data(read(client))

    assert told["@type"] == "Periodical"
    assert told["issn"] == ["0151-0282", "1760-7558"]
    assert told["publisher"] == {"@type": "Organization", "name": "Passerelles"}
    assert [one["name"] for one in told["editor"]] == ["Lucie Vandermeulen", "Idriss Camara"]
    assert told["hasPart"] == [
        {"@type": "PublicationIssue", "@id": f"http://testserver{issue.get_url()}", "name": issue.title}
    ]


def test_magazine_costs_the_same_for_one_number_and_for_sixty(client: Client, magazine: MagazinePage) -> None:
    issue = IssueFactory(number="0", slug="zero", cover=ImageFactory())
    one = queries(client)
    many_issues(60)

    assert queries(client) == one
    assert one <= 12
    assert IssuePage.objects.visible().count() == 61
    assert issue.cover_id


def test_a_hundred_numbers_are_light(client: Client, magazine: MagazinePage) -> None:
    many_issues(100)

    assert len(gzip.compress(client.get(MAGAZINE).content)) <= MOST_BYTES
