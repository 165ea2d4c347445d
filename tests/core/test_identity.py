"""Identities are given once, kept for good, and lead somewhere after a withdrawal or a merge."""

import threading
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.utils import timezone
from wagtail.models import Revision

from core.models import NumberSequence
from directory.models import Agent
from home.models import StandardPage
from tests.factories.directory import AgentFactory
from tests.factories.home import StandardPageFactory, make_site


@pytest.mark.django_db
def test_numbers_of_a_series_follow_each_other() -> None:
    assert [list(NumberSequence.take("a", count)) for count in (1, 3, 1)] == [[1], [2, 3, 4], [5]]
    assert list(NumberSequence.take("b")) == [1]


@pytest.mark.django_db(transaction=True)
def test_two_threads_never_get_the_same_number() -> None:
    start = threading.Barrier(2)

    def take() -> list[int]:
        start.wait()
        try:
            return [number for _ in range(40) for number in NumberSequence.take("shared", 3)]
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        futures = [pool.submit(take) for _ in range(2)]
        numbers = [number for future in futures for number in future.result()]

    assert sorted(numbers) == list(range(1, 241))


@pytest.mark.django_db
def test_number_is_given_at_the_first_save_and_kept() -> None:
    agent = AgentFactory()
    number = agent.number
    agent.name = "Autre nom"
    agent.save()

    assert Agent.objects.get(pk=agent.pk).number == number


@pytest.mark.django_db
def test_number_of_a_deleted_thing_is_never_given_again() -> None:
    first = AgentFactory()
    first.delete()

    assert AgentFactory().number == first.number + 1


@pytest.mark.django_db
def test_revision_never_changes_identity() -> None:
    agent = AgentFactory(name="Un")
    revision = agent.save_revision()
    revision.content |= {"uuid": str(uuid.uuid4()), "number": 999, "name": "Deux"}
    revision.save()
    revision.publish()

    published = Agent.objects.get(pk=agent.pk)
    assert (published.name, published.uuid, published.number) == ("Deux", agent.uuid, agent.number)


@pytest.mark.django_db
def test_copied_page_has_an_identity_of_its_own_in_its_revisions_too() -> None:
    home = make_site()
    page = StandardPageFactory()
    page.save_revision().publish()
    copy = page.copy(to=home, update_attrs={"slug": "copie"}, keep_live=True)
    copy.save_revision().publish()

    assert copy.uuid != page.uuid
    assert StandardPage.objects.get(pk=copy.pk).uuid == copy.uuid
    assert copy.get_latest_revision_as_object().uuid == copy.uuid


@pytest.mark.django_db
def test_withdrawal_survives_the_publication_of_an_older_revision() -> None:
    agent = AgentFactory()
    revision = agent.save_revision()
    agent.withdraw("Doublon")
    revision.publish()

    withdrawn = Agent.objects.get(pk=agent.pk)
    assert (withdrawn.withdrawn_reason, withdrawn.withdrawn_at is None) == ("Doublon", False)
    assert not Agent.objects.visible().exists()


@pytest.mark.django_db
def test_withdrawal_cuts_a_long_reason() -> None:
    agent = AgentFactory()
    agent.withdraw("é" * 300)

    assert Agent.objects.get(pk=agent.pk).withdrawn_reason == "é" * 255


@pytest.mark.django_db
def test_merge_survives_the_publication_of_an_older_revision() -> None:
    target, agent = AgentFactory(), AgentFactory()
    revision = agent.save_revision()
    Agent.objects.filter(pk=agent.pk).update(merged_into=target, withdrawn_at=timezone.now())
    Revision.objects.get(pk=revision.pk).publish()

    assert Agent.objects.get(pk=agent.pk).merged_into == target


@pytest.mark.django_db
def test_resolve_follows_a_chain_to_its_end() -> None:
    last = AgentFactory()
    middle = AgentFactory(merged_into=last)

    assert AgentFactory(merged_into=middle).resolve() == last
    assert last.resolve() == last


@pytest.mark.django_db
def test_resolve_ends_on_a_cycle() -> None:
    first, second, third = AgentFactory(), AgentFactory(), AgentFactory()
    for thing, other in ((first, second), (second, third), (third, first)):
        Agent.objects.filter(pk=thing.pk).update(merged_into=other)

    assert Agent.objects.get(pk=first.pk).resolve() == third


@pytest.mark.django_db
def test_resolve_ends_on_a_thing_merged_into_itself() -> None:
    agent = AgentFactory()
    Agent.objects.filter(pk=agent.pk).update(merged_into=agent)

    assert Agent.objects.get(pk=agent.pk).resolve() == agent
