"""The sitemap lists what anyone may see, at its canonical address, and nothing else."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from config import sitemaps
from tests.factories.directory import AgentFactory, directory_page
from tests.factories.home import StandardPageFactory, make_site
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


def test_index_names_every_section(client: Client) -> None:
    answer = client.get("/sitemap.xml").content.decode()

    assert re.findall(r"<loc>(.*?)</loc>", answer) == [
        f"{HOST}/sitemap-{section}.xml" for section in ("pages", "records", "concepts", "agents")
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


@pytest.mark.parametrize("per_file", [1, 2, 4, 5, 9])
def test_files_of_any_length_hold_each_address_once(
    client: Client, monkeypatch: pytest.MonkeyPatch, per_file: int
) -> None:
    agents = [AgentFactory() for _ in range(3)]
    whole = listed(client, "agents")
    monkeypatch.setattr(sitemaps.ThingSitemap, "limit", per_file)
    files = [listed(client, "agents", number) for number in range(1, -(-9 // per_file) + 1)]

    assert [path for file in files for path in file] == whole
    assert len(set(whole)) == 3 * len(agents)


def test_section_that_is_not_live_lists_nothing(client: Client) -> None:
    AgentFactory()
    for language in ("fr", "nl", "en"):
        directory_page(language).unpublish()

    assert listed(client, "agents") == []


@pytest.mark.parametrize("path", ["/sitemap-agents.xml?p=2", "/sitemap-agents.xml?p=x", "/sitemap-autre.xml"])
def test_file_that_does_not_exist_is_not_found(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(("section", "factory"), [("records", RecordFactory), ("agents", AgentFactory)])
def test_file_takes_as_many_queries_for_one_as_for_five(
    client: Client, section: str, factory: Any, django_assert_num_queries: Any
) -> None:
    factory()
    listed(client, section)
    with django_assert_num_queries(3):
        listed(client, section)
    factory.create_batch(4)
    with django_assert_num_queries(3):
        listed(client, section)
