"""The clock: every job runs, whatever the one before did."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.models import Revision
from wagtail.signals import published, unpublished

from core import clock
from core.housekeeping import clear_sessions, prune_task_results, purge_index_changes
from core.models import IndexChange
from core.scheduling import SomeNotPublished, publish_due
from directory.models import Agent
from home.models import StandardPage
from tests.factories.core import IndexChangeFactory
from tests.factories.directory import AgentFactory
from tests.factories.home import StandardPageFactory

MINUTE = timedelta(minutes=1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def jobs(monkeypatch: pytest.MonkeyPatch) -> dict[str, clock.Job]:
    """A clock without jobs."""
    empty: dict[str, clock.Job] = {}
    monkeypatch.setattr(clock, "_jobs", empty)
    return empty


@pytest.fixture
def refused() -> Iterator[list[Any]]:
    """Things whose publication or expiry a handler of some other app makes fail."""
    things: list[Any] = []

    def refuse(instance: Any, **kwargs: Any) -> None:
        if any(type(instance) is type(thing) and instance.pk == thing.pk for thing in things):
            raise RuntimeError("A handler fails.")

    for sent in (published, unpublished):
        sent.connect(refuse)
    yield things
    for sent in (published, unpublished):
        sent.disconnect(refuse)


def schedule(thing: Any, **fields: Any) -> Any:
    """Make a revision with these fields wait for a moment that has just passed."""
    for name, value in fields.items():
        setattr(thing, name, value)
    thing.go_live_at = timezone.now() + MINUTE
    thing.save_revision().publish()
    return due_now(thing)


def due_now(thing: Any) -> Any:
    """Let a minute pass for what is scheduled."""
    past = timezone.now() - MINUTE
    for revision in Revision.objects.for_instance(thing).filter(approved_go_live_at__isnull=False):
        revision.content["go_live_at"] = past.isoformat()
        revision.approved_go_live_at = past
        revision.save()
    thing.refresh_from_db()
    return thing


def expired(thing: Any) -> Any:
    """Give a live thing an expiry that has just passed."""
    type(thing).objects.filter(pk=thing.pk).update(expire_at=timezone.now() - MINUTE)
    return thing


def is_live(thing: Any) -> bool:
    """Whether the thing is live in the database."""
    return bool(type(thing).objects.get(pk=thing.pk).live)


def test_failing_job_does_not_stop_the_next(jobs: dict[str, clock.Job]) -> None:
    ran = []
    jobs["first"] = lambda: ran.append("first")
    jobs["broken"] = lambda: 1 / 0
    jobs["last"] = lambda: ran.append("last")

    results = clock.run_jobs()

    assert ran == ["first", "last"]
    assert [(result.name, type(result.error)) for result in results] == [
        ("first", type(None)),
        ("broken", ZeroDivisionError),
        ("last", type(None)),
    ]


def test_command_says_which_job_failed(jobs: dict[str, clock.Job], capsys: pytest.CaptureFixture[str]) -> None:
    jobs["broken"] = lambda: 1 / 0
    jobs["good"] = lambda: None

    with pytest.raises(CommandError, match=r"^Failed: broken\.$") as caught:
        call_command("run_due")

    lines = capsys.readouterr().out.splitlines()
    assert caught.value.returncode == 1
    assert [line.split(",")[0] for line in lines] == ["broken: FAILED (division by zero)", "good: ok"]


def test_command_runs_the_named_jobs_only(jobs: dict[str, clock.Job]) -> None:
    ran = []
    jobs["one"] = lambda: ran.append("one")
    jobs["two"] = lambda: ran.append("two")

    call_command("run_due", "two")

    assert ran == ["two"]


def test_command_refuses_an_unknown_job(jobs: dict[str, clock.Job]) -> None:
    jobs["one"] = lambda: None

    with pytest.raises(CommandError, match=r"^Unknown job: three\. Known: one\.$"):
        call_command("run_due", "three")


@pytest.mark.parametrize("seconds", [0, -1])
def test_command_refuses_an_interval_that_is_none(jobs: dict[str, clock.Job], seconds: int) -> None:
    with pytest.raises(CommandError, match=r"^--every expects a number of seconds above 0\.$"):
        call_command("run_due", every=seconds)


def test_every_job_of_the_house_is_registered() -> None:
    assert {"publish", "purge_index_changes", "clear_sessions", "prune_task_results"} <= set(clock.registered_jobs())


@pytest.mark.parametrize("factory", [StandardPageFactory, AgentFactory])
def test_scheduled_thing_goes_live_when_due(factory: Any) -> None:
    thing = schedule(factory(live=False))

    assert not is_live(thing)
    assert publish_due() == 1
    assert is_live(thing)
    assert publish_due() == 0


def test_scheduled_thing_waits_for_its_time() -> None:
    page = StandardPageFactory(live=False)
    page.go_live_at = timezone.now() + MINUTE
    page.save_revision().publish()

    assert publish_due() == 0
    assert not is_live(page)


@pytest.mark.parametrize("factory", [StandardPageFactory, AgentFactory])
def test_expired_thing_is_taken_down_and_noted_for_the_index(factory: Any) -> None:
    thing = expired(factory())
    IndexChange.objects.all().delete()

    assert publish_due() == 1
    assert not is_live(thing)
    assert thing.uuid in set(IndexChange.objects.values_list("object_uuid", flat=True))
    assert publish_due() == 0


def test_thing_that_fails_stays_as_it_was_and_stops_no_other(refused: list[Any]) -> None:
    first, broken, last = (schedule(StandardPageFactory(live=False)) for _ in range(3))
    leaving, stuck = expired(AgentFactory()), expired(AgentFactory())
    refused += [broken, stuck]

    with pytest.raises(SomeNotPublished, match=r"^2 of 5 due changes failed; see the log\.$"):
        publish_due()

    assert [is_live(thing) for thing in (first, broken, last, leaving, stuck)] == [True, False, True, False, True]
    refused.clear()
    assert publish_due() == 2
    assert [is_live(thing) for thing in (broken, stuck)] == [True, False]


def test_revision_that_prolongs_is_published_before_the_old_one_expires() -> None:
    page = StandardPageFactory(title="Ancienne")
    later = timezone.now() + timedelta(days=30)
    page.expire_at = later
    page = schedule(page, title="Nouvelle")
    expired(page)

    assert publish_due() == 1
    assert StandardPage.objects.values_list("title", "live").get(pk=page.pk) == ("Nouvelle", True)


def test_publishing_an_old_revision_does_not_bring_back_what_was_withdrawn() -> None:
    agent = schedule(AgentFactory())
    agent.withdraw("Demande de la personne.")

    publish_due()

    agent = Agent.objects.get(pk=agent.pk)
    assert agent.withdrawn_reason == "Demande de la personne."
    assert agent not in Agent.objects.visible()


def test_purge_keeps_what_waits_and_what_is_recent() -> None:
    now = timezone.now()
    waiting = IndexChangeFactory()
    recent = IndexChangeFactory(indexed_at=now - timedelta(hours=23))
    IndexChangeFactory(indexed_at=now - timedelta(hours=25))

    assert purge_index_changes() == 1
    assert set(IndexChange.objects.values_list("pk", flat=True)) == {waiting.pk, recent.pk}


def test_clear_sessions_keeps_those_still_valid() -> None:
    now = timezone.now()
    Session.objects.create(session_key="old", session_data="x", expire_date=now - MINUTE)
    Session.objects.create(session_key="new", session_data="x", expire_date=now + MINUTE)

    clear_sessions()

    assert list(Session.objects.values_list("session_key", flat=True)) == ["new"]


@pytest.mark.parametrize(("days", "kept"), [(13, 1), (15, 0)])
def test_prune_forgets_results_after_two_weeks(days: int, kept: int) -> None:
    finished = timezone.now() - timedelta(days=days)
    DBTaskResult.objects.create(
        args_kwargs={"args": [], "kwargs": {}},
        task_path="tests.task",
        queue_name="default",
        backend_name="default",
        status="SUCCESSFUL",
        finished_at=finished,
        exception_class_path="",
        traceback="",
    )

    prune_task_results()

    assert DBTaskResult.objects.count() == kept


def test_clock_goes_on_until_it_is_told_to_stop(tmp_path: Path) -> None:
    environment = {**os.environ, "VAR_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "config.settings.demo"}
    environment["LOG_LEVEL"] = "DEBUG"
    process = subprocess.Popen(
        [sys.executable, "manage.py", "run_due", "clear_sessions", "--every", "0.1"],
        cwd=settings.BASE_DIR,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    runs = 0
    deadline = time.monotonic() + 60
    while runs < 2 and time.monotonic() < deadline:
        runs += "Job clear_sessions failed" in process.stderr.readline()  # there is no database
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=20)

    assert (runs, process.returncode) == (2, 0)
