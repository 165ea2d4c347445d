"""The page of a number: what it prints, for whom, and what it costs."""

import datetime
import gzip
import json
import re
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from magazine.models import ArticleContributor, ArticlePage, DossierPage, IssuePage
from magazine.reading.words import reading_minutes
from magazine.showing.issues import cover_letters, label_of_number, printed_price
from magazine.showing.people import Name, byline
from tests.factories.magazine import ArticleFactory, DossierFactory, IssueFactory, RubricFactory, magazine_page
from tests.factories.media_library import CollectionFactory
from tests.factories.resources import RecordFactory, agent
from tests.magazine.numbers import many_issues, placed, signed, whole_issue, with_pictures

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12
MOST_BYTES = 15_000


def read(client: Client, page: Page) -> str:
    response = client.get(page.get_url())
    assert response.status_code == 200
    return str(response.content.decode())


def titles(html: str) -> list[str]:
    """The titles of the contents, in the order of the page."""
    return re.findall(r'<h[34]><a href="[^"]+">([^<]+)</a></h[34]>\n', html)


def data(html: str) -> Any:
    """The JSON-LD of a page."""
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html)[1])  # type: ignore[index]  # it is there


def queries_of(client: Client, page: Page) -> int:
    client.get(page.get_url())
    with CaptureQueriesContext(connection) as queries:
        assert client.get(page.get_url()).status_code == 200
    return len(queries)


def test_number_prints_its_contents_in_the_order_of_the_tree(client: Client) -> None:
    html = read(client, whole_issue(4))

    assert titles(html) == ["Neuf cents mots", "Texte 1", "Texte 3", "Texte 2", "Texte 4"]
    assert re.findall(r'<h3 id="partie-\d"><a href="([^"]+)">([^<]+)</a>', html) == [
        ("/fr/magazine/numero-47/dossier/", "Les langues de la ville"),
        ("/fr/magazine/numero-47/lectures/", "Lectures"),
    ]
    assert "<h1>Apprendre la langue de l’autre</h1>" in html
    assert '<p class="issue-number">n°\u00a047, automne 2026</p>' in html
    assert '<span class="page-no"><span class="sr">page </span>3</span>' in html
    assert re.findall(r'<p class="by">([^<]+)<', html)[1] == "Personne 1 et Bram De Koninck"
    assert '<a class="button" href="/fr/magazine/numero-47/edito/">Commencer la lecture</a>' in html


def test_number_prints_what_its_paper_says(client: Client) -> None:
    html = read(client, whole_issue(1))

    assert re.findall(r"<dt>([^<]+)</dt><dd>([^<]+)</dd>", html) == [
        ("Parution", "automne 2026"),
        ("Pages", "64"),
        ("Prix", "12,50\u00a0€"),
        ("ISBN", "978-2-07-036822-8"),
    ]
    assert "<p>Imprimé à Bruxelles.</p>" in html
    assert "<p>À la bibliothèque.</p>" in html
    coordinator = agent("Lucie Vandermeulen")
    assert (
        f'Coordination : <a href="/fr/personnes/{coordinator.number}/lucie-vandermeulen/">Lucie Vandermeulen</a>.'
        in (html.replace("\n", "").replace("\u00a0", " "))
    )


def test_number_prints_the_issn_of_its_magazine(client: Client) -> None:
    magazine = magazine_page()
    magazine.issn, magazine.issn_online, magazine.publisher = "0151-0282", "1760-7558", "Passerelles"
    magazine.save()
    html = read(client, whole_issue(1))

    assert "<dt>ISSN</dt><dd>0151-0282, 1760-7558</dd>" in html
    assert data(html)["isPartOf"] == {
        "@type": "Periodical",
        "@id": "http://testserver/fr/magazine/",
        "name": "Magazine",
        "issn": ["0151-0282", "1760-7558"],
        "publisher": {"@type": "Organization", "name": "Passerelles"},
    }


def test_number_without_anything_is_whole(client: Client) -> None:
    html = read(client, IssueFactory(title="Vide", number="12-13", date_printed="", introduction=""))

    assert "Le sommaire de ce numéro n’est pas encore en ligne." in html
    assert '<p class="issue-number">n°\u00a012-13, septembre 2026</p>' in html
    assert ">12</text></svg>" in html
    assert "Commencer la lecture" not in html
    assert "Numéros précédents" not in html


@pytest.mark.parametrize(
    ("price", "language", "printed"),
    [
        ("12.50", "fr", "12,50\u00a0€"),
        ("12.50", "nl", "€\u00a012,50"),
        ("12.50", "en", "€12.50"),
        ("0", "fr", "gratuit"),
        (None, "fr", ""),
    ],
)
def test_price_is_written_as_each_language_does(price: str | None, language: str, printed: str) -> None:
    issue = IssuePage(number="1", price=None if price is None else Decimal(price))

    assert printed_price(issue, language) == printed


