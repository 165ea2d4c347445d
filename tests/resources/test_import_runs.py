"""An import as somebody does it: given, tried, confirmed, stopped, taken up, undone; whole at any moment."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.utils import timezone
from wagtail.models import ModelLogEntry

from core.folders.rows import FileRefused
from core.models import IndexChange
from directory.models import Agent
from resources.imports import services
from resources.imports.journal import Journal, SourceBusy, Stopped, bury_dead, take_source
from resources.imports.runs import (
    Wishes,
    WrongMoment,
    ask_undo,
    check_run,
    confirm_run,
    give_file,
    remap,
    resume_run,
    stop_run,
    write_run,
)
from resources.imports.sources import FileChanged, open_source
from resources.imports.undo import undo_run
from resources.imports.uploads import forget_copies, imports_folder, keep_upload
from resources.models import ImportLine, ImportRun, ImportState, Record, SourceRecord
from tests.factories.resources import RecordFactory, agent

pytestmark = pytest.mark.django_db
HEADER = "identifiant,titre,auteur,annee\n"
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def folder(settings: LazySettings, tmp_path: Path) -> None:
    settings.IMPORTS_DIR = tmp_path / "imports"


def give(*rows: str, **wishes: Any) -> ImportRun:
    """An import of these rows, given and tried."""
    text = HEADER + "".join(f"{row}\n" for row in rows)
    run = give_file([text.encode()], "notices.csv", Wishes(**{"source": "Voisine", **wishes}), None)
    check_run(run)
    run.refresh_from_db()
    return run


def write(run: ImportRun) -> ImportRun:
    """Confirm and write it."""
    confirm_run(run)
    write_run(run)
    run.refresh_from_db()
    return run


def undo(run: ImportRun) -> ImportRun:
    ask_undo(run)
    undo_run(run)
    run.refresh_from_db()
    return run


def titles() -> list[str]:
    return sorted(Record.objects.visible().values_list("title", flat=True))


def test_trial_says_what_it_would_do_and_writes_nothing() -> None:
    run = give("1,Un,Jean Untel,2001", "2,,,2001")

    assert (run.state, run.format, run.encoding) == (ImportState.READY, "CSV, séparateur « , »", "UTF-8")
    assert (run.source, run.rows_read, run.counts) == ("Voisine", 2, {"created": 1, "errors": 1})
    assert [(line.state, line.position, line.title, line.record_id) for line in run.lines.all()] == [
        ("new", "ligne 2", "Un", None), ("error", "ligne 3", "", None),
    ]  # fmt: skip
    assert (Record.objects.count(), Agent.objects.count(), SourceRecord.objects.count()) == (0, 0, 0)


def test_confirmed_import_is_written_once() -> None:
    run = write(give("1,Un,Jean Untel,2001"))
    with pytest.raises(WrongMoment):
        confirm_run(run)
    write_run(run)

    assert (run.state, run.counts, titles()) == (ImportState.DONE, {"created": 1}, ["Un"])
    assert [line.record for line in run.lines.all()] == list(Record.objects.all())


def test_file_that_cannot_be_read_leaves_nothing() -> None:
    for content in (b"", b"PK\x03\x04" + b"\x00" * 300, b"couleur,poids\nrouge,3\n"):
        with pytest.raises(FileRefused, match=r"x\.csv|titre"):
            give_file([content], "x.csv", Wishes(), None)

    assert (ImportRun.objects.count(), list(imports_folder().iterdir())) == (0, [])


def test_file_too_long_is_refused_and_leaves_nothing(settings: LazySettings) -> None:
    settings.IMPORT_MAX_MB = 1
    with pytest.raises(FileRefused, match="dépasse 1 Mo"):
        keep_upload(iter([b"x" * (1 << 19)] * 3), "long.csv")

    assert list(imports_folder().iterdir()) == []


def test_copy_is_private_and_named_by_nobody() -> None:
    run = give("1,Un,,2001")
    path = imports_folder() / run.stored_as
    other, _digest = keep_upload([b"x"], "../../etc/passwd")

    assert path.stat().st_mode & 0o777 == 0o600
    assert "notices" not in run.stored_as
    assert Path(other).name == other


def test_copy_that_was_tampered_with_is_not_imported() -> None:
    run = give("1,Un,,2001")
    (imports_folder() / run.stored_as).write_text(HEADER + "1,Autre,,2001\n", encoding="utf-8")
    run = write(run)

    assert (run.state, titles()) == (ImportState.FAILED, [])
    assert "a changé depuis son dépôt" in run.remarks[-1]


def test_file_that_changes_while_it_is_read_stops_the_import(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "notices.csv"
    path.write_text(HEADER + "".join(f"{number},Titre {number},,2001\n" for number in range(8)), encoding="utf-8")
    monkeypatch.setattr(services, "BATCH", 4)

    def change(read: int) -> None:
        with path.open("a", encoding="utf-8") as file:
            file.write("9,Arrivé trop tard,,2001\n")

    report = services.import_file(path, progress=change, complete=True)

    assert (report.exit_code, report.counts["created"], Record.objects.count()) == (1, 4, 4)
    assert "a changé pendant la lecture" in report.as_text()
    assert ImportRun.objects.get().state == ImportState.FAILED
    opened = open_source(path)
    change(0)
    with pytest.raises(FileChanged):
        opened.check_unchanged()


def test_second_import_of_a_source_at_once_is_refused(tmp_path: Path) -> None:
    busy = ImportRun(file_name="a.csv", source="notices", started_at=timezone.now())
    take_source(busy, ImportState.WRITING)
    path = tmp_path / "notices.csv"
    path.write_text(HEADER + "1,Un,,2001\n", encoding="utf-8")

    with pytest.raises(SourceBusy, match="Un autre import de « notices » est en cours"):
        services.import_file(path)
    assert Record.objects.count() == 0
    services.import_file(path, source="ailleurs")
    assert Record.objects.count() == 1


def test_second_import_from_the_workshop_says_why_it_waits() -> None:
    first, second = give("1,Un,,2001"), give("2,Deux,,2001")
    take_source(first, ImportState.WRITING)
    second = write(second)

    assert (second.state, titles()) == (ImportState.FAILED, [])
    assert second.remarks == ["Un autre import de « Voisine » est en cours : attendez sa fin."]
    ImportRun.objects.filter(pk=first.pk).update(state=ImportState.DONE)
    resume_run(second)
    write_run(second)
    assert titles() == ["Deux"]


def test_import_whose_process_died_is_marked_and_gives_way() -> None:
    dead = give("1,Un,,2001")
    take_source(dead, ImportState.WRITING)
    ImportRun.objects.filter(pk=dead.pk).update(beat_at=timezone.now() - timedelta(minutes=6))
    alive = write(give("2,Deux,,2001"))
    dead.refresh_from_db()

    assert (alive.state, dead.state) == (ImportState.DONE, ImportState.FAILED)
    assert "plus de signe de vie" in dead.remarks[-1]
    journal = Journal(dead)
    journal.run.state = ImportState.WRITING
    with pytest.raises(Stopped):
        journal.beat()


def test_import_at_work_is_not_thought_dead() -> None:
    run = give("1,Un,,2001")
    take_source(run, ImportState.WRITING)

    assert bury_dead() == 0


def test_stopped_import_is_whole_and_can_be_taken_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "BATCH", 2)
    run = give(*(f"{number},Titre {number},Auteur {number},2001" for number in range(7)))
    whole = services._Job.write
    calls = []

    def stop_at_third(job: Any, batch: list[Any]) -> None:
        calls.append(1)
        if len(calls) == 3:
            stop_run(run, "Dominique")
        whole(job, batch)

    monkeypatch.setattr(services._Job, "write", stop_at_third)
    run = write(run)
    assert (run.state, run.rows_read, run.counts, len(titles())) == (ImportState.FAILED, 4, {"created": 4}, 4)
    assert run.remarks == ["Arrêté par Dominique."]

    monkeypatch.setattr(services._Job, "write", whole)
    resume_run(run)
    write_run(run)
    run.refresh_from_db()
    assert (run.state, run.counts, len(titles())) == (ImportState.DONE, {"created": 7}, 7)
    assert run.lines.count() == 7
    assert undo(run).state == ImportState.UNDONE
    assert titles() == []


def test_trial_can_be_given_up() -> None:
    run = give("1,Un,,2001")
    stop_run(run, "Dominique")
    forget_copies()
    run.refresh_from_db()

    assert (run.state, run.stored_as, list(imports_folder().iterdir())) == (ImportState.DISCARDED, "", [])
    with pytest.raises(WrongMoment):
        confirm_run(run)


def test_undo_withdraws_what_was_made_and_who_is_named_by_nothing_else() -> None:
    agent("Jean Connu")
    run = write(give("1,Un,Marie Nouvelle,2001", "2,Deux,Jean Connu,2001"))
    changes = IndexChange.objects.count()
    run = undo(run)

    assert (run.state, titles(), run.remarks[-1]) == (ImportState.UNDONE, [], "Annulé.")
    assert sorted(Agent.objects.not_gone().values_list("name", flat=True)) == ["Jean Connu"]
    assert IndexChange.objects.count() == changes + 3
    assert ModelLogEntry.objects.filter(action="passerelles.import_undone").count() == 2
    assert {line.undone for line in run.lines.all()} == {"done"}


def test_what_was_undone_comes_back_as_the_same_things() -> None:
    run = write(give("1,Un,Marie Nouvelle,2001"))
    before = Record.objects.values("pk", "uuid", "number").get()
    person = Agent.objects.values("pk", "uuid", "number").get()
    undo(run)
    again = write(give("1,Un,Marie Nouvelle,2001"))

    assert again.counts == {"created": 1}
    assert (Record.objects.values("pk", "uuid", "number").get(), titles()) == (before, ["Un"])
    assert Agent.objects.not_gone().values("pk", "uuid", "number").get() == person
    undo(again)
    assert titles() == []


def test_undo_gives_back_what_was_there_with_its_revisions() -> None:
    write(give("1,Avant,Jean Untel,2001"))
    record = Record.objects.get()
    record.subtitle = "d’ici"
    record.save_revision().publish()
    source = SourceRecord.objects.values("payload", "digest", "fingerprints").get()
    run = write(give("1,Après,Marie Autre,2002"))
    assert (titles(), run.counts) == (["Après"], {"updated": 1})
    undo(run)

    record = Record.objects.get()
    assert (record.title, record.date, record.subtitle) == ("Avant", "2001", "d’ici")
    assert [one.agent.name for one in record.contributions.all()] == ["Jean Untel"]
    assert record.get_latest_revision_as_object().title == "Avant"
    assert SourceRecord.objects.values("payload", "digest", "fingerprints").get() == source
    assert sorted(Agent.objects.not_gone().values_list("name", flat=True)) == ["Jean Untel"]
    assert give("1,Après,Marie Autre,2002").counts == {"updated": 1}


def test_undo_keeps_and_reports_what_was_edited_since() -> None:
    write(give("1,Un,,2001"))
    run = write(give("1,Un bis,,2002", "2,Deux,,2001", "3,Trois,,2001"))
    for title, fields in (("Un bis", {"title": "Un corrigé"}), ("Deux", {"subtitle": "corrigé"})):
        record = Record.objects.get(title=title)
        for name, value in fields.items():
            setattr(record, name, value)
        record.save_revision().publish()
    run = undo(run)

    assert titles() == ["Deux", "Un corrigé"]
    assert Record.objects.get(title="Un corrigé").date == "2001"
    assert [(line.identifier, line.undone) for line in run.lines.order_by("identifier")] == [
        ("1", "kept"), ("2", "kept"), ("3", "done"),
    ]  # fmt: skip
    assert run.remarks[-1] == "Annulé, sauf 2 notices modifiées depuis."


def test_undo_twice_does_nothing_more() -> None:
    run = undo(write(give("1,Un,,2001")))
    changes = IndexChange.objects.count()
    undo_run(run)
    with pytest.raises(WrongMoment):
        ask_undo(run)

    assert IndexChange.objects.count() == changes


def test_undo_interrupted_goes_on_where_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    from resources.imports import undo as undoing

    monkeypatch.setattr(undoing, "BATCH", 2)
    run = write(give(*(f"{number},Titre {number},,2001" for number in range(5))))
    ask_undo(run)
    assert undoing._undo_batch(run) is True
    assert len(titles()) == 3
    ImportRun.objects.filter(pk=run.pk).update(beat_at=timezone.now() - timedelta(minutes=9))
    bury_dead()
    run.refresh_from_db()
    assert run.state == ImportState.FAILED

    assert undo(run).state == ImportState.UNDONE
    assert titles() == []


def test_undo_forgets_what_was_proposed_for_withdrawal() -> None:
    write(give("1,Un,,2001", "2,Deux,,2001"))
    run = write(give("1,Un,,2001", complete=True))
    assert SourceRecord.objects.gone().count() == 1
    undo(run)

    assert SourceRecord.objects.gone().count() == 0
    assert titles() == ["Deux", "Un"]


def test_record_made_here_that_looks_the_same_is_never_undone() -> None:
    RecordFactory(title="Zoom", date="1996")
    run = write(give("1,Zoom,,1996"))
    assert run.counts == {"created": 1, "duplicates": 1}
    undo(run)

    assert titles() == ["Zoom"]


KILLED = """
import os, sys, time
sys.path[:0] = [{root!r}, {site!r}]
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.demo"
import django
django.setup()
from pathlib import Path
from resources.imports import services
services.BATCH = 50
def tell(read):
    print(read, flush=True)
    time.sleep(0.05)
