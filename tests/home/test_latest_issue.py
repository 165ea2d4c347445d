"""The latest number on the front page of the site."""

import datetime
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from tests.factories.magazine import DossierFactory, IssueFactory, magazine_page
from tests.factories.media_library import ImageFactory

pytestmark = pytest.mark.django_db


def band(client: Client, language: str = "fr") -> str:
    """What the front page says of the magazine; "" when it says nothing."""
    html = client.get(f"/{language}/").content.decode()
    return html[html.index('aria-labelledby="une"') :].split("</section>")[0] if 'aria-labelledby="une"' in html else ""


def test_latest_number_is_announced_with_its_dossiers(client: Client) -> None:
    IssueFactory(title="Ancien", number="46", slug="numero-46", issued_on=datetime.date(2026, 6, 1))
    issue = IssueFactory(title="Rives", number="47", slug="numero-47", introduction="D'une rive à l'autre.")
    DossierFactory(parent=issue, title="Les langues", slug="langues")
    DossierFactory(parent=issue, title="Caché", live=False)
    html = band(client)

    assert re.findall(r'<h3 class="lead-title"><a href="([^"]+)">([^<]+)</a>', html) == [
        ("/fr/magazine/numero-47/", "Rives")
    ]
    assert '<p class="kicker">n°\u00a047, automne 2026</p>' in html
    assert "D’une rive à l’autre." in html
    assert re.findall(r'<p class="by">Dossier\s: <a href="([^"]+)">([^<]+)</a>', html) == [
        ("/fr/magazine/numero-47/langues/", "Les langues")
    ]
    assert '<a href="/fr/magazine/">Tous les numéros</a>' in html


def test_nothing_is_said_without_a_number_that_may_be_seen(client: Client) -> None:
    IssueFactory(live=False)
    private = IssueFactory()
    PageViewRestriction.objects.create(page=private, restriction_type="login")

    assert band(client) == ""


def test_each_language_has_its_own_latest_number(client: Client) -> None:
    IssueFactory(title="Rives")
    IssueFactory(title="Oevers", parent=magazine_page("nl"))

    assert "Oevers" in band(client, "nl")
    assert "Rives" not in band(client, "nl")
    assert band(client, "en") == ""


def test_front_page_costs_the_same_for_one_number_and_for_five(client: Client) -> None:
    issue = IssueFactory(cover=ImageFactory())
    DossierFactory(parent=issue)
    one = queries(client)
    for _number in range(4):
        DossierFactory(parent=IssueFactory(cover=ImageFactory(), issued_on=datetime.date(2026, 10, 1)))

    assert queries(client) == one


def queries(client: Client) -> int:
    """What the second view of the front page costs."""
    client.get("/fr/")
    with CaptureQueriesContext(connection) as asked:
        client.get("/fr/")
    return len(asked)
