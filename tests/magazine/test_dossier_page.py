"""The pages of dossiers and rubrics, and the places of things that are no articles."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from magazine.models import DossierConcept, DossierPage, GuestEditor
from tests.factories.magazine import ArticleFactory, DossierFactory, IssueFactory, RubricFactory
from tests.factories.media_library import CollectionFactory, ImageFactory
from tests.factories.resources import RecordFactory, agent, concept
from tests.magazine.numbers import placed, signed

pytestmark = pytest.mark.django_db


@pytest.fixture
def dossier() -> DossierPage:
    """A dossier of two articles with a book between them."""
    issue = IssueFactory(number="47", title="Rives", slug="numero-47", date_printed="automne 2026")
    page = DossierFactory(
        parent=issue,
        title="Les langues de la ville",
        slug="langues",
        standfirst="Six textes.",
        introduction="<p>Une ville parle.</p>",
    )
    GuestEditor.objects.create(page=page, agent=agent("Lucie Vandermeulen"))
    DossierConcept.objects.create(page=page, concept=concept("Interprétation sociale"))
    signed(ArticleFactory(parent=page, title="Le guichet", slug="guichet"), "Tigist Alemu")
    placed(page, "Un livre à table", comment="À lire avant de passer à table.")
    ArticleFactory(parent=page, title="L'accent", slug="accent")
    return page  # type: ignore[no-any-return]  # factories are untyped


def read(client: Client, page: Page) -> str:
    response = client.get(page.get_url())
    assert response.status_code == 200
    return str(response.content.decode())


def data(html: str) -> Any:
    """The JSON-LD of a page."""
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html)[1])  # type: ignore[index]  # it is there


def rows(html: str) -> list[str]:
    """What is listed, in reading order."""
    listed = html[html.index('<ol class="contents') :].split("</ol>")[0]
    return re.findall(r"<h3[^>]*><a [^>]+>([^<]+)</a>", listed)


def queries_of(client: Client, page: Page) -> int:
    read(client, page)
    with CaptureQueriesContext(connection) as queries:
        read(client, page)
    return len(queries)


def test_dossier_lists_articles_and_things_in_one_reading_order(client: Client, dossier: DossierPage) -> None:
    html = read(client, dossier)

    assert "<h1>Les langues de la ville</h1>" in html
    assert rows(html) == ["Le guichet", "L’étranger à table", "L’accent"]
    assert '<p class="placed-why">À lire avant de passer à table.</p>' in html
    assert "<p>Une ville parle.</p>" in html


def test_dossier_names_its_number_its_editors_and_its_subjects(client: Client, dossier: DossierPage) -> None:
    html = read(client, dossier)
    person, subject = dossier.guest_editors.get().agent, dossier.concepts.get().concept

    assert '<a href="/fr/magazine/numero-47/">n°\u00a047, automne 2026</a>' in html
    assert '<a href="/fr/magazine/numero-47/">Rives</a>' in html
    assert f'<a href="/fr/personnes/{person.number}/lucie-vandermeulen/">Lucie Vandermeulen</a>' in html
    assert (
        f'<a class="label" href="/fr/sujets/{subject.number}/interpretation-sociale/">Interprétation sociale</a>'
        in html
    )
    assert 'href="/fr/magazine/numero-47/langues/atom/"' in html


def test_hidden_people_subjects_and_pictures_are_left_out(client: Client, dossier: DossierPage) -> None:
    dossier.guest_editors.get().agent.withdraw()
    dossier.concepts.get().concept.withdraw()
    dossier.image = ImageFactory(collection=CollectionFactory(private=True))
    dossier.save()
    html = read(client, dossier)

    assert "Lucie Vandermeulen" not in html
    assert "Interprétation sociale" not in html
    assert "/media/" not in html


def test_public_picture_is_shown_with_its_credit(client: Client, dossier: DossierPage) -> None:
    dossier.image = ImageFactory(description="Un guichet")
    dossier.save()
    html = read(client, dossier)

    assert re.search(r'<img src="/media/images/[^"]+" width="960" height="540" alt="Un guichet"', html)
    assert "Dessin : Ayşe Tunç, 2026" in html


def test_thing_leads_to_its_page_and_to_nothing_once_hidden(client: Client, dossier: DossierPage) -> None:
    item = dossier.get_children().get(title="Un livre à table").specific
    record = item.record
    shown = client.get(item.get_url())
    record.withdraw()
    hidden = client.get(item.get_url())
    html = read(client, dossier)

    assert (shown.status_code, shown.headers["Location"]) == (
        302,
        f"/fr/ressources/notice/{record.number}/{record.slug}/",
    )
    assert hidden.status_code == 404
    assert rows(html) == ["Le guichet", "L’accent"]
    for words in ("Un livre à table", "étranger à table", "À lire avant"):
        assert words not in html
        assert words not in hidden.content.decode()
        assert words not in read(client, dossier.get_parent())


def test_thing_of_a_draft_record_or_of_none_is_nowhere(client: Client, dossier: DossierPage) -> None:
    draft = placed(dossier, "Notice en chantier", record=RecordFactory(title="Chantier", live=False))
    orphan = placed(dossier, "Notice perdue")
    type(orphan).objects.filter(pk=orphan.pk).update(record=None)
    html = read(client, dossier)

    assert rows(html) == ["Le guichet", "L’étranger à table", "L’accent"]
    assert [client.get(item.get_url()).status_code for item in (draft, orphan)] == [404, 404]
    assert [client.get(f"{item.get_url()}partage.png").status_code for item in (draft, orphan)] == [404, 404]


def test_drafts_and_private_parts_are_nowhere(client: Client, dossier: DossierPage) -> None:
    ArticleFactory(parent=dossier, title="Brouillon", live=False)
    private = ArticleFactory(parent=dossier, title="Réservé")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    html = read(client, dossier)

    assert "Brouillon" not in html
    assert "Réservé" not in html


def test_private_dossier_asks_who_is_there(client: Client, dossier: DossierPage) -> None:
    PageViewRestriction.objects.create(page=dossier, restriction_type="login")

    assert client.get(dossier.get_url()).status_code == 302
    assert "Les langues de la ville" not in read(client, dossier.get_parent())
    assert client.get(f"{dossier.get_url()}partage.png").status_code == 404


@pytest.mark.parametrize("under", ["", "atom/", "rss/", "partage.png"])
def test_dossier_forced_live_in_a_number_that_is_not_has_no_address(client: Client, under: str) -> None:
    issue = IssueFactory(live=False)
    page = DossierFactory(parent=issue, title="Forcé", live=False)
    Page.objects.filter(pk=page.pk).update(live=True)

    assert client.get(f"{page.get_url()}{under}").status_code == 404


def test_embargo_is_marked(client: Client, dossier: DossierPage) -> None:
    until = timezone.now() + timedelta(days=30)
    ArticleFactory(parent=dossier, title="Plus tard", body="", embargo_until=until, word_count=400)

    assert read(client, dossier).count("à lire à partir du") == 1


def test_machines_are_told_the_articles_and_the_number(client: Client, dossier: DossierPage) -> None:
    told = data(read(client, dossier))

    assert (told["@type"], told["name"]) == ("CollectionPage", "Les langues de la ville")
    assert told["isPartOf"]["issueNumber"] == "47"
    assert told["editor"] == [{"@type": "Person", "name": "Lucie Vandermeulen"}]
    assert [one["headline"] for one in told["hasPart"]] == ["Le guichet", "L'accent"]
    assert [one["name"] for one in told["about"]] == ["Interprétation sociale"]


def test_rubric_lists_its_articles(client: Client) -> None:
    issue = IssueFactory(number="47", slug="numero-47")
    rubric = RubricFactory(parent=issue, title="Lectures", slug="lectures", note="À la bibliothèque.")
    ArticleFactory(parent=rubric, title="Sept ports", slug="sept-ports")
    ArticleFactory(parent=rubric, title="Brouillon", live=False)
    html = read(client, rubric)

    assert re.findall(r'<h2><a href="([^"]+)">([^<]+)</a></h2>', html) == [
        ("/fr/magazine/numero-47/lectures/sept-ports/", "Sept ports")
    ]
    assert '<p class="lede">À la bibliothèque.</p>' in html
    assert data(html)["@type"] == "CollectionPage"


def test_empty_parts_say_so(client: Client) -> None:
    issue = IssueFactory()

    assert "Rien n’est encore en ligne dans ce dossier." in read(client, DossierFactory(parent=issue))
    assert "Rien n’est encore en ligne dans cette rubrique." in read(client, RubricFactory(parent=issue))


def test_dossier_costs_the_same_for_one_thing_of_each_kind_and_for_five(client: Client, dossier: DossierPage) -> None:
    one = queries_of(client, dossier)
    for number in range(4):
        signed(ArticleFactory(parent=dossier, title=f"Suite {number}", slug=f"suite-{number}"), f"Autrice {number}")
        placed(dossier, f"Livre {number}", record=RecordFactory())

    assert queries_of(client, dossier) == one


def test_editors_preview_shows_drafts(client: Client) -> None:
    from django.test import RequestFactory

    issue = IssueFactory(live=False)
    page = DossierFactory(parent=issue, live=False)
    ArticleFactory(parent=page, title="Pas encore", live=False)
    request = RequestFactory().get("/")
    request.is_preview = True  # type: ignore[attr-defined]  # as Wagtail does

    assert [row.title for row in page.get_context(request)["rows"]] == ["Pas encore"]