services.import_file(Path({path!r}), progress=tell)
"""


def test_power_cut_leaves_whole_records_and_the_next_run_does_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "grand.csv"
    rows = "".join(f"{number},Titre {number},Auteur {number},2001\n" for number in range(1000))
    path.write_text(HEADER + rows, encoding="utf-8")
    environment = {**os.environ, "VAR_DIR": str(tmp_path / "var"), "DJANGO_SETTINGS_MODULE": "config.settings.demo"}
    environment["LOG_LEVEL"] = "ERROR"
    command = [sys.executable, str(ROOT / "manage.py")]
    subprocess.run([*command, "migrate", "--verbosity", "0"], env=environment, check=True, cwd=ROOT)
    code = KILLED.format(root=str(ROOT), site=str(ROOT / "site"), path=str(path))
    with subprocess.Popen([sys.executable, "-c", code], env=environment, stdout=subprocess.PIPE, text=True) as victim:
        assert victim.stdout is not None
        while int(victim.stdout.readline()) < 200:
            time.sleep(0)
        os.kill(victim.pid, signal.SIGKILL)

    ask = (
        "from resources.models import *; from resources.models import ImportRun as R;"
        "r = R.objects.order_by('pk')[0];"
        "print(Record.objects.count(), SourceRecord.objects.count(), Contribution.objects.count(),"
        " r.lines.count(), r.rows_read, r.state)"
    )
    shell = [*command, "shell", "--no-imports", "-c", ask]
    found = subprocess.run(
        shell, env=environment, check=True, cwd=ROOT, stdout=subprocess.PIPE, text=True
    ).stdout.split()
    assert found[0] == found[1] == found[2] == found[3] == found[4]
    assert 200 <= int(found[0]) < 1000
    assert found[5] == "writing"

    expire = (
        "from datetime import timedelta; from django.utils import timezone; from resources.models import ImportRun;"
        "ImportRun.objects.update(beat_at=timezone.now() - timedelta(minutes=6))"
    )
    subprocess.run([*command, "shell", "--no-imports", "-c", expire], env=environment, check=True, cwd=ROOT)
    subprocess.run(
        [*command, "import_records", str(path)], env=environment, check=True, cwd=ROOT, stdout=subprocess.DEVNULL
    )
    found = subprocess.run(
        shell, env=environment, check=True, cwd=ROOT, stdout=subprocess.PIPE, text=True
    ).stdout.split()
    assert (found[:3], found[5]) == (["1000", "1000", "1000"], "failed")


def test_lines_of_a_trial_are_replaced_by_those_of_the_import() -> None:
    run = give("1,Un,,2001", "2,Deux,,2001")
    assert ImportLine.objects.filter(run=run, record=None).count() == 2
    write(run)

    assert ImportLine.objects.filter(run=run, record=None).count() == 0
    assert run.lines.count() == 2


def test_typed_source_name_wins_over_that_of_the_mapping() -> None:
    rules = 'source = "Modèle"\n[columns]\nidentifiant = "identifier"\ntitre = "title"\n'
    text = b"identifiant,titre\n1,Un\n"

    typed = give_file([text], "notices.csv", Wishes(mapping=rules, source="Voisine"), None)
    silent = give_file([text], "notices.csv", Wishes(mapping=rules), None)
    plain = give_file([text], "notices.csv", Wishes(), None)

    assert [run.source for run in (typed, silent, plain)] == ["Voisine", "Modèle", "notices"]


def test_source_renamed_while_correcting_columns_is_the_new_one() -> None:
    run = give("1,Un,,2001")

    remap(run, 'source = "Autre"\n[columns]\nidentifiant = "identifier"\ntitre = "title"\n')

    assert run.source == "Autre"
