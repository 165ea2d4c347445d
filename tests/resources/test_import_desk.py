"""The pages of imports in the workshop."""

import csv
import io
import json
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from resources.imports.mapping import read_mapping
from resources.imports.mapping_text import write_mapping
from resources.imports.runs import check_run, write_run
from resources.imports.undo import undo_run
from resources.models import ImportRun, ImportState, Record, SourceRecord
from tests.factories.resources import RecordFactory
from tests.resources.conftest import make_editor, signed_in

pytestmark = pytest.mark.django_db
HEADER = "identifiant,titre,auteur,annee\n"


@pytest.fixture(autouse=True)
def folder(settings: LazySettings, tmp_path: Any) -> None:
    settings.IMPORTS_DIR = tmp_path / "imports"


def upload(desk: Client, text: str, **fields: Any) -> Any:
    """Give a file by the form."""
    file = SimpleUploadedFile("notices.csv", text.encode())
    return desk.post(reverse("imports:upload"), {"file": file, "source": "Voisine", **fields}, follow=True)


def tried(desk: Client, *rows: str, **fields: Any) -> ImportRun:
    """An import given by the form, whose trial was done."""
    upload(desk, HEADER + "".join(f"{row}\n" for row in rows), **fields)
    run = ImportRun.objects.order_by("-pk")[0]
    check_run(run)
    return run


def step(desk: Client, run: ImportRun, name: str) -> Any:
    return desk.post(reverse("imports:step", args=[run.uuid, name]), follow=True)


def written(desk: Client, *rows: str, **fields: Any) -> ImportRun:
    run = tried(desk, *rows, **fields)
    step(desk, run, "confirmer")
    run.refresh_from_db()
    write_run(run)
    return run


def shown(desk: Client, run: ImportRun, **asked: Any) -> str:
    response = desk.get(reverse("imports:run", args=[run.uuid]), asked)
    assert response.status_code == 200
    return str(response.content.decode())


def test_file_is_given_tried_confirmed_and_undone(desk: Client, librarian: Any) -> None:
    response = upload(desk, HEADER + "1,Un,Jean Untel,2001\n")
    run = ImportRun.objects.get()
    assert (run.state, run.created_by, run.source) == (ImportState.WAITING, librarian, "Voisine")
    assert "en attente" in response.content.decode()

    check_run(run)
    html = shown(desk, run)
    assert "Confirmer l’import" in html
    assert "créées : <strong>1</strong>" in html
    assert Record.objects.count() == 0
    step(desk, run, "confirmer")
    run.refresh_from_db()
    write_run(run)
    assert Record.objects.get().cataloguer == librarian

    assert (
        "1 notice créée sera retirée" in desk.get(reverse("imports:step", args=[run.uuid, "annuler"])).content.decode()
    )
    step(desk, run, "annuler")
    run.refresh_from_db()
    undo_run(run)
    assert Record.objects.visible().count() == 0
    assert "Annulé." in shown(desk, run)


def test_wrong_file_is_refused_by_its_name(desk: Client) -> None:
    response = upload(desk, "couleur,poids\nrouge,3\n")

    assert response.status_code == 200
    assert "Aucune colonne de titre parmi « couleur », « poids »" in response.content.decode()
    assert ImportRun.objects.count() == 0


def test_faulty_mapping_is_refused_before_the_file_is_kept(desk: Client) -> None:
    faulty = SimpleUploadedFile("m.toml", b'source = "x"\n[columns]\na = "titel"')
    response = upload(desk, HEADER, mapping=faulty)

    assert "« titel », qui n’existe pas" in response.content.decode()
    assert ImportRun.objects.count() == 0


def test_mapping_used_before_is_offered_again(desk: Client) -> None:
    rules = SimpleUploadedFile("m.toml", b'source = "Rare"\n[columns]\nnom = "title"\nno = "identifier"\n')
    upload(desk, "nom,no\nUn,1\n", mapping=rules, source="")
    first = ImportRun.objects.get()
    assert "celle de « Rare »" in desk.get(reverse("imports:upload")).content.decode()
    upload(desk, "nom,no\nDeux,2\n", known_mapping=str(first.uuid), source="")

    assert [run.source for run in ImportRun.objects.all()] == ["Rare", "Rare"]


