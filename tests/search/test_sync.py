"""The index follows the database: same transaction, after commit, nothing lost."""

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from django.db import transaction
from pytest_django import DjangoAssertNumQueries

from core.models import IndexChange
from home.models import HomePage
from resources.models import Record
from search import registry, services
from search.contract import SearchRequest
from search.services import engine, rebuild_search, sync_held_back, sync_search

ROOT = Path(__file__).resolve().parents[2]


def titles(query: str = "") -> list[str]:
    """Titles of the records the index answers with, as it is now."""
    request = SearchRequest(query=query, kinds=("resources.record",), per_page=50)
    return sorted(hit.title for hit in engine().search(request).hits)


@pytest.mark.django_db(transaction=True)
def test_published_record_is_found_at_once() -> None:
    Record.objects.create(title="La traversée", live=True)

    assert titles("traversee") == ["La traversée"]
    assert not IndexChange.objects.pending().exists()


@pytest.mark.django_db(transaction=True)
def test_changed_and_withdrawn_records_follow_at_once() -> None:
    record = Record.objects.create(title="La traversée", live=True)
    record.title = "Le détour"
    record.save()
    changed = (titles("traversee"), titles("detour"))
    record.withdraw("perdu")

    assert changed == ([], ["Le détour"])
    assert titles() == []


@pytest.mark.django_db(transaction=True)
def test_rolled_back_change_leaves_nothing() -> None:
    class Undo(Exception):
        pass

    def write_and_fail() -> None:
        with transaction.atomic():
            Record.objects.create(title="Jamais écrite", live=True)
            raise Undo

    with pytest.raises(Undo):
        write_and_fail()

    assert IndexChange.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_locked_index_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "LOCK_SECONDS", 0.05)
    monkeypatch.setattr(sync_search, "__defaults__", (None, 0.05))
    with engine().exclusive(1.0):
        Record.objects.create(title="Écrite pendant le verrou", live=True)
        waiting = IndexChange.objects.pending().count()
    assert waiting == 1

    call_command("sync_search")

    assert titles("verrou") == ["Écrite pendant le verrou"]


@pytest.mark.django_db(transaction=True)
def test_held_back_changes_wait_for_the_end() -> None:
    with sync_held_back():
        Record.objects.create(title="En lot", live=True)
        assert IndexChange.objects.pending().count() == 1

    assert sync_search() is True
    assert titles("lot") == ["En lot"]


@pytest.mark.django_db(transaction=True)
def test_one_bad_record_holds_up_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    source = registry.sources["resources.record"]

    def build(rows: list[Record]) -> object:
        if any(row.title == "Mauvaise" for row in rows):
            raise ValueError("cannot be built")
        return source.build(rows)

    broken = registry.Source(source.kind, source.visible, build, source.batch_size, source.localise)  # type: ignore[arg-type]  a double
    monkeypatch.setitem(registry.sources, "resources.record", broken)
    with sync_held_back():
        for title in ("Bonne", "Mauvaise", "Meilleure"):
            Record.objects.create(title=title, live=True)

    assert sync_search() is False
    assert titles() == ["Bonne", "Meilleure"]
    monkeypatch.setitem(registry.sources, "resources.record", source)
    assert sync_search() is True
    assert titles() == ["Bonne", "Mauvaise", "Meilleure"]


@pytest.mark.django_db(transaction=True)
def test_rebuild_gives_the_same_answers() -> None:
    for number in range(5):
        Record.objects.create(title=f"Notice numéro {number}", live=number % 2 == 0)
    before = titles()

    assert rebuild_search() == 3 + HomePage.objects.count()
    assert titles() == before == ["Notice numéro 0", "Notice numéro 2", "Notice numéro 4"]


@pytest.mark.django_db(transaction=True)
def test_rebuild_keeps_what_is_published_while_it_runs() -> None:
    Record.objects.create(title="Avant", live=True)

    def publish_meanwhile(count: int) -> None:
        if count and not Record.objects.filter(title="Pendant").exists():
            Record.objects.create(title="Pendant", live=True)
            Record.objects.get(title="Avant").withdraw()

    rebuild_search(publish_meanwhile)

    assert titles() == ["Pendant"]


