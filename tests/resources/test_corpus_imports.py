"""The two real libraries, imported whole; what is expected is counted in the files themselves."""

import csv
import re
from collections import Counter
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db.models import Count
from stdnum import isbn

from resources.models import Record, RecordIdentifier, SourceRecord
from tests.corpus import CORPUS, needs_corpus

CATALOGUE = CORPUS / "catalogue" / "bibliotheque-fr.csv"
BOOKS = CORPUS / "territoires" / "books"
MAPPINGS = Path(settings.BASE_DIR) / "examples" / "imports"

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.django_db,
    needs_corpus,
]


@pytest.fixture
def rows() -> list[dict[str, str]]:
    with CATALOGUE.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def catalogue() -> None:
    call_command("import_records", str(CATALOGUE), "--mapping", str(MAPPINGS / "catalogue.toml"), stdout=StringIO())


@pytest.mark.usefixtures("catalogue")
def test_every_row_of_the_catalogue_is_a_record(rows: list[dict[str, str]]) -> None:
    assert SourceRecord.objects.count() == len(rows)
    assert set(SourceRecord.objects.values_list("identifier", flat=True)) == {row["identifiant"] for row in rows}
    assert Record.objects.visible().count() == len(rows)


@pytest.mark.usefixtures("catalogue")
def test_bracketed_articles_are_shown_without_brackets_and_not_sorted_by(rows: list[dict[str, str]]) -> None:
    bracketed = [row for row in rows if re.match(r"\[(L[ea]s?|L'|Une?|Des) ?\]", row["titre"])]
    records = Record.objects.filter(sources__identifier__in=[row["identifiant"] for row in bracketed])

    assert len(bracketed) == records.count()
    assert not [record for record in records if record.title.startswith("[")]
    assert not [record for record in records if re.match(r"(le|la|les|l|un|une|des) ", record.sort_title)]
    racism = records.get(title="Le racisme")
    assert racism.sort_title == "racisme"


@pytest.mark.usefixtures("catalogue")
def test_years_are_those_of_the_file(rows: list[dict[str, str]]) -> None:
    written = Counter(int(row["annee"]) for row in rows if re.fullmatch(r"\d{4}", row["annee"]))
    dated = Record.objects.exclude(first_year=None).order_by()
    stored = dict(dated.values_list("first_year").annotate(count=Count("pk")))

    assert stored == dict(written)


@pytest.mark.usefixtures("catalogue")
def test_right_and_wrong_isbns_are_told_apart(rows: list[dict[str, str]]) -> None:
    cells = [re.sub(r"[\s\-.]", "", row["isbn"].split("|")[0]) for row in rows]
    right = [cell for cell in cells if len(cell) in (10, 13) and isbn.is_valid(cell)]
    shown = RecordIdentifier.objects.filter(kind="isbn", sort_order=0)

    assert shown.filter(valid=True).count() == len(right)
    wrong = {row["isbn"].strip().rstrip(".") for row in rows if re.fullmatch(r"\d{9}", row["isbn"].strip())}
    assert wrong <= set(RecordIdentifier.objects.filter(valid=False).values_list("value", flat=True))


@pytest.mark.usefixtures("catalogue")
def test_issns_are_told_from_isbns(rows: list[dict[str, str]]) -> None:
    written = Counter(row["isbn"].strip() for row in rows if re.fullmatch(r"\d{4}-\d{3}[\dX]", row["isbn"].strip()))

    assert Counter(RecordIdentifier.objects.filter(kind="issn").values_list("value", flat=True)) == written
    assert set(Record.objects.filter(identifiers__kind="issn").values_list("type", flat=True)) == {"periodical"}


@pytest.mark.usefixtures("catalogue")
def test_nobody_is_lost_among_authors(rows: list[dict[str, str]]) -> None:
    named = {row["identifiant"] for row in rows if re.search(r"\w", row["auteur"])}
    nobody = set(
        SourceRecord.objects.filter(record__contributions=None, identifier__in=named).values_list(
            "identifier", flat=True
        )
    )
    statements = {row["auteur"] for row in rows if row["identifiant"] in nobody}

    assert all(re.match(r"(?i)compilation|collectif|d'après un", statement) for statement in statements)


def test_every_review_is_a_record_with_its_source() -> None:
    call_command("import_folder", str(BOOKS), "--mapping", str(MAPPINGS / "books.toml"), stdout=StringIO())
    files = sorted(BOOKS.glob("*.md"))
    reviewed = [file for file in files if re.split(r"(?m)^---\s*$", file.read_text("utf-8-sig"), maxsplit=2)[2].strip()]
    records = Record.objects.all()

    assert records.count() == len(files)
    assert records.filter(notes__kind="review").count() == len(reviewed)
    assert set(records.exclude(notes__source="").values_list("notes__source", flat=True)) >= {
        "Territoires de la Mémoire, Aide-mémoire n° 81"
    }
    assert not records.filter(title__regex=r"[<>]|&nbsp;|^\s|\s$")
    assert not records.filter(notes__text__regex=r"</?\w+>|&nbsp;|\*\*|\]\(")
    assert not records.filter(contributions__agent__name__in=["false", ""])
    commons = records.get(title="Commun")
    assert commons.subtitle == "essai sur la révolution au XXIe siècle"
