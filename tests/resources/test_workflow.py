"""From an editor's draft to the public page, by way of somebody else's approval."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Workflow, WorkflowContentType, WorkflowTask

from resources.models import Record
from search.contract import SearchRequest
from search.services import engine, sync_search
from tests.factories.resources import RecordFactory
from tests.resources.conftest import make_editor, signed_in, typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator() -> Any:
    """May publish, and approves what others propose."""
    user = make_editor("moderatrice", "change", "publish", "view")
    workflow = Workflow.objects.create(name="Relecture")
    task = GroupApprovalTask.objects.create(name="Relecture des notices")
    task.groups.add(user.groups.get())
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowContentType.objects.create(workflow=workflow, content_type=ContentType.objects.get_for_model(Record))
    return user


def page_status(client: Client, record: Record) -> int:
    return client.get(f"/fr/ressources/notice/{record.number}/", follow=True).status_code


def test_draft_is_submitted_approved_and_found(client: Client, moderator: Any) -> None:
    writer = signed_in(make_editor("redactrice", "add", "change", "view"))
    writer.post(
        reverse("wagtailsnippets_resources_record:add"), typed(title="Récits de frontière", **{"action-submit": "1"})
    )
    record = Record.objects.get()
    assert (record.live, page_status(client, record)) == (False, 404)

    state = record.current_workflow_task_state
    approve = reverse("wagtailsnippets_resources_record:workflow_action", args=[record.pk, "approve", state.pk])
    signed_in(moderator).post(approve, {"comment": "Bien."})
    sync_search()

    assert page_status(client, record) == 200
    assert [hit.title for hit in engine().search(SearchRequest(query="recits frontiere")).hits] == [
        "Récits de frontière"
    ]


@pytest.mark.parametrize("subtitle", ["", "corrigé en relisant"])
def test_record_approved_from_its_form_is_published(client: Client, moderator: Any, subtitle: str) -> None:
    record = RecordFactory(title="Ponts", live=False)
    record.save_revision()
    record.get_workflow().start(record, moderator)
    edit = reverse("wagtailsnippets_resources_record:edit", args=[record.pk])
    approval = {"action-workflow-action": "true", "workflow-action-name": "approve"}

    signed_in(moderator).post(edit, typed(title="Ponts", subtitle=subtitle, **approval))

    record.refresh_from_db()
    assert (record.live, record.subtitle, record.current_workflow_state) == (True, subtitle, None)


def test_writer_cannot_publish(client: Client, moderator: Any) -> None:
    writer = signed_in(make_editor("redactrice", "add", "change", "view"))
    writer.post(reverse("wagtailsnippets_resources_record:add"), typed(**{"action-publish": "1"}))

    assert [record.live for record in Record.objects.all()] == [False]


def test_change_of_a_live_record_waits_for_publication(client: Client, moderator: Any) -> None:
    record = RecordFactory(title="Avant")
    writer = signed_in(make_editor("redactrice", "add", "change", "view"))
    writer.post(reverse("wagtailsnippets_resources_record:edit", args=[record.pk]), typed(title="Après"))
    html = client.get(f"/fr/ressources/notice/{record.number}/", follow=True).content.decode()

    assert "Avant" in html
    assert "Après" not in html


def test_scheduled_record_goes_live_in_its_time(client: Client) -> None:
    record = RecordFactory(live=False)
    record.go_live_at = timezone.now() + timedelta(hours=1)
    record.save_revision().publish()
    assert page_status(client, record) == 404

    past = timezone.now() - timedelta(minutes=1)
    revision = record.latest_revision
    revision.content["go_live_at"], revision.approved_go_live_at = past.isoformat(), past
    revision.save()
    call_command("publish_scheduled")
    assert page_status(client, record) == 200


def test_publishing_an_old_draft_does_not_bring_a_withdrawn_record_back() -> None:
    record = RecordFactory()
    revision = record.save_revision()
    record.withdraw("doublon")
    revision.publish()

    assert list(Record.objects.visible()) == []