@pytest.mark.django_db(transaction=True)
def test_clock_catches_up() -> None:
    with sync_held_back():
        Record.objects.create(title="Pour plus tard", live=True)

    call_command("run_due")

    assert titles("tard") == ["Pour plus tard"]


@pytest.mark.django_db(transaction=True)
def test_clock_builds_a_missing_index(settings: LazySettings, tmp_path: Path) -> None:
    Record.objects.create(title="Avant l’index", live=True)
    settings.SEARCH_DIR = tmp_path / "elsewhere"

    call_command("run_due")

    assert titles("index") == ["Avant l’index"]


@pytest.mark.django_db(transaction=True)
def test_task_is_left_for_the_worker_when_the_index_is_locked(monkeypatch: pytest.MonkeyPatch) -> None:
    from django_tasks_db.models import DBTaskResult

    monkeypatch.setattr(sync_search, "__defaults__", (None, 0.05))
    with engine().exclusive(1.0):
        Record.objects.create(title="Pour l’ouvrier", live=True)
    assert DBTaskResult.objects.filter(task_path="search.tasks.catch_up").count() == 1

    call_command("db_worker", "--batch", verbosity=0)

    assert titles("ouvrier") == ["Pour l’ouvrier"]


@pytest.mark.django_db(transaction=True)
def test_nothing_waiting_costs_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(2):
        assert sync_search() is True


PUBLISHER = """
import os, sys
sys.path[:0] = [{root!r}, {site!r}]
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.demo"
import django
django.setup()
from home.models import HomePage
from resources.models import Record
for number in range({count}):
    Record.objects.create(title=f"{name} {{number}}", live=True)
    print(number, flush=True)
"""


def start_publisher(var: Path, name: str, count: int) -> subprocess.Popen[str]:
    """A process that publishes records one after the other, saying each number once committed."""
    code = PUBLISHER.format(root=str(ROOT), site=str(ROOT / "site"), name=name, count=count)
    environment = {**os.environ, "VAR_DIR": str(var), "DATABASE_URL": "", "LOG_LEVEL": "ERROR"}
    return subprocess.Popen([sys.executable, "-c", code], env=environment, stdout=subprocess.PIPE, text=True)


def run_manage(var: Path, *arguments: str) -> None:
    """A command of the site, on a site of its own."""
    environment = {**os.environ, "VAR_DIR": str(var), "DATABASE_URL": "", "LOG_LEVEL": "ERROR"}
    environment["DJANGO_SETTINGS_MODULE"] = "config.settings.demo"
    subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=ROOT, env=environment, check=True, capture_output=True
    )


def test_two_processes_publish_and_one_is_killed(tmp_path: Path, settings: LazySettings) -> None:
    var = tmp_path / "var"
    run_manage(var, "migrate", "--verbosity=0")
    killed = start_publisher(var, "tuée", 500)
    spared = start_publisher(var, "épargnée", 15)
    assert killed.stdout is not None
    assert spared.stdout is not None
    for _ in range(5):
        killed.stdout.readline()
    os.kill(killed.pid, signal.SIGKILL)
    killed.wait()
    said = 5 + len(killed.stdout.readlines())
    assert spared.wait(timeout=120) == 0
    spared.stdout.close()
    killed.stdout.close()

    run_manage(var, "sync_search")

    with sqlite3.connect(var / "passerelles.sqlite3") as database:
        rows = database.execute("SELECT title FROM resources_record ORDER BY title").fetchall()
        waiting = database.execute("SELECT count(*) FROM core_indexchange WHERE indexed_at IS NULL").fetchone()[0]
    database.close()
    settings.SEARCH_DIR = var / "search"
    stored = sorted(title for (title,) in rows)
    assert waiting == 0
    assert sum(title.startswith("épargnée") for title in stored) == 15
    assert said <= sum(title.startswith("tuée") for title in stored) <= said + 1
    found = {
        hit.title
        for page in range(1, 20)
        for hit in engine().search(SearchRequest(sort="title", page=page, per_page=50)).hits
    }
    assert sorted(found & set(stored)) == stored
