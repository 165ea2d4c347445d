"""The magazine in the search: one contract with records, hits that lead to their section, nothing hidden."""

import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from search.contract import SearchRequest, SearchResults
from search.services import engine, rebuild_search, sync_search
from tests.factories.directory import AgentFactory
from tests.factories.home import stream
from tests.factories.magazine import ArticleFactory, DossierFactory, IssueFactory
from tests.factories.thesaurus import ConceptFactory

pytestmark = pytest.mark.django_db


def find(query: str = "", **options: Any) -> SearchResults:
    """What the search answers."""
    return engine().search(SearchRequest(query=query, **options))


def titles(query: str = "", **options: Any) -> list[str]:
    """The titles it answers, best first."""
    return [hit.title for hit in find(query, **options).hits]


def test_article_is_found_as_soon_as_it_is_live() -> None:
    issue = IssueFactory(number="47")
    ArticleFactory(parent=issue, title="Le guichet", body=stream(("text", "<p>Les silences de la traduction.</p>")))
    sync_search()

    assert titles("silences") == ["Le guichet"]
    assert titles("type:article") == ["Le guichet"]
    assert titles("genre:article silences") == ["Le guichet"]
