"""What goes out comes back the same: export, import, export again."""

import re
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from core.spreadsheet_cells import guard, unguard
from resources.exports.cells import join_things, split_things
from resources.models import Record
from tests.corpus import CORPUS, needs_corpus
from tests.resources.exporting import FIELDS, everything, export, forget_records

MAPPINGS = Path(settings.BASE_DIR) / "examples" / "imports"
OF_THE_DATABASE = re.compile(
    r'<controlfield tag="00[35]">[^<]*</controlfield>'
    r'|(?<=<datafield tag="100" ind1=" " ind2=" "><subfield code="a">)\d{8}'
    r"|http://127\.0\.0\.1:8000/id/record/[0-9a-f-]{36}"
)
"""What belongs to the row and not to the document: its identity, when it changed, the day it was entered."""


def bring_back(text: str, folder: Path, format_name: str) -> str:
    """The second export, of records made from the first alone."""
    forget_records()
    path = folder / f"export.{'csv' if format_name == 'csv' else 'xml'}"
    path.write_bytes(text.encode())
    mapping = ["--mapping", str(MAPPINGS / "export.toml")] if format_name == "csv" else []
    call_command("import_records", str(path), *mapping, stdout=StringIO())
    return export(format_name, public=False)


@pytest.mark.django_db
@pytest.mark.parametrize("format_name", ["csv", "unimarc"])
def test_every_field_and_part_comes_back(format_name: str, tmp_path: Path) -> None:
    everything()
    first = export(format_name, public=False)

    second = bring_back(first, tmp_path, format_name)

    assert OF_THE_DATABASE.sub("", second) == OF_THE_DATABASE.sub("", first)


@pytest.mark.django_db
@pytest.mark.parametrize("format_name", ["csv", "unimarc"])
def test_fields_come_back_to_the_letter(format_name: str, tmp_path: Path) -> None:
    kept = everything().number
    before = Record.objects.filter(number=kept).values(*FIELDS).get()

    bring_back(export(format_name, public=False), tmp_path, format_name)

    after = Record.objects.filter(number=kept).values(*FIELDS).get()
    assert after == before
    record = Record.objects.get(number=kept)
    assert record.host is not None
    assert record.host.title == "Imag"
    assert (record.nonfiling, record.sort_title) == (2, "etranger a table")
    assert record.contributions.get(role="trl").name_as_printed == "I. Personne"


@pytest.mark.corpus
@pytest.mark.django_db
@needs_corpus
@pytest.mark.parametrize("format_name", ["csv", "unimarc"])
def test_the_real_catalogue_comes_back(format_name: str, tmp_path: Path) -> None:
    catalogue, mapping = CORPUS / "catalogue" / "bibliotheque-fr.csv", MAPPINGS / "catalogue.toml"
    call_command("import_records", str(catalogue), "--mapping", str(mapping), stdout=StringIO())
    call_command("import_records", str(CORPUS / "marc" / "bib.mrc"), stdout=StringIO())
    first = export(format_name, public=False)

    second = bring_back(first, tmp_path, format_name)

    assert OF_THE_DATABASE.sub("", second) == OF_THE_DATABASE.sub("", first)


@pytest.mark.parametrize(
    "things",
    [
        [["a", "b"], ["c", ""]],
        [["a | b", "c\\d", "e\nf"]],
        [["", "seul"]],
        [["fin \\"]],
        [["\\|", "|", "\\\\"]],
        [],
    ],
)
def test_cell_of_things_is_read_back(things: list[list[str]]) -> None:
    pieces = max((len(thing) for thing in things), default=0)

    assert split_things(join_things(things), pieces) == [(thing + [""] * pieces)[:pieces] for thing in things]


@pytest.mark.parametrize(
    ("cell", "guarded"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+32 2", "'+32 2"),
        ("-44", "'-44"),
        ("@moi", "'@moi"),
        ("'=deja", "''=deja"),
        ("'s avonds", "'s avonds"),
        ("a=b", "a=b"),
        ("", ""),
    ],
)
def test_cell_is_never_a_formula_and_reads_back(cell: str, guarded: str) -> None:
    assert guard(cell) == guarded
    assert unguard(guarded) == cell
