"""The conversation of a real harvester over some thousands of records, while others edit them."""

import random
import threading
import time
from collections import Counter
from typing import Any

import pytest
from django.db import OperationalError, close_old_connections, transaction
from django.utils import timezone
from oaipmh_scythe import Scythe
from oaipmh_scythe.exceptions import NoRecordsMatch
from pytest_django.live_server_helper import LiveServer

from core.models import NumberSequence
from directory.models import Agent
from resources.models import Contribution, Record
from resources.services import merge_records, restore_record, withdraw_record
from search.services import sync_held_back, sync_search
from tests.factories.home import make_site
from tests.resources.oai import HOST

GENERATED, AUTHORS, ROUNDS, LAG = 2500, 20, 3, 1
State = dict[str, tuple[bool, str]]
"""For each identifier whether it is deleted, and its title."""


@pytest.fixture
def endpoint(transactional_db: None, live_server: LiveServer, settings: Any) -> str:
    """The address of a provider of some thousands of records, some of them already gone."""
    settings.OAI_LAG_SECONDS = LAG
    make_site()
    with sync_held_back():
        agents = [Agent.objects.create(name=f"Auteur {index}") for index in range(AUTHORS)]
        write_records(agents)
    sync_search()
    return f"{live_server.url}/oai"


def write_records(agents: list[Agent]) -> None:
    """Records in bulk, each by one of the authors; of every ten one is a draft and one was withdrawn."""
    now = timezone.now()
    records = []
    for number in NumberSequence.take(Record.number_series(), GENERATED):
        record = Record(number=number, title=f"Document {number}", live=number % 10 != 0)
        record.first_published_at = now if record.live else None
        record.withdrawn_at = now if number % 10 == 1 else None
        record.derive_fields()
        records.append(record)
    Record.objects.bulk_create(records)
    Contribution.objects.bulk_create(
        Contribution(record=record, agent=agents[index % AUTHORS], role="aut") for index, record in enumerate(records)
    )


