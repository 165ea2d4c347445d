"""People, subjects and records that are merged keep what they have in podcasts and capsules."""

import pytest

from audiovisual.models import CapsulePerson, EpisodeConcept, EpisodePerson, EpisodeRecord, ShowHost
from core.merging import merge_things
from core.unmerging import undo_merge
from media_library.models import Release, Speaker
from search.services import sync_search
from tests.audiovisual.talks import titles
from tests.factories.audiovisual import CapsuleFactory, EpisodeFactory, ReleaseFactory, ShowFactory, SpeakerFactory
from tests.factories.directory import AgentFactory
from tests.factories.resources import RecordFactory
from tests.factories.thesaurus import ConceptFactory
from thesaurus.services import rebuild_ancestry

pytestmark = pytest.mark.django_db


def test_everything_of_a_person_goes_with_them_and_comes_back() -> None:
    former, kept = AgentFactory(name="A. Diallo"), AgentFactory(name="Awa Diallo")
    episode, capsule = EpisodeFactory(parent=ShowFactory(title="Rives"), title="Le gué"), CapsuleFactory()
    EpisodePerson.objects.create(page=episode, agent=former, role="hst")
    CapsulePerson.objects.create(page=capsule, agent=former, role="drt")
    ShowHost.objects.create(page=episode.get_parent().specific, agent=former)
    SpeakerFactory(recording=episode.recording, agent=former)
    ReleaseFactory(recording=episode.recording, agent=former)

    def owners() -> list[str]:
        models = (EpisodePerson, CapsulePerson, ShowHost, Speaker, Release)
        return [model._default_manager.get().agent.name for model in models]

    merge = merge_things(former, kept)
    sync_search()
    merged = owners()
    found = sorted(titles("auteur:awa"))
    undo_merge(merge)

    assert merged == ["Awa Diallo"] * 5
    assert found == sorted(["Rives", "Le gué", capsule.title])
    assert owners() == ["A. Diallo"] * 5


def test_subject_and_record_named_twice_are_named_once() -> None:
    concepts = ConceptFactory(fr="gué"), ConceptFactory(fr="gués")
    records = RecordFactory(title="Un livre"), RecordFactory(title="Un livre")
    rebuild_ancestry()
    episode = EpisodeFactory(parent=ShowFactory())
    for concept in concepts:
        EpisodeConcept.objects.create(page=episode, concept=concept)
    for record in records:
        EpisodeRecord.objects.create(page=episode, record=record)

    merges = [merge_things(*concepts), merge_things(*records)]

    assert [row.concept for row in EpisodeConcept.objects.all()] == [concepts[1]]
    assert [row.record for row in EpisodeRecord.objects.all()] == [records[1]]
    for merge in merges:
        undo_merge(merge)
    assert (EpisodeConcept.objects.count(), EpisodeRecord.objects.count()) == (2, 2)
