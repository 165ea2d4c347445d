"""A harvester is told of every change the public sees, and of none other; what was public once leaves a tombstone."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from core.models import IndexChange
from core.scheduling import publish_due
from directory.models import Agent
from directory.services import merge_agents, withdraw_agent
from media_library.models import CreditedDocument
from resources.models import (
    CataloguePage,
    Contribution,
    HoldingSite,
    Record,
    RecordFile,
    RecordSubject,
    SelectionEntry,
    SelectionPage,
)
from resources.services import merge_records, restore_record, withdraw_record
from search.services import rebuild_search, sync_search
from tests.factories.home import make_site
from tests.factories.resources import RecordFactory, agent, concept, full_record
from tests.resources.oai import HOST, ask, ask_list, dublin_core, errors, gone, headers, shown, stamps, whole_list
from thesaurus.models import ConceptLabel
from thesaurus.services import merge_concepts, withdraw_concept

pytestmark = pytest.mark.django_db
LONG_AGO = datetime(2020, 1, 1, 12, tzinfo=UTC)
Change = Callable[[], Any]


@pytest.fixture
def record() -> Record:
    """A record with some of everything, unchanged for years."""
    made = full_record()
    made.host = RecordFactory(title="Le recueil")
    made.save()
    document = CreditedDocument(title="Le texte")
    document.file.save("texte.pdf", ContentFile(b"%PDF"), save=True)
    RecordFile.objects.create(record=made, document=document)
    grow_old()
    return made


def grow_old() -> None:
    """Nothing has changed for years, and the index knows all there is."""
    sync_search()
    Record.objects.update(changed_at=LONG_AGO)
    Agent.objects.update(changed_at=LONG_AGO)


def is_dated_anew(record: Record) -> bool:
    """Whether harvesters will hear of a record again."""
    sync_search()
    return Record.objects.values_list("changed_at", flat=True).get(pk=record.pk) != LONG_AGO


# What moves the date --------------------------------------------------------------------------------


def test_agent_renamed(record: Record) -> None:
    author = record.contributions.first().agent
    author.name = "Hélène Vassiliou"
    author.save()

    assert is_dated_anew(record)


def test_agent_withdrawn(record: Record) -> None:
    withdraw_agent(record.contributions.first().agent)

    assert is_dated_anew(record)


def test_agent_merged(record: Record) -> None:
    merge_agents(record.contributions.first().agent, agent("Une autre"))

    assert is_dated_anew(record)


def test_concept_relabelled(record: Record) -> None:
    subject = record.subjects.first().concept
    ConceptLabel.objects.filter(concept=subject).update(text="Accueil")
    subject.save()

    assert is_dated_anew(record)


def test_concept_withdrawn(record: Record) -> None:
    withdraw_concept(record.subjects.first().concept)

    assert is_dated_anew(record)


def test_concept_merged(record: Record) -> None:
    merge_concepts(record.subjects.first().concept, concept("Accueil"))

    assert is_dated_anew(record)


def test_host_retitled(record: Record) -> None:
    record.host.title = "Un recueil"
    record.host.save()

    assert is_dated_anew(record)


def test_host_withdrawn(record: Record) -> None:
    withdraw_record(record.host)

    assert is_dated_anew(record)


def test_file_made_private_and_public_again(record: Record) -> None:
    document = record.files.first().document
    closed = Collection.get_first_root_node().add_child(name="Interne")
    restriction = CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
    document.collection = closed
    document.save()
    assert is_dated_anew(record)

    grow_old()
    restriction.delete()
    assert is_dated_anew(record)


def test_place_of_copies_renamed(record: Record) -> None:
    place = HoldingSite.objects.get()
    place.name = "Centre de documentation"
    place.save()

    assert is_dated_anew(record)


def test_scheduled_publication_of_a_new_version(record: Record) -> None:
    record.save_revision().publish()
    record.title = "Un autre titre"
    record.go_live_at = timezone.now() + timedelta(minutes=1)
    revision = record.save_revision()
    revision.publish()
    grow_old()
    assert not is_dated_anew(record)

    type(revision).objects.filter(pk=revision.pk).update(approved_go_live_at=LONG_AGO)
    content = {**revision.content, "go_live_at": None}
    type(revision).objects.filter(pk=revision.pk).update(content=content)
    publish_due()
    assert is_dated_anew(record)


def test_dependents_of_a_change_are_dated_when_the_index_is_rebuilt(record: Record) -> None:
    author = record.contributions.first().agent
    author.name = "Hélène Vassiliou"
    author.save()
    rebuild_search()

    assert IndexChange.objects.pending().count() == 0
    assert is_dated_anew(record)


# What does not --------------------------------------------------------------------------------------


def test_draft_over_what_is_public(record: Record) -> None:
    record.title = "Brouillon"
    record.save_revision()

    assert not is_dated_anew(record)


def test_lock(record: Record) -> None:
    record.locked = True
    record.save(update_fields=["locked"])

    assert not is_dated_anew(record)


def test_hidden_agent_edited(record: Record) -> None:
    hidden = Agent.objects.create(name="Brouillon", live=False)
    Contribution.objects.create(record=record, agent=hidden)
    hidden.name = "Autre brouillon"
    hidden.save()
    hidden.delete()

    assert not is_dated_anew(record)


def test_withdrawn_agent_edited(record: Record) -> None:
    author = record.contributions.first().agent
    withdraw_agent(author)
    grow_old()
    author.name = "Sans suite"
    author.save()

    assert not is_dated_anew(record)


def test_draft_of_an_agent(record: Record) -> None:
    author = record.contributions.first().agent
    author.name = "Brouillon"
    author.save_revision()

    assert not is_dated_anew(record)


def test_tombstone_edited(record: Record) -> None:
    withdraw_record(record)
    grow_old()
    record.title = "Sans suite"
    record.save()
    author = record.contributions.first().agent
    author.name = "Autrement"
    author.save()

    assert not is_dated_anew(record)


def test_stale_copy_of_a_tombstone_does_not_bring_an_old_date_back(record: Record) -> None:
    withdraw_record(record)
    stale = Record.objects.get(pk=record.pk)
    later = timezone.now() + timedelta(minutes=1)
    Record.objects.filter(pk=record.pk).update(changed_at=later)
    stale.save()

    assert Record.objects.get(pk=record.pk).changed_at == later


# Tombstones -----------------------------------------------------------------------------------------


def expire(record: Record) -> None:
    """Take a record down on its date."""
    Record.objects.filter(pk=record.pk).update(expire_at=timezone.now())
    publish_due()


@pytest.mark.parametrize(
    "hide",
    [
        withdraw_record,
        lambda record: merge_records(record, RecordFactory(live=True)),
        lambda record: record.unpublish(),
        expire,
    ],
    ids=["withdrawn", "merged", "unpublished", "expired"],
)
def test_what_was_public_leaves_a_tombstone(client: Client, hide: Callable[[Record], Any]) -> None:
    record = RecordFactory()
    Record.objects.update(changed_at=LONG_AGO)
    hide(Record.objects.get(pk=record.pk))
    listed = dict(whole_list(client, from_="2021-01-01"))
    one = ask(client, verb="GetRecord", metadataPrefix="oai_dc", identifier=f"{HOST}{record.uuid}")

    assert listed[str(record.uuid)] == "deleted"
    assert headers(one) == gone(record)
    assert dublin_core(one, "title") == []
    assert gone(record)[0] in whole_list(client, set="type:film")


def test_draft_nobody_saw_does_not_exist(client: Client) -> None:
    draft = RecordFactory(live=False)
    scheduled = RecordFactory(live=False, go_live_at=timezone.now() + timedelta(days=1))
    withdraw_record(RecordFactory(live=False))

    assert errors(ask_list(client)) == ["noRecordsMatch"]
    for record in (draft, scheduled):
        one = ask(client, verb="GetRecord", metadataPrefix="oai_dc", identifier=f"{HOST}{record.uuid}")
        assert errors(one) == ["idDoesNotExist"]


def test_restored_record_is_listed_again(client: Client) -> None:
    record = RecordFactory()
    withdraw_record(record)
    restore_record(record)

    assert whole_list(client) == shown(record)


# Dates as the protocol means them -------------------------------------------------------------------


def test_span_includes_both_its_ends_by_the_second_and_by_the_day(client: Client) -> None:
    days = [datetime(2020, 5, day, 23, 59, 59, 999_999, tzinfo=UTC) for day in (1, 2, 3)]
    records = RecordFactory.create_batch(3)
    for record, day in zip(records, days, strict=True):
        Record.objects.filter(pk=record.pk).update(changed_at=day)

    second = "2020-05-02T23:59:59Z"
    assert whole_list(client, from_=second, until=second) == shown(records[1])
    assert whole_list(client, from_="2020-05-02", until="2020-05-02") == shown(records[1])
    assert whole_list(client, from_="2020-05-02") == shown(*records[1:])
    assert whole_list(client, until=second) == shown(*records[:2])
    assert stamps(ask_list(client))[str(records[1].uuid)] == second


def test_earliest_datestamp_is_that_of_the_oldest_change(client: Client) -> None:
    RecordFactory()
    old = RecordFactory()
    withdraw_record(old)
    Record.objects.filter(pk=old.pk).update(changed_at=LONG_AGO)

    root = ask(client, verb="Identify")
    assert "2020-01-01T12:00:00Z" in [element.text for element in root.iter()]


def test_list_ends_before_what_may_still_be_joined(client: Client, settings: Any) -> None:
    settings.OAI_LAG_SECONDS = 60
    old, new = RecordFactory.create_batch(2)
    Record.objects.filter(pk=old.pk).update(changed_at=timezone.now() - timedelta(minutes=2))
    root = ask_list(client)
    answered = datetime.fromisoformat(next(iter(root)).text)

    assert headers(root) == shown(old)
    assert timedelta(seconds=59) <= timezone.now() - answered <= timedelta(seconds=65)
    settings.OAI_LAG_SECONDS = 0
    assert whole_list(client, from_=answered.strftime("%Y-%m-%dT%H:%M:%SZ")) == shown(new)


def test_long_transaction_dates_its_changes_again_at_its_end(
    django_capture_on_commit_callbacks: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = RecordFactory()
    with django_capture_on_commit_callbacks(execute=True):
        record.save()
        Record.objects.update(changed_at=LONG_AGO)
        monkeypatch.setattr("core.models.outbox.FRESH", timedelta(seconds=-1))

    assert Record.objects.get(pk=record.pk).changed_at != LONG_AGO


# Selections -----------------------------------------------------------------------------------------


@pytest.fixture
def selection() -> SelectionPage:
    """A public selection of one record among others."""
    make_site()
    page = SelectionPage(title="Exils", slug="exils", introduction="Partir, arriver.")
    CataloguePage.objects.get(locale__language_code="fr").add_child(instance=page)
    page.entries = [SelectionEntry(record=RecordFactory())]
    page.save()
    RecordFactory()
    grow_old()
    return page


def selected(selection: SelectionPage) -> Record:
    """The record of the selection."""
    return SelectionEntry.objects.get(page=selection).record


def test_selection_is_a_set_with_its_introduction(client: Client, selection: SelectionPage) -> None:
    content = client.get("/oai", {"verb": "ListSets"}).content.decode()

    assert "Partir, arriver." in content
    for spec in (f"selection:{selection.uuid}", "selection"):
        assert whole_list(client, set=spec) == shown(selected(selection))
        assert [one.text for one in ask_list(client, set=spec).iter("{*}setSpec")] == [
            "type:book",
            f"selection:{selection.uuid}",
        ]


def test_joining_and_leaving_a_selection_date_the_record(selection: SelectionPage) -> None:
    first, other = Record.objects.order_by("pk")
    selection.entries.add(SelectionEntry(record=other))
    selection.save()
    assert (is_dated_anew(first), is_dated_anew(other)) == (False, True)

    grow_old()
    selection.entries = [entry for entry in selection.entries.all() if entry.record_id == other.pk]
    selection.save()
    assert (is_dated_anew(first), is_dated_anew(other)) == (True, False)


def test_hidden_selection_is_no_set_and_dates_what_it_held(client: Client, selection: SelectionPage) -> None:
    record = selected(selection)
    PageViewRestriction.objects.create(page=selection, restriction_type="login")

    assert is_dated_anew(record)
    assert errors(ask_list(client, set=f"selection:{selection.uuid}")) == ["noRecordsMatch"]
    assert str(selection.uuid) not in client.get("/oai", {"verb": "ListSets"}).content.decode()


def test_draft_of_a_page_leaves_its_date_alone(selection: SelectionPage) -> None:
    date = SelectionPage.objects.get(pk=selection.pk).changed_at
    selection.title = "Brouillon"
    selection.save_revision()

    assert SelectionPage.objects.get(pk=selection.pk).changed_at == date


def test_draft_of_a_selection_dates_nothing(selection: SelectionPage) -> None:
    first, other = Record.objects.order_by("pk")
    selection.entries.add(SelectionEntry(record=other))
    selection.title = "Brouillon"
    selection.save_revision()
    public = SelectionPage.objects.get(pk=selection.pk)
    public.introduction = "Autrement."
    public.save()

    assert (is_dated_anew(first), is_dated_anew(other)) == (False, False)


def test_unpublished_selection_dates_what_it_held(selection: SelectionPage) -> None:
    record = selected(selection)
    selection.unpublish()

    assert is_dated_anew(record)


def test_withdrawn_record_is_told_to_harvesters_of_a_selection(client: Client, selection: SelectionPage) -> None:
    record = selected(selection)
    withdraw_record(record)

    assert whole_list(client, set=f"selection:{selection.uuid}") == gone(record)


def test_subjects_are_those_one_may_see(client: Client) -> None:
    record = RecordFactory()
    RecordSubject.objects.create(record=record, concept=concept("Visible"))
    RecordSubject.objects.create(record=record, concept=concept("Caché", live=False))

    content = client.get("/oai", {"verb": "ListRecords", "metadataPrefix": "oai_dc"}).content.decode()
    assert ("Visible" in content, "Caché" in content) == (True, False)
