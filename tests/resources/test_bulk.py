"""Bulk actions: who is taken and who is left out, what is written, and what the worker does."""

from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from resources.bulk_actions.operations import OPERATIONS, READING
from resources.bulk_actions.services import perform_run, resume_run, start_bulk
from resources.bulk_actions.sorting import sort_out
from resources.bulk_actions.tasks import run_bulk
from resources.models import BulkRun, Holding, Record, RecordSubject
from tests.factories.resources import RecordFactory, concept, full_record
from tests.resources.conftest import make_editor, signed_in

pytestmark = pytest.mark.django_db
LIST = reverse("wagtailsnippets_resources_record:list")


def address(action: str, *records: Record, listing: str = "") -> str:
    chosen = "&".join(f"id={record.pk}" for record in records) or "id=all"
    base = reverse("wagtail_bulk_action", args=["resources", "record", action])
    return f"{base}?{chosen}&next={quote(LIST + listing)}"


def subjects(record: Record) -> list[str]:
    return [one.concept.label() for one in record.subjects.all()]


def actions(record: Record) -> list[str]:
    entries = ModelLogEntry.objects.for_instance(record).order_by("pk")
    return list(entries.values_list("action", flat=True))


@pytest.fixture
def peace() -> Any:
    return concept("Paix")


def test_index_publishes_a_version_that_can_be_compared_and_taken_back(
    desk: Client, librarian: Any, peace: Any
) -> None:
    record = full_record()
    desk.post(address("index", record), {"how": "add", "concept": peace.pk})
    record.refresh_from_db()
    before, after = record.revisions.order_by("pk")

    assert subjects(record) == ["Hospitalité", "Paix"]
    assert (record.live, record.has_unpublished_changes, record.latest_revision, record.live_revision) == (
        True, False, after, after,
    )  # fmt: skip
    assert [subjects(revision.as_object()) for revision in (before, after)] == [
        ["Hospitalité"], ["Hospitalité", "Paix"],
    ]  # fmt: skip
    assert (before.user, after.user) == (None, librarian)
    assert actions(record) == ["wagtail.edit", "wagtail.publish"]
    compare = reverse("wagtailsnippets_resources_record:revisions_compare", args=[record.pk, before.pk, after.pk])
    assert "Paix" in desk.get(compare).content.decode()
    before.publish()
    assert subjects(Record.objects.get()) == ["Hospitalité"]


def test_index_keeps_every_other_part_and_identity(desk: Client, peace: Any) -> None:
    record = full_record()
    desk.post(address("index", record), {"how": "add", "concept": peace.pk})
    changed = Record.objects.get()

    assert (changed.number, changed.uuid, changed.added_at) == (record.number, record.uuid, record.added_at)
    revision = changed.latest_revision.as_object()
    parts = ("contributions", "publications", "identifiers", "notes", "links", "holdings")
    assert [getattr(revision, part).count() for part in parts] == [2, 1, 1, 1, 1, 1]
    assert [getattr(changed, part).count() for part in parts] == [2, 1, 1, 1, 1, 1]
    assert changed.changed_at > record.changed_at


def test_index_removes_a_subject(desk: Client) -> None:
    record = full_record()
    wanted = record.subjects.get().concept
    other = RecordFactory()
    desk.post(address("index", record, other), {"how": "remove", "concept": wanted.pk})

    assert RecordSubject.objects.count() == 0
    assert (record.revisions.count(), other.revisions.count()) == (2, 0)


def test_index_changes_a_draft_in_its_draft(desk: Client, peace: Any) -> None:
    draft = RecordFactory(live=False, title="Premier jet")
    draft.title = "Second jet"
    draft.save_revision()
    desk.post(address("index", draft), {"how": "add", "concept": peace.pk})
    record = Record.objects.get()
    latest = record.get_latest_revision_as_object()

    assert (record.live, latest.title, subjects(latest)) == (False, "Second jet", ["Paix"])
    assert record.subjects.count() == 0


def test_trainee_may_index_drafts_and_nothing_public(peace: Any) -> None:
    trainee = signed_in(make_editor("stagiaire", "add", "change", "view"))
    draft, public = RecordFactory(live=False, title="Mon brouillon"), RecordFactory(title="En ligne")
    page = trainee.get(address("index", draft, public)).content.decode()
    trainee.post(address("index", draft, public), {"how": "add", "concept": peace.pk})

    assert "1 : vous n’en avez pas le droit" in page
    assert (draft.revisions.count(), public.revisions.count()) == (1, 0)