class Editor(threading.Thread):
    """Somebody who changes, withdraws, publishes and merges at random, from a process of their own as far as Django
    can tell, until told to stop."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.stopped = threading.Event()
        self.random = random.Random(20_261_121)
        self.done: Counter[str] = Counter()
        self.failure: BaseException | None = None

    def run(self) -> None:
        """Work until stopped."""
        works = [self.retitle, self.retitle, self.withdraw, self.restore, self.unpublish, self.publish, self.merge,
                 self.rename, self.take_long]  # fmt: skip
        first = [self.retitle, self.withdraw, self.rename]  # however slow the machine, these are done
        try:
            while not self.stopped.is_set():
                work = first[-1] if first else self.random.choice(works)
                try:
                    work()
                except OperationalError:  # somebody else was writing: try again, or something else
                    continue
                self.done[work.__name__] += 1
                first = first[:-1]
        except BaseException as error:
            self.failure = error
        finally:
            close_old_connections()

    def any(self, records: Any) -> Any:
        """One record at random."""
        numbers = list(records.order_by("number").values_list("number", flat=True))
        return records.get(number=self.random.choice(numbers))

    def retitle(self) -> None:
        """Another title."""
        record = self.any(Record.objects.visible())
        record.title = f"{record.title[:40]} ({self.random.random():.4f})"
        record.save()

    def withdraw(self) -> None:
        """Out of public view."""
        withdraw_record(self.any(Record.objects.visible()))

    def restore(self) -> None:
        """Back again."""
        restore_record(self.any(Record.objects.gone().filter(live=True, merged_into=None)))

    def unpublish(self) -> None:
        """Back to a draft."""
        self.any(Record.objects.visible()).unpublish()

    def publish(self) -> None:
        """A draft nobody saw, for the first time."""
        draft = self.any(Record.objects.filter(live=False, withdrawn_at=None))
        draft.save_revision().publish()

    def merge(self) -> None:
        """Two that were one."""
        record, target = self.any(Record.objects.visible()), self.any(Record.objects.visible())
        if record.pk != target.pk:
            merge_records(record, target)

    def rename(self) -> None:
        """An author, whose name is printed in a hundred records."""
        agent = Agent.objects.order_by("?").first()
        assert agent is not None
        agent.name = f"Auteur {self.random.random():.4f}"
        agent.sort_name = ""
        agent.save()

    def take_long(self) -> None:
        """A change that commits long after it was dated."""
        with transaction.atomic():
            self.retitle()
            time.sleep(LAG + 2.2)


class Harvester:
    """A harvester that keeps what it was told, and goes on from the last date it has seen."""

    def __init__(self, endpoint: str) -> None:
        self.endpoint = endpoint
        self.state: State = {}
        self.creators: dict[str, list[str]] = {}
        self.since: str | None = None

    def harvest(self) -> list[str]:
        """Ask for what changed since the last time; the identifiers in the order they came."""
        seen = []
        with Scythe(self.endpoint) as scythe:
            try:
                for record in scythe.list_records(from_=self.since):
                    seen.append(self.keep(record))
            except NoRecordsMatch:
                pass
        return seen

    def keep(self, record: Any) -> str:
        """Note one record."""
        identifier = record.header.identifier.removeprefix(HOST)
        metadata = {} if record.deleted else record.metadata
        self.state[identifier] = (record.deleted, "".join(metadata.get("title", [])))
        self.creators[identifier] = metadata.get("creator", [])
        self.since = max(self.since or "", record.header.datestamp)
        return identifier


def truth() -> State:
    """What a harvester should know."""
    known = {str(record.uuid): (False, record.title) for record in Record.objects.visible()}
    return known | {str(record.uuid): (True, "") for record in Record.objects.gone()}


def authors_of_all() -> dict[str, set[str]]:
    """The names a harvester should have been given, by record."""
    authors: dict[str, set[str]] = {str(uuid): set() for uuid in Record.objects.values_list("uuid", flat=True)}
    for one in Contribution.objects.select_related("record", "agent"):
        authors[str(one.record.uuid)].add(one.agent.sort_name)
    return authors


def test_harvester_misses_nothing_while_others_edit(endpoint: str) -> None:
    harvester, editor = Harvester(endpoint), Editor()
    editor.start()
    try:
        for _round in range(ROUNDS):
            harvester.harvest()
            time.sleep(1.5)
    finally:
        editor.stopped.set()
        editor.join()
    assert editor.failure is None
    sync_search()
    time.sleep(LAG + 1.1)
    harvester.harvest()

    assert harvester.state == truth()
    shown = {uuid for uuid, (deleted, _title) in harvester.state.items() if not deleted}
    names = authors_of_all()
    assert {uuid: set(harvester.creators[uuid]) for uuid in shown} == {uuid: names[uuid] for uuid in shown}
    assert set(editor.done) >= {"retitle", "withdraw", "rename"}

    whole = Harvester(endpoint).harvest()
    assert (len(whole), len(set(whole))) == (len(truth()), len(truth()))


def test_harvester_reads_every_verb(endpoint: str) -> None:
    with Scythe(endpoint) as scythe:
        identity = scythe.identify()
        assert (identity.protocolVersion, identity.deletedRecord) == ("2.0", "persistent")
        assert [one.metadataPrefix for one in scythe.list_metadata_formats()] == ["oai_dc", "marcxml"]
        assert next(iter(scythe.list_sets())).setSpec == "type"
        headers = list(scythe.list_identifiers(metadata_prefix="marcxml"))
        assert {header.identifier.removeprefix(HOST): header.deleted for header in headers} == {
            uuid: deleted for uuid, (deleted, _title) in truth().items()
        }
        one = next(header for header in headers if not header.deleted)
        record = scythe.get_record(identifier=one.identifier, metadata_prefix="oai_dc")
        assert record.metadata["title"] == [truth()[one.identifier.removeprefix(HOST)][1]]
