"""On a real catalogue: the right record first, however it is asked for."""

import csv
import random
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from django.core.management import call_command

from core.text import fold, sort_key, split_article
from resources.models import SourceRecord
from search.contract import SearchRequest
from search.services import engine, sync_held_back, sync_search
from tests.corpus import CORPUS, needs_corpus

CATALOGUE = CORPUS / "catalogue" / "bibliotheque-fr.csv"
MAPPING = Path(__file__).resolve().parents[2] / "examples" / "imports" / "catalogue.toml"
pytestmark = [pytest.mark.django_db, pytest.mark.corpus, needs_corpus]

Row = dict[str, str]


def plain_title(row: Row) -> str:
    return split_article(row["titre"])[0]


def shuffled(row: Row) -> str:
    words = plain_title(row).split()
    return " ".join(random.Random(row["identifiant"]).sample(words, len(words)))


def name_and_word(row: Row) -> str:
    name = row["auteur"].split()[-1] if row["auteur"] else ""
    return f"{name} {max(plain_title(row).split(), key=len)}".strip()


@pytest.fixture
def rows() -> list[Row]:
    """Records of the catalogue whose title no other has, imported and indexed."""
    with CATALOGUE.open(encoding="utf-8", newline="") as file:
        everything = list(csv.DictReader(file))
    keys = [sort_key(plain_title(row)) for row in everything]
    with sync_held_back():
        call_command("import_records", CATALOGUE, mapping=MAPPING, verbosity=0)
    assert sync_search() is True
    return [row for row, key in zip(everything, keys, strict=True) if keys.count(key) == 1 and len(key) > 4]


def test_known_items_come_first(rows: list[Row]) -> None:
    uuids = dict(SourceRecord.objects.values_list("identifier", "record__uuid"))
    sample = random.Random(4).sample(rows, 250)

    def share(ask: Callable[[Row], str], within: int) -> float:
        asked = [row for row in sample if ask(row)]
        found = [uuids[row["identifiant"]] in best(ask(row), within) for row in asked]
        return sum(found) / len(found)

    assert share(lambda row: row["titre"], 1) >= 0.99
    assert share(lambda row: fold(plain_title(row)), 1) >= 0.99
    assert share(shuffled, 1) >= 0.99
    assert share(name_and_word, 5) >= 0.98
    assert share(lambda row: row["isbn"], 5) >= 0.98


def best(query: str, count: int) -> list[UUID]:
    """Identities of the first answers."""
    return [hit.uuid for hit in engine().search(SearchRequest(query=query, per_page=count)).hits]