def test_changes_are_shown_field_by_field(desk: Client) -> None:
    written(desk, "1,Avant,Jean Untel,2001", "2,Pareil,,2001")
    record = Record.objects.get(title="Avant")
    record.date = "2003"
    record.save_revision().publish()
    run = tried(desk, "1,Après,Marie Autre,2002", "2,Pareil,,2001")
    html = shown(desk, run, etat="conflict")

    assert "<q>Avant</q>" in html
    assert "<q>Après</q>" in html
    assert "<q>Jean Untel, auteur</q>" in html
    assert "gardé, modifié ici" in html
    assert reverse("wagtailsnippets_resources_record:edit", args=[record.pk]) in html
    assert run.counts == {"updated": 1, "conflicts": 1, "unchanged": 1}


def test_likely_duplicates_lead_to_their_twin(desk: Client) -> None:
    twin = RecordFactory(title="Zoom", date="1996")
    html = shown(desk, tried(desk, "1,Zoom,,1996"), etat="duplicate")

    assert f"voir la notice n° {twin.number}" in html


def test_lines_are_counted_filtered_and_paged(desk: Client) -> None:
    rows = [f"{number},Titre {number},,2001" for number in range(60)]
    run = tried(desk, *rows, "60,,,2001")

    assert "erreur (1)" in shown(desk, run)
    assert shown(desk, run, etat="error").count("pas de titre") == 1
    assert "Titre 59" not in shown(desk, run, etat="new")
    assert "Titre 59" in shown(desk, run, etat="new", p=2)


def test_run_page_asks_as_many_queries_for_one_line_as_for_five(desk: Client) -> None:
    taken = []
    for size in (1, 5):
        run = written(desk, *(f"{size}-{number},Titre {number},,2001" for number in range(size)))
        shown(desk, run)
        with CaptureQueriesContext(connection) as queries:
            shown(desk, run)
        taken.append(len(queries))

    assert taken[0] == taken[1]


def test_list_of_runs_asks_as_many_queries_for_one_as_for_five(desk: Client) -> None:
    taken = []
    for size in (1, 4):
        for number in range(size):
            tried(desk, f"{size}{number},Titre,,2001")
        desk.get(reverse("imports:index"))
        with CaptureQueriesContext(connection) as queries:
            html = desk.get(reverse("imports:index")).content.decode()
        taken.append(len(queries))

    assert taken[0] == taken[1]
    assert html.count("notices.csv") == 5


def test_progress_is_told_as_json_and_the_page_refreshes_without_script(desk: Client) -> None:
    upload(desk, HEADER + "1,Un,,2001\n")
    run = ImportRun.objects.get()
    status = desk.get(reverse("imports:status", args=[run.uuid])).json()

    assert (status["state"], status["read"], status["done"]) == ("waiting", 0, False)
    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in shown(desk, run)
    check_run(run)
    assert "http-equiv" not in shown(desk, run)
    assert desk.get(reverse("imports:status", args=[run.uuid])).json()["done"] is True


def test_columns_can_be_corrected_before_confirming(desk: Client) -> None:
    upload(desk, "no,titre,machin\n7,Un,Jean Untel\n")
    run = ImportRun.objects.get()
    check_run(run)
    address = reverse("imports:columns", args=[run.uuid])
    assert "Jean Untel" in desk.get(address).content.decode()
    posted = {"source": "Voisine", "type": "film", "column-0": "identifier", "column-1": "title", "column-2": "people"}
    desk.post(address, posted)
    run.refresh_from_db()
    assert run.state == ImportState.WAITING
    check_run(run)
    step(desk, run, "confirmer")
    run.refresh_from_db()
    write_run(run)

    record = Record.objects.get()
    assert (record.type, record.contributions.get().agent.name) == ("film", "Jean Untel")
    assert SourceRecord.objects.get().identifier == "7"


def test_columns_without_a_title_are_refused(desk: Client) -> None:
    run = tried(desk, "1,Un,,2001")
    posted = {"source": "Voisine", "type": "", "column-0": "identifier", "column-2": "people"}
    html = desk.post(reverse("imports:columns", args=[run.uuid]), posted).content.decode()

    assert "Une colonne doit donner le titre." in html
    run.refresh_from_db()
    assert run.state == ImportState.READY


