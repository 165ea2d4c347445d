"""A change and the note that it must be indexed are one transaction."""

import uuid

import pytest
from django.db import transaction
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from core.models import IndexChange
from core.signals import index_changed
from directory.models import Agent
from tests.factories.core import IndexChangeFactory
from tests.factories.directory import AgentFactory


class Refused(Exception):
    """Something goes wrong in the transaction."""


def noted() -> list[tuple[str, uuid.UUID]]:
    """What waits for the index."""
    return list(IndexChange.objects.pending().values_list("kind", "object_uuid"))


@pytest.mark.django_db
def test_save_notes_the_change() -> None:
    agent = AgentFactory()

    assert set(noted()) == {("directory.agent", agent.uuid)}


@pytest.mark.django_db
def test_delete_notes_the_change() -> None:
    agent = AgentFactory()
    IndexChange.objects.all().delete()
    agent.delete()

    assert noted() == [("directory.agent", agent.uuid)]


@pytest.mark.django_db(transaction=True)
def test_rollback_leaves_neither_the_change_nor_its_note() -> None:
    def save_and_fail() -> None:
        with transaction.atomic():
            AgentFactory()
            raise Refused

    with pytest.raises(Refused):
        save_and_fail()

    assert (Agent.objects.count(), noted()) == (0, [])


@pytest.mark.django_db(transaction=True)
def test_failed_note_undoes_the_change(monkeypatch: pytest.MonkeyPatch) -> None:
    agent = AgentFactory(name="Avant")

    def refuse(*args: object, **kwargs: object) -> None:
        raise Refused

    monkeypatch.setattr(IndexChange.objects, "bulk_create", refuse)
    monkeypatch.setattr(type(IndexChange.objects.all()), "bulk_create", refuse)
    agent.name = "Après"
    with pytest.raises(Refused):
        agent.save()

    assert Agent.objects.get(pk=agent.pk).name == "Avant"


@pytest.mark.django_db
def test_index_is_told_after_commit_only(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = []

    def hear(sender: object, **kwargs: object) -> None:
        told.append(sender)

    monkeypatch.setattr(index_changed, "receivers", [])
    index_changed.sender_receivers_cache.clear()
    index_changed.connect(hear)
    with django_capture_on_commit_callbacks(execute=True):
        IndexChange.objects.note("tests.thing", [uuid.uuid4()])
        before = list(told)

    assert (before, told) == ([], [IndexChange])


@pytest.mark.django_db
def test_pending_is_oldest_first_and_leaves_out_what_is_indexed() -> None:
    first, _done, last = IndexChangeFactory(), IndexChangeFactory(indexed_at=timezone.now()), IndexChangeFactory()

    assert list(IndexChange.objects.pending()) == [first, last]
