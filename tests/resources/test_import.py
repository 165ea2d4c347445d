"""Importing: what goes in, what is refused and why, and that doing it again changes nothing."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from core.models import IndexChange
from directory.models import Agent
from resources.imports import writer as writer_module
from resources.imports.reader_csv import LONGEST_CELL, open_csv
from resources.imports.services import import_file
from resources.models import Record, SourceRecord
from tests.factories.resources import concept

pytestmark = pytest.mark.django_db

MAPPING = """
source = "Essai"
[defaults]
type = "book"
languages = ["fr"]
[columns]
id = "identifier"
titre = "title"
auteur = "people"
date = "date"
isbn = "numbers"
sujets = "subjects"
"""
HEADER = "id,titre,auteur,date,isbn,sujets\n"


@pytest.fixture
def mapping(tmp_path: Path) -> Path:
    path = tmp_path / "mapping.toml"
    path.write_text(MAPPING, encoding="utf-8")
    return path


@pytest.fixture
def run(tmp_path: Path, mapping: Path) -> Any:
    """Import some text as a CSV file; gives the exit code and the report as data."""

    def import_text(text: str | bytes, *options: str, with_mapping: bool = True) -> tuple[int, dict[str, Any]]:
        path, report = tmp_path / "notices.csv", tmp_path / "rapport.json"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        asked = [str(path), "--report", str(report), *options]
        asked += ["--mapping", str(mapping)] if with_mapping else []
        code = 0
        try:
            call_command("import_records", *asked, stdout=StringIO())
        except SystemExit as end:
            code = int(str(end.code))
        return code, json.loads(report.read_text(encoding="utf-8"))

    return import_text


def refused(report: dict[str, Any]) -> list[tuple[str, str]]:
    return [(problem["position"], problem["reason"]) for problem in report["problems"]]


def test_row_becomes_a_record_with_its_parts_source_and_outbox(run: Any) -> None:
    code, report = run(HEADER + '7,[Le ]racisme,"Pete Sanders, Steve Myers",1997,2713018013,\n')
    record = Record.objects.get()

    assert (code, report["counts"]["created"]) == (0, 1)
    assert (record.title, record.sort_title, record.first_year, record.live) == ("Le racisme", "racisme", 1997, True)
    assert [one.agent.name for one in record.contributions.all()] == ["Pete Sanders", "Steve Myers"]
    assert [(one.kind, one.normalised, one.valid) for one in record.identifiers.all()] == [
        ("isbn", "9782713018015", True)
    ]
    source = record.sources.get()
    assert (source.source, source.identifier, source.format) == ("Essai", "7", "csv")
    assert source.payload == HEADER + '7,[Le ]racisme,"Pete Sanders, Steve Myers",1997,2713018013,'
    assert IndexChange.objects.filter(kind="resources.record", object_uuid=record.uuid).count() == 1


def test_second_import_changes_nothing(run: Any) -> None:
    text = HEADER + "1,Un,Jean Untel,2001,,\n2,Deux,,2002,,\n"
    run(text)
    before = list(Record.objects.order_by("pk").values("pk", "uuid", "number"))
    changes = IndexChange.objects.count()
    code, report = run(text)

    assert (code, report["counts"]["unchanged"], report["counts"]["created"]) == (0, 2, 0)
    assert list(Record.objects.order_by("pk").values("pk", "uuid", "number")) == before
    assert IndexChange.objects.count() == changes


def test_changed_row_updates_its_record_and_keeps_its_identity(run: Any) -> None:
    run(HEADER + "1,Avant,Jean Untel,2001,2713018013,\n")
    before = Record.objects.get()
    code, report = run(HEADER + "1,Après,Marie Autre,,,\n")
    after = Record.objects.get()

    assert (code, report["counts"]["updated"]) == (0, 1)
    assert (after.uuid, after.number) == (before.uuid, before.number)
    assert (after.title, after.sort_title, after.date, after.first_year) == ("Après", "apres", "", None)
    assert [one.agent.name for one in after.contributions.all()] == ["Marie Autre"]
    assert after.identifiers.count() == 0
    assert after.sources.get().payload.endswith("1,Après,Marie Autre,,,")


def test_record_edited_here_is_left_alone_and_reported(run: Any) -> None:
    run(HEADER + "1,Avant,,2001,,\n2,Autre,,2001,,\n")
    record = Record.objects.get(title="Avant")
    record.title = "Corrigé ici"
    record.save_revision().publish()
    code, report = run(HEADER + "1,Changé là-bas,,2001,,\n2,Autre aussi,,2001,,\n")

    assert (code, report["counts"]["conflicts"], report["counts"]["updated"]) == (1, 1, 1)
    assert refused(report) == [("ligne 2", "modifié ici et à la source, gardé tel quel : titre")]
    assert sorted(Record.objects.values_list("title", flat=True)) == ["Autre aussi", "Corrigé ici"]


@pytest.mark.parametrize("state", ["locked", "withdrawn"])
def test_locked_or_withdrawn_record_is_left_alone(run: Any, state: str) -> None:
    run(HEADER + "1,Avant,,2001,,\n")
    record = Record.objects.get()
    if state == "locked":
        record.locked = True
        record.save()
    else:
        record.withdraw()
    code, report = run(HEADER + "1,Après,,2001,,\n")

    assert (code, report["counts"]["conflicts"]) == (2, 1)
    assert Record.objects.get().title == "Avant"


def test_dry_run_writes_nothing_and_counts_all_the_same(run: Any) -> None:
    code, report = run(HEADER + "1,Un,Jean Untel,2001,,\n", "--dry-run")

    assert (code, report["counts"]["created"], report["dry_run"]) == (0, 1, True)
    assert (Record.objects.count(), Agent.objects.count(), IndexChange.objects.count()) == (0, 0, 0)


def test_broken_rows_are_reported_and_the_others_go_in(run: Any) -> None:
    text = (
        HEADER
        + "1,Bon,,2001,,\n"
        + "2,,Sans titre,2001,,\n"
        + "3,Trop peu,2001\n"
        + "4,Trop,,2001,,,,\n"
        + "5,Nul\x00ici,,2001,,\n"
        + f"6,{'x' * 1001},,2001,,\n"
        + "1,Encore le 1,,2001,,\n"
        + "8,Bon aussi,,2001,,\n"
    )
    code, report = run(text)

    assert code == 1
    assert refused(report) == [
        ("ligne 3", "pas de titre"),
        ("ligne 4", "3 cellules au lieu de 6"),
        ("ligne 5", "8 cellules au lieu de 6"),
        ("ligne 6", "caractère de contrôle U+0000 dans « titre »"),
        ("ligne 7", "« titre » compte 1001 caractères, 1000 au plus"),
        ("ligne 8", "identifiant déjà lu à ligne 2"),
    ]
    assert sorted(Record.objects.values_list("title", flat=True)) == ["Bon", "Bon aussi"]


def test_quote_left_open_costs_one_row(run: Any) -> None:
    text = HEADER + '1,"Jamais fermé,,2001,,\n2,Bon,,2001,,\n3,"Fermé, lui",,2001,,\n4,Dernier,,2001,,\n'
    code, report = run(text)

    assert code == 1
    assert [position for position, _reason in refused(report)] == ["ligne 2"]
    assert sorted(Record.objects.values_list("title", flat=True)) == ["Bon", "Dernier", "Fermé, lui"]


def test_endless_cell_is_refused_in_bounded_memory(run: Any) -> None:
    text = HEADER + f"1,{'x' * (LONGEST_CELL + 10)},,,,\n2,Bon,,2001,,\n"
    code, report = run(text)

    assert (code, [position for position, _ in refused(report)]) == (1, ["ligne 2"])
    assert [record.title for record in Record.objects.all()] == ["Bon"]


def test_line_break_inside_a_cell_is_read_and_lines_are_counted(run: Any) -> None:
    _code, report = run(HEADER + '1,"Sur deux\nlignes",,2001,,\n2,,,2001,,\n')

    assert refused(report) == [("ligne 4", "pas de titre")]
    assert Record.objects.get().title == "Sur deux lignes"


@pytest.mark.parametrize(
    ("encoding", "name"), [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8 (BOM)"), ("cp1252", "Windows-1252")]
)
def test_encoding_is_found_and_said(run: Any, encoding: str, name: str) -> None:
    code, report = run((HEADER + "1,L’été à Liège,,2001,,\n").encode(encoding))

    assert (code, report["encoding"]) == (0, name)
    assert Record.objects.get().title == "L’été à Liège"


@pytest.mark.parametrize("content", [b"", "id,titre\n1,Un\n".encode("utf-16"), "id,titre\n1,Un\n".encode("utf-16-le"),
                                     b"PK\x03\x04" + b"\x00" * 200, b"%PDF-1.4\n", bytes(range(256)) * 20])  # fmt: skip
def test_file_that_is_no_text_is_refused(tmp_path: Path, mapping: Path, content: bytes) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    with pytest.raises(CommandError) as refusal:
        call_command("import_records", str(path), "--mapping", str(mapping))

    assert refusal.value.returncode == 2
    assert str(path) in str(refusal.value)


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("id,auteur,date,isbn\n1,Jean,2001,\n", "« sujets », « titre »"),
        ("id,titre,titre,auteur,date,isbn,sujets\n", "nommées deux fois : titre"),
    ],
)
def test_missing_or_doubled_columns_are_named(tmp_path: Path, mapping: Path, header: str, words: str) -> None:
    path = tmp_path / "x.csv"
    path.write_text(header, encoding="utf-8")
    with pytest.raises(CommandError, match=words) as refusal:
        call_command("import_records", str(path), "--mapping", str(mapping))

    assert refusal.value.returncode == 2
    assert Record.objects.count() == 0


@pytest.mark.parametrize(
    ("toml", "words"),
    [
        ("source = ", "n’est pas du TOML"),
        ('source = "x"', "« \\[columns\\] »"),
        ('source = "x"\n[columns]\na = "titel"', "« titel », qui n’existe pas"),
        ('source = "x"\n[columns]\na = "date"', "aucune colonne ne va vers « title »"),
        ('source = "x"\n[defaults]\ncouleur = "rouge"\n[columns]\na = "title"', "« couleur »"),
        ('source = "x"\n[columns]\na = "title"\n[[when]]\ncolumn = "a"\nmatches = "("\nset = {}', "correspondance"),
        ('source = "x"\ndelimiter = "ab"\n[columns]\na = "title"', "« delimiter » inconnu : ab"),
        ('source = "x"\n[defaults]\ntype = "livre"\n[columns]\na = "title"', "« type » inconnu : livre"),
        ('source = "x"\n[defaults]\nlanguages = 3\n[columns]\na = "title"', "« languages » inconnu : 3"),
        ('source = "x"\n[columns]\na = {to = "title", others = 3}', "« others » inconnu : 3"),
        ('source = "x"\n[columns]\na = {to = "title", separator = "("}', "correspondance"),
    ],
)  # fmt: skip
def test_faulty_mapping_is_explained(tmp_path: Path, toml: str, words: str) -> None:
    path, faulty = tmp_path / "x.csv", tmp_path / "m.toml"
    path.write_text("a\nUn\n", encoding="utf-8")
    faulty.write_text(toml, encoding="utf-8")
    with pytest.raises(CommandError, match=words) as refusal:
        call_command("import_records", str(path), "--mapping", str(faulty))

    assert refusal.value.returncode == 2


def test_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="ne peut pas être lu"):
        call_command("import_records", str(tmp_path / "rien.csv"))


def test_nothing_imported_gives_two(run: Any) -> None:
    assert run(HEADER + "1,,,2001,,\n")[0] == 2


def test_usual_columns_need_no_mapping(run: Any) -> None:
    code, _report = run("Titre;Auteur;Année;ISBN\nUn titre;Gaston Leroux;1998;2713018013\n", with_mapping=False)
    record = Record.objects.get()

    assert code == 0
    assert (record.title, record.date, record.contributions.get().agent.name) == ("Un titre", "1998", "Gaston Leroux")


def test_without_identifiers_the_text_of_a_row_is_one(run: Any) -> None:
    text = "titre\nUn\nDeux\n"
    run(text, with_mapping=False)
    run(text, with_mapping=False)

    assert Record.objects.count() == 2


def test_known_subjects_become_concepts_and_others_keywords(run: Any) -> None:
    exile = concept("Exil")
    run(HEADER + "1,Un,,,,exil ; valises\n")
    record = Record.objects.get()

    assert [one.concept for one in record.subjects.all()] == [exile]
    assert record.keywords == ["valises"]


def test_markup_in_a_title_stays_text(run: Any) -> None:
    nasty = "<script>alert(1)</script>'; DROP TABLE x; --"
    run(HEADER + f"1,{nasty},,,,\n")

    assert Record.objects.get().title == nasty


def test_two_spellings_of_a_name_are_one_agent(run: Any) -> None:
    run(HEADER + "1,Un,Gaston LEROUX,,,\n2,Deux,Leroux Gaston,,,\n")

    assert [agent.name for agent in Agent.objects.all()] == ["Gaston Leroux"]


def test_batch_the_database_refuses_is_tried_row_by_row(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = writer_module.part_rows

    def fail_for_one(record: Any, *rest: Any) -> Any:
        if record.title == "Mauvais":
            raise ValueError("impossible")
        return whole(record, *rest)

    monkeypatch.setattr(writer_module, "part_rows", fail_for_one)
    code, report = run(HEADER + "1,Bon,Jean Untel,,,\n2,Mauvais,Jean Autre,,,\n3,Bon aussi,,,,\n")

    assert code == 1
    assert refused(report) == [("ligne 3", "refusée par la base : impossible")]
    assert sorted(Record.objects.values_list("title", flat=True)) == ["Bon", "Bon aussi"]
    assert [agent.name for agent in Agent.objects.all()] == ["Jean Untel"]
    assert SourceRecord.objects.count() == 2


def test_reader_gives_exact_text_and_never_reads_the_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(b'a;b\r\n1;"x""y"\r\n\r\n2;z\r\n')
    rows = open_csv(path).rows()

    assert [(row.position, row.payload, row.values) for row in rows] == [  # type: ignore[union-attr]  # all are good
        ("ligne 2", 'a;b\n1;"x""y"', {"a": "1", "b": 'x"y'}),
        ("ligne 4", "a;b\n2;z", {"a": "2", "b": "z"}),
    ]


def test_file_with_a_header_alone_says_that_nothing_is_there(tmp_path: Path) -> None:
    path = tmp_path / "vide.csv"
    path.write_text("identifiant,titre\n", encoding="utf-8")

    report = import_file(path, None)

    assert "Aucune ligne à importer." in report.as_text()
    assert report.exit_code == 2