def test_columns_of_a_written_import_are_not_corrected(desk: Client) -> None:
    run = written(desk, "1,Un,,2001")
    for response in (
        desk.get(reverse("imports:columns", args=[run.uuid]), follow=True),
        desk.post(reverse("imports:columns", args=[run.uuid]), {"source": "x", "column-1": "title"}, follow=True),
    ):
        assert response.status_code == 200
    run.refresh_from_db()
    assert run.state == ImportState.DONE


def test_mapping_written_back_is_the_same_mapping() -> None:
    text = """
    source = "L’une « et » \\"l'autre\\""
    empty = ["n/a", "-"]
    delimiter = "\\t"
    [defaults]
    type = "film"
    languages = ["fr", "nl"]
    [columns]
    "Le titre" = { to = "title", split = true }
    nom = ["people", { to = "keywords", separator = "[;|]" }]
    genre = { to = "type", values = { DVD = "film", "CD audio" = "sound" } }
    [[when]]
    column = "genre"
    matches = "^cd\\\\b"
    set = { type = "sound" }
    """
    mapping = read_mapping(text)

    assert read_mapping(write_mapping(mapping)) == mapping


def test_report_is_downloaded_in_three_forms(desk: Client) -> None:
    run = written(desk, "1,=1+1,Jean Untel,2001", "2,,,2001")

    def fetch(form: str) -> str:
        response = desk.get(reverse("imports:report", args=[run.uuid, form]))
        return b"".join(response.streaming_content).decode()

    data = json.loads(fetch("json"))
    assert [(line["state"], line["identifier"], line["reason"]) for line in data["lines"]] == [
        ("new", "1", ""), ("error", "2", "pas de titre"),
    ]  # fmt: skip
    assert data["counts"] == {"created": 1, "errors": 1}
    rows = list(csv.reader(io.StringIO(fetch("csv").removeprefix("\ufeff")), delimiter=";"))
    assert [row[3] for row in rows] == ["titre", "'=1+1", ""]
    assert "ligne 3 [2] erreur : \n    pas de titre" in fetch("txt")
    assert desk.get(reverse("imports:report", args=[run.uuid, "exe"])).status_code == 404


def test_gone_records_are_withdrawn_or_kept(desk: Client) -> None:
    written(desk, "1,Un,,2001", "2,Deux,,2001", "3,Trois,,2001")
    written(desk, "1,Un,,2001", complete="on")
    assert "2 notices disparues de leur source" in desk.get(reverse("imports:index")).content.decode()
    rows = {row.record.title: row.pk for row in SourceRecord.objects.gone()}
    desk.post(reverse("imports:gone"), {"choisie": [rows["Deux"]], "decision": "retirer"})
    desk.post(reverse("imports:gone"), {"choisie": [rows["Trois"], "x"], "decision": "garder"})
    assert sorted(Record.objects.visible().values_list("title", flat=True)) == ["Trois", "Un"]
    assert SourceRecord.objects.gone().count() == 0

    written(desk, "1,Un,,2001", complete="on")
    assert SourceRecord.objects.gone().count() == 0


def test_nobody_else_sees_imports() -> None:
    run = ImportRun.objects.create(file_name="x.csv", created_at=timezone.now())
    trainee = signed_in(make_editor("stagiaire", "add", "change", "view"))
    addresses = [reverse(f"imports:{name}") for name in ("index", "upload", "gone")]
    addresses += [reverse(f"imports:{name}", args=[run.uuid]) for name in ("run", "columns", "status")]
    addresses += [
        reverse("imports:report", args=[run.uuid, "csv"]),
        reverse("imports:step", args=[run.uuid, "annuler"]),
    ]
    for address in addresses:
        for answer in (trainee.get(address), trainee.post(address), Client().get(address)):
            assert (address, answer.status_code in (302, 403)) == (address, True)
            assert "x.csv" not in answer.content.decode()
    run.refresh_from_db()
    assert run.state == ImportState.WAITING
    assert reverse("imports:index") not in trainee.get(reverse("wagtailadmin_home")).content.decode()


def test_steps_out_of_turn_are_explained(desk: Client) -> None:
    run = tried(desk, "1,Un,,2001")
    for name, words in (("annuler", "rien à annuler"), ("reprendre", "ne peut pas être repris")):
        assert words in step(desk, run, name).content.decode()
    step(desk, run, "arreter")
    assert "n’attend pas d’être confirmé" in step(desk, run, "confirmer").content.decode()
    assert Record.objects.count() == 0
