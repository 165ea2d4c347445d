"""Fixtures every test may use."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.cache import cache
from django.utils import translation


@pytest.fixture(autouse=True)
def own_index(settings: LazySettings, tmp_path: Path) -> None:
    """Each test has an index of its own, empty at first."""
    settings.SEARCH_DIR = tmp_path / "search"


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    """What processes keep between requests does not pass from one test to the next."""
    from core.navigation import forget_navigation
    from core.sections import forget_sections

    forget_sections()
    forget_navigation()
    cache.clear()
    with translation.override("fr"):
        yield