@pytest.mark.parametrize(
    ("number", "letters", "label"),
    [("47", "47", "n°\u00a047"), ("12-13", "12", "n°\u00a012-13"), ("hors-série 2", "HS2", "hors-série 2")],
)
def test_number_is_named_and_short_on_its_cover(number: str, letters: str, label: str) -> None:
    assert (cover_letters(number), label_of_number(number)) == (letters, label)


@pytest.mark.parametrize(
    ("people", "said"),
    [
        ([("Ada", "aut"), ("Bob", "aut"), ("Cid", "ctb")], "Ada, Bob et Cid"),
        ([("Ada", "aut"), ("Pho", "pht")], "Ada"),
        ([("Ioulia", "ive"), ("Idriss", "ivr")], "Entretien avec Ioulia, propos recueillis par Idriss"),
        ([("Tigist", "ivr")], "Propos recueillis par Tigist"),
        ([("Pho", "pht"), ("Tra", "trl")], "Pho et Tra"),
        ([], ""),
    ],
)
def test_byline_names_who_wrote(people: list[tuple[str, str]], said: str) -> None:
    assert byline([Name(name, role=role) for name, role in people], "fr") == said


def test_reading_time_is_never_less_than_a_minute() -> None:
    assert [reading_minutes(words) for words in (0, 1, 221, 2200)] == [0, 1, 2, 10]


def test_cover_and_facsimile_are_shown_unless_private(client: Client) -> None:
    issue = with_pictures(whole_issue(1))
    shown = read(client, issue)
    closed = CollectionFactory(private=True)
    for file in (issue.cover, issue.facsimile):
        file.collection = closed
        file.save()
    hidden = read(client, issue)

    assert re.search(r'<img class="cover" src="/media/images/[^"]+" width="640" height="426" alt="Deux mains"', shown)
    assert f'<a href="{issue.facsimile.url}">Fac-similé du numéro imprimé</a>' in shown
    assert data(shown)["image"].startswith("http://testserver/media/images/")
    assert "/media/" not in hidden
    assert "Fac-similé" not in hidden
    assert ">47</text></svg>" in hidden


def test_embargo_is_marked_and_nothing_else_is_told(client: Client) -> None:
    issue = whole_issue(0)
    until = timezone.now() + timedelta(days=30)
    article = ArticleFactory(parent=issue, title="Plus tard", slug="plus-tard", embargo_until=until, word_count=900)
    signed(article, "Hélène Dragoumis")
    html = read(client, issue)
    day = timezone.localtime(until)

    assert "Plus tard" in titles(html)
    assert re.findall(r"à lire à partir du ([^<]+)</span>", html) == [f"{day.day} {_month(day)} {day.year}"]
    assert "5 minutes de lecture" not in html
    assert "Hélène Dragoumis" in html


def test_number_that_begins_with_an_embargo_is_read_from_its_first_free_article(client: Client) -> None:
    issue = IssueFactory()
    later = timezone.now() + timedelta(days=3)
    ArticleFactory(parent=issue, title="Plus tard", slug="plus-tard", embargo_until=later)
    ArticleFactory(parent=issue, title="Maintenant", slug="maintenant")

    assert f'<a class="button" href="{issue.get_url()}maintenant/">Commencer la lecture</a>' in read(client, issue)


def test_drafts_are_nowhere_on_the_page(client: Client) -> None:
    issue = whole_issue(2)
    dossier = DossierPage.objects.get(slug="dossier")
    ArticleFactory(parent=issue, title="Brouillon", live=False)
    hidden = DossierFactory(parent=issue, title="Dossier caché", live=False)
    below = ArticleFactory(parent=hidden, title="Sous un brouillon", live=False)
    Page.objects.filter(pk=below.pk).update(live=True)
    private = DossierFactory(parent=issue, title="Dossier privé")
    ArticleFactory(parent=private, title="Article privé")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    live = ArticlePage.objects.get(slug="texte-1")
    live.title = live.standfirst = "Nouvelle version"
    live.save_revision()
    placed(dossier, "Livre retiré", record=RecordFactory(title="Retirée", live=False))
    html = read(client, issue)

    assert titles(html) == ["Neuf cents mots", "Texte 1", "Texte 2"]
    for word in ("Brouillon", "caché", "Sous un", "privé", "Nouvelle version", "retiré", "Retirée"):
        assert word not in html


def test_number_that_is_not_out_has_no_page_and_its_parts_neither(client: Client) -> None:
    issue = IssueFactory(live=False)
    parts = [DossierFactory(parent=issue, live=False), RubricFactory(parent=issue, live=False)]
    article = ArticleFactory(parent=parts[0], live=False)
    Page.objects.filter(pk__in=[part.pk for part in [*parts, article]]).update(live=True)

    assert [client.get(page.get_url()).status_code for page in (issue, *parts, article)] == [404] * 4


