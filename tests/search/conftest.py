"""Engines to ask: every promise of the contract is asked of each."""

from collections.abc import Callable
from pathlib import Path

import pytest

from search.contract import SearchEngine, SearchRequest
from search.engines.tantivy_engine import TantivyEngine
from tests.search.documents import LIBRARY

ENGINES: dict[str, Callable[[Path], SearchEngine]] = {"tantivy": TantivyEngine}


@pytest.fixture(params=sorted(ENGINES))
def empty_engine(request: pytest.FixtureRequest, tmp_path: Path) -> SearchEngine:
    """An engine with nothing in it."""
    engine = ENGINES[request.param](tmp_path / "index")
    with engine.exclusive(1.0):
        engine.write([], [])
    return engine


@pytest.fixture
def library(empty_engine: SearchEngine) -> SearchEngine:
    """An engine that holds the small library."""
    with empty_engine.exclusive(1.0):
        empty_engine.write(LIBRARY, [])
    return empty_engine


@pytest.fixture
def find(library: SearchEngine) -> Callable[..., list[str]]:
    """Keys of what a query finds, best first."""

    def keys(query: str = "", **options: object) -> list[str]:
        results = library.search(SearchRequest(query=query, **options))  # type: ignore[arg-type]  test shorthand
        return [str(hit.card["key"]) for hit in results.hits]

    return keys
