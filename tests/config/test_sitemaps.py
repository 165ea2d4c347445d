"""The sitemap lists what anyone may see, at its canonical address, and nothing else."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from lxml import etree
from wagtail.models import PageViewRestriction

from config import sitemaps
from magazine.models import ArticlePage, DossierItemPage
from resources.models import Record
from resources.services import withdraw_record
from tests.factories.directory import AgentFactory, directory_page
from tests.factories.home import StandardPageFactory, make_site
from tests.factories.magazine import ArticleFactory, DossierFactory, IssueFactory
from tests.factories.resources import RecordFactory
from tests.factories.thesaurus import ConceptFactory

pytestmark = pytest.mark.django_db
HOST = "http://testserver"


@pytest.fixture(autouse=True)
def site() -> None:
    """The first pages of the site."""
    make_site()


def listed(client: Client, section: str, page: int = 1) -> list[str]:
    """The paths of one file of the sitemap."""
    answer = client.get(f"/sitemap-{section}.xml", {"p": page}).content.decode()
    return [address.removeprefix(HOST) for address in re.findall(r"<loc>(.*?)</loc>", answer)]


def test_index_names_every_section_that_has_something(client: Client) -> None:
    RecordFactory(), AgentFactory()
    answer = client.get("/sitemap.xml").content.decode()

    assert re.findall(r"<loc>(.*?)</loc>", answer) == [
        f"{HOST}/sitemap-{section}.xml" for section in ("pages", "records", "agents")
    ]


def test_pages_of_every_language_are_listed(client: Client) -> None:
    paths = listed(client, "pages")

    assert [path for path in paths if path.count("/") == 2] == ["/fr/", "/nl/", "/en/"]
    assert {"/fr/ressources/", "/nl/bronnen/", "/en/resources/"} <= set(paths)


def test_hidden_pages_are_left_out(client: Client) -> None:
    shown = StandardPageFactory(slug="visible")
    StandardPageFactory(slug="brouillon", live=False)
    private = StandardPageFactory(slug="prive")
    StandardPageFactory(slug="sous-prive", parent=private)
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)

    paths = listed(client, "pages")

    assert shown.url in paths
    assert [path for path in paths if "brouillon" in path or "prive" in path] == []


def test_records_are_listed_at_their_canonical_address_only(client: Client) -> None:
    record = RecordFactory(title="Le Pain d’Alep")
    RecordFactory(live=False)
    RecordFactory(withdrawn_at=timezone.now())

    assert listed(client, "records") == [f"/fr/ressources/notice/{record.number}/{record.slug}/"]


def test_concepts_and_agents_are_listed_in_each_language(client: Client) -> None:
    agent = AgentFactory(name="Mona Khoury")
    AgentFactory(live=False)
    concept = ConceptFactory()
    ConceptFactory(withdrawn_at=timezone.now())
    directory_page()

    assert listed(client, "agents") == [
        f"/{section}/{agent.number}/mona-khoury/" for section in ("fr/personnes", "nl/mensen", "en/people")
    ]
    assert [path.split("/")[1:4] for path in listed(client, "concepts")] == [
        ["fr", "sujets", str(concept.number)],
        ["nl", "onderwerpen", str(concept.number)],
        ["en", "subjects", str(concept.number)],
    ]


@pytest.mark.parametrize("per_file", [1, 2, 3, 5])
def test_files_of_any_length_hold_each_address_once(
    client: Client, monkeypatch: pytest.MonkeyPatch, per_file: int
) -> None:
    agents = [AgentFactory() for _ in range(3)]
    whole = listed(client, "agents")
    monkeypatch.setattr(sitemaps, "PER_FILE", per_file)
    index = client.get("/sitemap.xml").content.decode()
    files = re.findall(r"/sitemap-agents\.xml(?:\?p=(\d+))?<", index)
    paths = [path for number in files for path in listed(client, "agents", int(number or 1))]

    assert (sorted(paths), len(set(paths))) == (sorted(whole), 3 * len(agents))


def lastmods(client: Client, path: str) -> list[str]:
    """The dates of a sitemap."""
    return re.findall(r"<lastmod>(.*?)</lastmod>", client.get(path).content.decode())


def test_dates_are_those_of_the_last_change_the_public_saw(client: Client) -> None:
    old, new = RecordFactory(), RecordFactory()
    Record.objects.filter(pk=old.pk).update(changed_at=datetime(2020, 1, 1, 12, tzinfo=UTC))
    Record.objects.filter(pk=new.pk).update(changed_at=datetime(2021, 1, 1, 12, tzinfo=UTC))
    new.title = "Brouillon"
    new.save_revision()

    assert lastmods(client, "/sitemap-records.xml") == ["2020-01-01T12:00:00Z", "2021-01-01T12:00:00Z"]
    assert "2021-01-01T12:00:00Z" in lastmods(client, "/sitemap.xml")


@pytest.mark.parametrize("path", ["/sitemap.xml", "/sitemap-records.xml", "/sitemap-pages.xml"])
def test_robot_that_has_the_file_is_told_so_until_it_changes(client: Client, path: str) -> None:
    record, _other = RecordFactory(), RecordFactory()
    page = StandardPageFactory()
    etag = client.get(path).headers["ETag"]
    assert client.get(path, headers={"if-none-match": etag}).status_code == 304

    withdraw_record(record)
    page.delete()
    assert client.get(path, headers={"if-none-match": etag}).status_code == 200


def test_files_are_as_their_schema_says(client: Client) -> None:
    RecordFactory(title="« A & B »")
    for path, root, name in (("/sitemap.xml", "sitemapindex", "sitemap"), ("/sitemap-records.xml", "urlset", "url")):
        tree = etree.fromstring(client.get(path).content)
        space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
        assert (tree.tag, {child.tag for child in tree}) == (space + root, {space + name})
        assert {tuple(each.tag for each in child) for child in tree} <= {
            (f"{space}loc", f"{space}lastmod"), (f"{space}loc",),
        }  # fmt: skip


def test_section_that_is_not_live_lists_nothing(client: Client) -> None:
    AgentFactory()
    for language in ("fr", "nl", "en"):
        directory_page(language).unpublish()

    assert listed(client, "agents") == []


@pytest.mark.parametrize(
    "path", ["/sitemap-agents.xml?p=2", "/sitemap-agents.xml?p=x", "/sitemap-autre.xml", "/sitemap-concepts.xml"]
)
def test_file_that_does_not_exist_is_not_found(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(("section", "factory"), [("records", RecordFactory), ("agents", AgentFactory)])
def test_file_takes_as_many_queries_for_one_as_for_five(
    client: Client, section: str, factory: Any, django_assert_num_queries: Any
) -> None:
    factory()
    listed(client, section)
    with django_assert_num_queries(2):
        listed(client, section)
    factory.create_batch(4)
    with django_assert_num_queries(2):
        listed(client, section)


def test_numbers_and_their_articles_are_listed_in_the_order_of_the_tree(client: Client) -> None:
    issue = IssueFactory(number="47")
    dossier = DossierFactory(parent=issue, slug="traduire")
    ArticleFactory(parent=dossier, slug="guichet")
    dossier.add_child(instance=DossierItemPage(title="Un livre", slug="livre", record=RecordFactory()))
    ArticleFactory(parent=issue, slug="plus-tard", embargo_until=timezone.now() + timedelta(days=3))
    ArticleFactory(parent=issue, slug="brouillon", live=False)
    ArticlePage.objects.filter(slug="guichet").update(changed_at=datetime(2026, 1, 2, tzinfo=UTC))
    hidden = IssueFactory(number="48", live=False)
    ArticleFactory(parent=hidden, slug="cache", live=False)
    ArticlePage.objects.filter(slug="cache").update(live=True)

    below = "/fr/magazine/numero-47/"
    paths = listed(client, "pages")
    assert [path for path in paths if "numero-" in path] == [
        below, f"{below}traduire/", f"{below}traduire/guichet/", f"{below}plus-tard/",
    ]  # fmt: skip
    answer = client.get("/sitemap-pages.xml").content.decode()
    assert f"<loc>{HOST}{below}traduire/guichet/</loc><lastmod>2026-01-02T00:00:00Z</lastmod>" in answer