def test_hidden_people_are_named_only_as_printed(client: Client) -> None:
    issue = IssueFactory()
    article = ArticleFactory(parent=issue)
    withdrawn, printed, merged, target = (agent(name) for name in ("Retirée", "Cachée", "Ancienne", "Nouvelle"))
    for place, (person, name) in enumerate(((withdrawn, ""), (printed, "N. Imprimé"), (merged, ""))):
        ArticleContributor.objects.create(page=article, agent=person, name_as_printed=name, sort_order=place)
    withdrawn.withdraw()
    printed.withdraw()
    merged.merged_into = target
    merged.save()
    html = read(client, issue)

    assert re.findall(r'<p class="by">([^<]+)<', html) == ["N. Imprimé et Nouvelle"]
    assert [one["name"] for one in data(html)["hasPart"][0]["author"]] == ["N. Imprimé", "Nouvelle"]


def test_numbers_around_are_in_their_order(client: Client) -> None:
    issues = many_issues(8)
    IssueFactory(number="99", title="Brouillon", slug="brouillon", issued_on=datetime.date(2025, 12, 1), live=False)
    html = read(client, issues[6])
    turn = re.findall(r'<a class="turn-(\w+)" rel="\w+" href="([^"]+)">', html)
    before = re.findall(r'<h3><a href="([^"]+)">', html)

    assert turn == [("back", issues[5].get_url()), ("on", issues[7].get_url())]
    assert before == [issues[place].get_url() for place in (5, 4, 3, 2)]
    assert "Brouillon" not in html
    assert 'rel="prev"' not in read(client, issues[0])
    assert 'rel="next"' not in read(client, issues[7])


def test_machines_are_told_the_number_and_what_it_holds(client: Client) -> None:
    issue = whole_issue(1)
    ArticleFactory(parent=issue, title="Brouillon", live=False)
    told = data(read(client, issue))

    assert {key: told[key] for key in ("@type", "@id", "name", "issueNumber", "datePublished", "isbn")} == {
        "@type": "PublicationIssue",
        "@id": "http://testserver/fr/magazine/numero-47/",
        "name": "Apprendre la langue de l'autre",
        "issueNumber": "47",
        "datePublished": "2026-09-01",
        "isbn": "978-2-07-036822-8",
    }
    assert [(part["@type"], part["headline"]) for part in told["hasPart"]] == [
        ("Article", "Neuf cents mots"),
        ("Article", "Texte 1"),
    ]
    assert told["hasPart"][0]["author"] == [{"@type": "Person", "name": "Idriss Camara"}]


def test_crumbs_lead_back_to_the_magazine(client: Client) -> None:
    html = read(client, whole_issue(1))
    crumbs = html[html.index('<nav class="crumbs') :].split("</nav>")[0]

    assert re.findall(r'<a href="([^"]+)"', crumbs) == ["/fr/", "/fr/magazine/"]


def test_number_costs_the_same_for_one_article_and_for_twenty(client: Client) -> None:
    issue = with_pictures(whole_issue(1))
    many_issues(0)
    IssueFactory(number="46", issued_on=datetime.date(2026, 6, 1))
    placed(DossierPage.objects.get(slug="dossier"), "L’étranger à table")
    one = queries_of(client, issue)
    dossier = DossierPage.objects.get(slug="dossier")
    for number in range(19):
        signed(ArticleFactory(parent=dossier, title=f"Suite {number}", slug=f"suite-{number}"), f"Autrice {number}")

    assert queries_of(client, issue) == one
    assert one <= MOST_QUERIES


def test_number_of_twenty_articles_is_light(client: Client) -> None:
    issue = whole_issue(20)
    body = client.get(issue.get_url()).content

    assert len(gzip.compress(body)) <= MOST_BYTES


def test_anonymous_visitor_gets_no_cookie(client: Client) -> None:
    response = client.get(whole_issue(1).get_url())

    assert not response.cookies
    assert response.headers["Vary"] == "Save-Data, Accept-Encoding"


def test_editors_preview_shows_the_number_with_its_drafts(admin_client: Client) -> None:
    issue = IssueFactory(title="En chantier", slug="chantier", live=False)
    signed(ArticleFactory(parent=issue, title="Pas encore", slug="pas-encore", live=False), "Idriss Camara")
    from django.test import RequestFactory

    request = RequestFactory().get("/")
    request.is_preview = True  # type: ignore[attr-defined]  # as Wagtail does
    context = issue.get_context(request)

    assert [row.title for part in context["parts"] for row in part.rows] == ["Pas encore"]
    assert context["structured_data"] == ""


def _month(day: datetime.datetime) -> str:
    from django.utils.dateformat import format as format_date

    return format_date(day, "F")