def test_copies_change_their_situation_but_removed_ones(desk: Client) -> None:
    record = full_record()
    Holding.objects.create(record=record, shelf_mark="B", status="lost", removed_on=timezone.localdate())
    desk.post(address("copies", record), {"status": "on_loan"})

    assert [one.status for one in record.holdings.order_by("pk")] == ["on_loan", "lost"]
    assert record.revisions.count() == 2


def test_left_out_records_are_told_apart_by_their_reason(desk: Client, librarian: Any) -> None:
    taken, gone, idle = RecordFactory(), RecordFactory(), RecordFactory(live=False)
    gone.withdraw()
    other = make_editor("autre", "change")
    locked = RecordFactory(locked=True, locked_by=other)
    mine = RecordFactory(locked=True, locked_by=librarian)
    opened = RecordFactory()
    opened.save_revision()
    keys = [one.pk for one in (taken, gone, idle, locked, mine, opened)]

    unpublish = sort_out(keys, librarian, OPERATIONS["unpublish"].rules)
    index = sort_out(keys, librarian, OPERATIONS["index"].rules)
    assert (unpublish.keys, dict(unpublish.left_out)) == (
        [taken.pk, mine.pk, opened.pk], {"withdrawn": 1, "idle": 1, "locked": 1},
    )  # fmt: skip
    assert (index.keys, dict(index.left_out)) == (
        [taken.pk, idle.pk, mine.pk], {"withdrawn": 1, "locked": 1, "draft": 1},
    )  # fmt: skip
    assert sort_out(keys, librarian, READING).keys == keys


def test_scheduled_record_is_left_alone(librarian: Any) -> None:
    record = RecordFactory(live=False)
    record.go_live_at = timezone.now() + timezone.timedelta(days=1)
    record.save_revision().publish()

    found = sort_out([record.pk], librarian, OPERATIONS["index"].rules)
    assert (found.keys, dict(found.left_out)) == ([], {"scheduled": 1})


def test_confirmation_says_how_many_which_and_why_not(desk: Client) -> None:
    RecordFactory(title="À publier", live=False)
    RecordFactory(title="En ligne")
    html = desk.get(address("publish")).content.decode()

    assert ("<h2>1 notice</h2>" in html, "1 notice laissée de côté" in html, "1 : rien à changer" in html) == (
        True, True, True,
    )  # fmt: skip


def test_all_means_the_search_and_the_filters(desk: Client, peace: Any) -> None:
    wanted = RecordFactory(title="Choisi film", type="film")
    RecordFactory(title="Choisi livre")
    RecordFactory(title="Autre film", type="film")
    listing = "?q=choisi&type=film&p=2"
    desk.post(address("index", listing=listing), {"how": "add", "concept": peace.pk})

    assert [one.record for one in RecordSubject.objects.all()] == [wanted]


def test_what_changed_since_the_confirmation_is_confirmed_again(desk: Client) -> None:
    RecordFactory(title="Choisi", live=False)
    page = desk.get(address("publish", listing="?q=choisi")).context["fingerprint"]
    RecordFactory(title="Choisi aussi", live=False)
    html = desk.post(address("publish", listing="?q=choisi"), {"fingerprint": page}).content.decode()

    assert ("ont changé entre-temps" in html, Record.objects.visible().count()) == (True, 0)


def test_publish_gives_imported_drafts_their_first_version(desk: Client, librarian: Any) -> None:
    imported = RecordFactory(live=False)
    drafted = RecordFactory(live=False)
    drafted.title = "Corrigé"
    drafted.save_revision()
    desk.post(address("publish"))
    imported.refresh_from_db()

    assert (imported.live, imported.first_published_at is not None, imported.live_revision.as_object().title) == (
        True, True, imported.title,
    )  # fmt: skip
    assert sorted(Record.objects.visible().values_list("title", flat=True)) == sorted(["Corrigé", imported.title])
    assert [actions(one)[-1] for one in (imported, drafted)] == ["wagtail.publish", "wagtail.publish"]


def test_publish_leaves_out_what_is_incomplete(desk: Client) -> None:
    draft = RecordFactory(live=False, age_min=12, age_max=6)
    html = desk.post(address("publish", draft), follow=True).content.decode()

    assert ("1 : incomplète, à corriger d’abord" in html, Record.objects.visible().count()) == (True, 0)


def test_unpublish_keeps_versions_and_says_so_in_the_history(desk: Client) -> None:
    record = RecordFactory()
    record.save_revision().publish()
    desk.post(address("unpublish", record))
    record.refresh_from_db()

    assert (record.live, record.live_revision, record.has_unpublished_changes) == (False, None, True)
    assert actions(record)[-1] == "wagtail.unpublish"


