"""Things of one kind become one, and two again: what moves, what stays, what is refused."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from wagtail.models import ModelLogEntry

from core.merge_rules import link_rule, links_to, merge_rules
from core.merging import MergeRefused, count_moved, merge_things
from core.models import DuplicatePair, IndexChange, Merge
from core.unmerging import restore_thing, undo_merge
from directory.models import Agent, AgentName
from resources.models import Contribution, Holding, Record, RecordSubject, SourceRecord
from tests.factories.directory import AgentFactory
from tests.factories.resources import RecordFactory, agent, concept, full_record

pytestmark = pytest.mark.django_db


def contributed(who: Agent, title: str = "Un livre", role: str = "aut") -> Contribution:
    """A contribution of somebody to a record of its own."""
    return Contribution.objects.create(record=RecordFactory(title=title), agent=who, role=role)


def refusal(*things: Any, **how: Any) -> str:
    """The sentence with which a merge is refused."""
    with pytest.raises(MergeRefused) as refused:
        merge_things(*things, **how)
    return str(refused.value)


@pytest.mark.parametrize("model", merge_rules(), ids=lambda model: model.__name__)
def test_every_link_to_what_is_merged_is_declared(model: Any) -> None:
    undeclared = [str(field) for field in links_to(model) if link_rule(field) is None]

    assert undeclared == []


def test_links_go_with_an_agent_and_come_back() -> None:
    former, kept = AgentFactory(name="G. Leroux"), AgentFactory(name="Gaston Leroux")
    contribution = contributed(former)

    merge = merge_things(former, kept)
    contribution.refresh_from_db()
    assert contribution.agent == kept
    assert count_moved(merge) == {"resources.contribution": 1, "directory.agentname": 1}

    assert undo_merge(merge) == []
    contribution.refresh_from_db()
    assert contribution.agent == former
    assert list(AgentName.objects.all()) == []
    assert set(Agent.objects.visible()) == {former, kept}


def test_a_link_that_would_be_there_twice_is_taken_out_and_comes_back() -> None:
    former, kept = concept("Exode"), concept("Exil")
    record = RecordFactory()
    for each in (former, kept):
        RecordSubject.objects.create(record=record, concept=each)
    before = set(RecordSubject.objects.values_list("pk", "concept"))

    merge = merge_things(former, kept)
    assert [one.concept for one in record.subjects.all()] == [kept]

    undo_merge(merge)
    assert set(RecordSubject.objects.values_list("pk", "concept")) == before


def test_what_was_changed_since_stays_and_is_said() -> None:
    former, kept, other = AgentFactory(name="G. Leroux"), AgentFactory(name="Gaston Leroux"), AgentFactory(name="X")
    moved, changed = contributed(former), contributed(former)
    merge = merge_things(former, kept)
    Contribution.objects.filter(pk=changed.pk).update(agent=other)
    AgentName.objects.update(language="fr")

    said = undo_merge(merge)

    moved.refresh_from_db()
    changed.refresh_from_db()
    assert (moved.agent, changed.agent) == (former, other)
    assert said == [
        "Contributions : 1 n’a pu revenir, modifié depuis la fusion.",
        "Autres formes du nom : 1, modifié depuis, reste aussi à « Gaston Leroux ».",
    ]


def test_chosen_fields_are_taken_and_given_back() -> None:
    former, kept = RecordFactory(title="L’exil", date="1999", extent="12 p."), RecordFactory(title="Exil", date="2001")

    merge = merge_things(former, kept, take=["date"])
    kept.refresh_from_db()
    assert (kept.title, kept.date, kept.first_year, kept.extent) == ("Exil", "1999", 1999, "12 p.")

    undo_merge(merge)
    kept.refresh_from_db()
    assert (kept.title, kept.date, kept.first_year, kept.extent) == ("Exil", "2001", 2001, "")


def test_field_written_since_stays() -> None:
    former, kept = RecordFactory(date="1999"), RecordFactory(date="2001")
    merge = merge_things(former, kept, take=["date"])
    kept.refresh_from_db()
    kept.date = "2003"
    kept.save()

    said = undo_merge(merge)

    kept.refresh_from_db()
    assert kept.date == "2003"
    assert said == ["Champs modifiés depuis, laissés tels quels : date."]


def test_records_join_their_parts() -> None:
    former, kept = full_record(title="Exil"), RecordFactory(title="Exil")
    copy = Holding.objects.get()
    source = SourceRecord.objects.create(record=former, source="a", identifier="1", format="csv", payload="", digest="")
    part = RecordFactory(type="chapter", host=former)

    merge = merge_things(former, kept)

    kept = Record.objects.get(pk=kept.pk)
    assert [one.agent.name for one in kept.contributions.all()] == ["Eleni Vassiliou", "Paul Hensgens"]
    assert [one.normalised for one in kept.identifiers.all()] == ["9782070423330"]
    assert list(kept.holdings.all()) == [copy]
    assert [list(kept.sources.all()), list(kept.parts.all())] == [[source], [part]]

    assert undo_merge(merge) == []
    kept, former = Record.objects.get(pk=kept.pk), Record.objects.get(pk=former.pk)
    assert [list(kept.contributions.all()), list(kept.identifiers.all()), list(kept.holdings.all())] == [[], [], []]
    assert [list(former.holdings.all()), list(former.sources.all()), list(former.parts.all())] == [
        [copy], [source], [part],
    ]  # fmt: skip
    assert former.contributions.count() == 2


def test_open_draft_of_what_stays_is_given_what_came_and_publishes_it() -> None:
    former, kept = full_record(title="Exil"), RecordFactory(title="Exil")
    draft = Record.objects.get(pk=kept.pk)
    draft.title = "Exil, édition revue"
    draft.save_revision()

    merge_things(former, kept)
    kept.refresh_from_db()
    assert (kept.title, kept.has_unpublished_changes) == ("Exil", True)
    kept.latest_revision.publish()

    kept = Record.objects.get(pk=kept.pk)
    assert kept.title == "Exil, édition revue"
    assert [kept.contributions.count(), kept.holdings.count(), kept.subjects.count()] == [2, 1, 1]


def test_undoing_takes_what_came_out_of_the_open_draft_too() -> None:
    former, kept = full_record(title="Exil"), RecordFactory(title="Exil")
    draft = Record.objects.get(pk=kept.pk)
    draft.title = "Exil, édition revue"
    draft.save_revision()
    merge = merge_things(former, kept)

    undo_merge(merge)
    kept.refresh_from_db()
    kept.latest_revision.publish()

    kept = Record.objects.get(pk=kept.pk)
    assert kept.title == "Exil, édition revue"
    assert [kept.contributions.count(), kept.holdings.count()] == [0, 0]
    assert Record.objects.get(pk=former.pk).holdings.count() == 1


def test_older_version_that_names_what_was_merged_opens_and_is_published_with_what_it_became() -> None:
    former, kept = AgentFactory(name="G. Leroux"), AgentFactory(name="Gaston Leroux")
    record = contributed(former).record
    old = Record.objects.get(pk=record.pk).save_revision()
    merge_things(former, kept)

    assert [one.agent for one in old.as_object().contributions.all()] == [kept]
    old.publish()
    assert [one.agent for one in Contribution.objects.all()] == [kept]


def test_older_version_that_names_both_names_one_once() -> None:
    former, kept = concept("Exode"), concept("Exil")
    record = RecordFactory()
    for each in (former, kept):
        RecordSubject.objects.create(record=record, concept=each)
    old = Record.objects.get(pk=record.pk).save_revision()
    merge_things(former, kept)

    old.publish()

    assert [one.concept for one in RecordSubject.objects.all()] == [kept]


def test_chain_of_merges_leads_to_the_end_and_is_undone_from_there() -> None:
    first, second, third = AgentFactory(name="A"), AgentFactory(name="B"), AgentFactory(name="C")
    contribution = contributed(first)
    one, two = merge_things(first, second), merge_things(second, third)

    first.refresh_from_db()
    contribution.refresh_from_db()
    assert (first.merged_into, contribution.agent) == (third, third)
    with pytest.raises(MergeRefused, match="défaites cela d’abord"):
        undo_merge(one)

    undo_merge(two)
    undo_merge(one)
    for each in (first, second, third, contribution):
        each.refresh_from_db()
    assert (first.merged_into, second.merged_into, contribution.agent) == (None, None, first)


def test_second_of_two_merges_into_one_leaves_its_own_link_when_the_first_is_undone() -> None:
    first, second, kept = concept("A"), concept("B"), concept("C")
    record = RecordFactory()
    for each in (first, second):
        RecordSubject.objects.create(record=record, concept=each)
    one, two = merge_things(first, kept), merge_things(second, kept)
    assert [row.concept for row in RecordSubject.objects.all()] == [kept]

    undo_merge(one)
    assert {row.concept for row in RecordSubject.objects.all()} == {first, kept}
    undo_merge(two)
    assert {row.concept for row in RecordSubject.objects.all()} == {first, second}


def test_merge_into_something_merged_since_goes_to_the_end() -> None:
    first, second, third = AgentFactory(name="A"), AgentFactory(name="B"), AgentFactory(name="C")
    stale = Agent.objects.get(pk=second.pk)
    merge_things(second, third)
    stale.refresh_from_db()

    merge_things(first, stale)

    first.refresh_from_db()
    assert first.merged_into == third


def test_circles_and_second_merges_are_refused_with_a_sentence() -> None:
    first, second = AgentFactory(name="A"), AgentFactory(name="B")
    stale_first, stale_second = Agent.objects.get(pk=first.pk), Agent.objects.get(pk=second.pk)
    merge_things(first, second)

    assert refusal(stale_first, second) == "« A » est déjà fusionné avec « B »."
    assert refusal(stale_second, Agent.objects.get(pk=first.pk)) == "« B » ne peut pas être fusionné avec lui-même."
    assert refusal(stale_second, stale_first) == "« A » est déjà fusionné avec « B »."
    assert Merge.objects.count() == 1


def test_what_is_hidden_locked_or_waiting_is_refused_with_a_sentence() -> None:
    kept = RecordFactory(title="Gardée")
    someone = get_user_model().objects.create_user("autre")
    locked = RecordFactory(title="Verrouillée", locked=True, locked_by=someone)
    gone, draft = RecordFactory(title="Retirée"), RecordFactory(title="Brouillon", live=False)
    gone.withdraw()

    assert refusal(locked, kept) == "« Verrouillée » est verrouillé."
    assert refusal(kept, gone) == "« Retirée » est retiré : rétablissez-le d’abord."
    assert refusal(kept, draft).startswith("« Brouillon » n’est pas publié")
    merge_things(draft, kept)


def test_a_document_and_what_it_stands_in_are_refused() -> None:
    host = RecordFactory(title="Revue")
    part = RecordFactory(title="Article", host=host)

    assert refusal(part, host) == "« Article » est dans « Revue » : ce n’est pas le même document."
    assert refusal(host, part) == "« Article » est dans « Revue » : ce n’est pas le même document."


def test_merge_is_in_both_histories_with_two_versions_to_compare() -> None:
    user = get_user_model().objects.create_user("documentaliste")
    former, kept = AgentFactory(name="G. Leroux"), AgentFactory(name="Gaston Leroux")

    merge = merge_things(former, kept, user=user)

    entries = ModelLogEntry.objects.filter(action="passerelles.merge").order_by("object_id")
    assert {(entry.object_id, entry.user) for entry in entries} == {(str(former.pk), user), (str(kept.pk), user)}
    before, after = (kept.revisions.get(pk=pk).as_object() for pk in merge.moved["versions"])
    assert [list(before.other_names.all()), [one.text for one in after.other_names.all()]] == [[], ["G. Leroux"]]
    kept.refresh_from_db()
    assert (kept.has_unpublished_changes, kept.live_revision_id) == (False, merge.moved["versions"][1])


def test_index_is_told_of_all_that_changed() -> None:
    former, kept = AgentFactory(name="G. Leroux"), AgentFactory(name="Gaston Leroux")
    record = contributed(former).record
    IndexChange.objects.all().delete()

    merge_things(former, kept)

    noted = set(IndexChange.objects.values_list("object_uuid", flat=True))
    assert noted == {former.uuid, kept.uuid, record.uuid}


def test_open_pairs_go_and_dismissed_ones_stay() -> None:
    former, kept, other = sorted((AgentFactory(), AgentFactory(), AgentFactory()), key=lambda one: one.uuid)
    for second in (kept, other):
        DuplicatePair.objects.create(
            kind="directory.agent", first_uuid=former.uuid, second_uuid=second.uuid, score=90,
            dismissed_at=None if second is kept else former.changed_at,
        )  # fmt: skip

    merge_things(former, kept)

    assert [pair.second_uuid for pair in DuplicatePair.objects.all()] == [other.uuid]


def test_restoring_a_merged_thing_undoes_its_merge() -> None:
    former, kept = agent("G. Leroux"), agent("Gaston Leroux")
    contribution = contributed(former)
    merge_things(former, kept)

    restore_thing(former)

    contribution.refresh_from_db()
    assert contribution.agent == former
    assert Merge.objects.get().undone_at is not None