def test_export_sends_the_whole_search_in_every_format(desk: Client) -> None:
    from resources.exports.formats import FORMATS

    RecordFactory(title="Choisi en ligne")
    RecordFactory(title="Choisi en brouillon", live=False)
    RecordFactory(title="Autre")
    for name in FORMATS:
        response = desk.post(address("export", listing="?q=choisi"), {"format": name})
        sent = b"".join(response.streaming_content).decode()
        assert ("en ligne" in sent, "en brouillon" in sent, "Autre" in sent) == (True, True, False)


def test_actions_are_not_for_who_does_not_work_on_records() -> None:
    stranger = signed_in(make_editor("visiteuse"))
    record = RecordFactory(title="Brouillon secret", live=False)
    response = stranger.get(address("export", record))

    assert (response.status_code, "secret" in response.content.decode()) == (302, False)


def many(count: int, **fields: Any) -> list[int]:
    """Records in bulk, as an import writes them."""
    last = Record.objects.order_by("-number").values_list("number", flat=True).first() or 0
    rows = [Record(title=f"Notice {place}", number=last + place, sort_title=f"notice {place}", **fields)
            for place in range(1, count + 1)]  # fmt: skip
    return [one.pk for one in Record.objects.bulk_create(rows)]


def test_more_than_a_request_holds_is_left_to_the_worker(desk: Client, peace: Any) -> None:
    many(501, live=True)
    response = desk.post(address("index"), {"how": "add", "concept": peace.pk})
    run = BulkRun.objects.get()
    assert response["Location"] == reverse("workshop:run", args=[run.pk])
    assert (run.state, run.total, RecordSubject.objects.count()) == ("waiting", 501, 0)
    waiting = desk.get(response["Location"])
    assert (waiting["Refresh"], "0 notices sur 501" in waiting.content.decode()) == ("4", True)

    run_bulk.call(run.pk)
    run.refresh_from_db()
    assert (run.state, run.position, run.changed, run.left_out) == ("done", 501, 501, {})
    assert RecordSubject.objects.filter(concept=peace).count() == 501
    page = desk.get(response["Location"])
    assert ("Terminé : 501 notices changées." in page.content.decode(), "Refresh" in page) == (True, False)


def test_worker_leaves_out_what_was_locked_or_withdrawn_meanwhile(librarian: Any, peace: Any) -> None:
    keys = many(3, live=True)
    Record.objects.filter(pk=keys[0]).update(withdrawn_at=timezone.now())
    Record.objects.filter(pk=keys[1]).update(locked=True)
    Record.objects.filter(pk=keys[2]).delete()
    run = BulkRun.objects.create(
        operation="index", keys=keys, options={"how": "add", "concept": peace.pk}, created_by=librarian
    )
    perform_run(run)

    assert (run.state, run.changed, run.left_out) == ("done", 0, {"withdrawn": 1, "locked": 1, "gone": 1})


def test_interrupted_run_is_taken_up_where_it_stopped(
    librarian: Any, peace: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = many(250, live=True)
    run = BulkRun.objects.create(
        operation="index", keys=keys, options={"how": "add", "concept": peace.pk}, created_by=librarian
    )
    steps: list[int] = []

    def stops(self: Any, records: Any) -> None:
        steps.append(len(records))
        if len(steps) == 2:
            raise OSError("power cut")
        real(self, records)

    from resources.bulk_actions import operations

    real = operations._WithSubject.write
    monkeypatch.setattr(operations._WithSubject, "write", stops)
    with pytest.raises(OSError, match="power cut"):
        perform_run(run)
    assert (run.state, run.position, RecordSubject.objects.count()) == ("failed", 100, 100)

    assert resume_run(run)
    perform_run(run)
    assert (run.state, run.changed, RecordSubject.objects.count()) == ("done", 250, 250)
    assert not resume_run(run)


def test_indexing_costs_the_same_queries_for_one_and_for_forty(
    librarian: Any, peace: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.models.outbox.FRESH", timezone.timedelta(hours=1))  # a slow machine asks nothing more
    counts = []
    for count in (1, 1, 40):
        keys = many(count, live=True)
        with CaptureQueriesContext(connection) as queries:
            start_bulk(OPERATIONS["index"], keys, librarian, {"how": "add", "concept": peace.pk})
        counts.append(len(queries))

    assert counts[1] == counts[2]


def test_confirming_costs_the_same_queries_for_one_and_for_five(desk: Client) -> None:
    counts = []
    for count in (1, 4):
        many(count, live=True)
        with CaptureQueriesContext(connection) as queries:
            desk.get(address("unpublish"))
        counts.append(len(queries))

    assert counts[0] == counts[1]
