"""Editors are told which episodes and capsules use a person, a subject, a record or a recording."""

from typing import Any

import pytest

from audiovisual.models import CapsuleConcept, EpisodeConcept, EpisodePerson, EpisodeRecord, ShowHost
from core.usage import usages_of
from tests.factories.audiovisual import CapsuleFactory, EpisodeFactory, ReleaseFactory, ShowFactory, SpeakerFactory
from tests.factories.directory import AgentFactory
from tests.factories.resources import RecordFactory
from tests.factories.thesaurus import ConceptFactory

pytestmark = pytest.mark.django_db


def told(thing: Any) -> list[tuple[str, int, list[str]]]:
    """What usages are told of a thing."""
    return [
        (kind.heading, kind.total, [f"{use.text} {use.state}".strip() for use in kind.uses])
        for kind in usages_of(thing)
    ]


def test_uses_of_each_kind_are_told_with_drafts() -> None:
    agent, concept, record = AgentFactory(), ConceptFactory(), RecordFactory()
    show = ShowFactory(title="Rives")
    live, draft = EpisodeFactory(parent=show, title="Le gué"), EpisodeFactory(parent=show, title="Le bac", live=False)
    capsule = CapsuleFactory(title="Le pont", recording=live.recording)
    for episode in (live, draft):
        EpisodePerson.objects.create(page=episode, agent=agent, role="hst")
        EpisodeConcept.objects.create(page=episode, concept=concept)
    ShowHost.objects.create(page=show, agent=agent)
    CapsuleConcept.objects.create(page=capsule, concept=concept)
    EpisodeRecord.objects.create(page=live, record=record)
    SpeakerFactory(recording=live.recording, agent=agent)
    ReleaseFactory(recording=live.recording, agent=agent)

    assert sorted(told(agent)) == sorted([
        ("Épisodes de podcasts", 2, ["Le gué", "Le bac brouillon"]),
        ("Podcasts animés", 1, ["Rives"]),
        ("Voix dans des enregistrements", 1, [live.recording.title]),
        ("Accords pour des enregistrements", 1, [live.recording.title]),
    ])  # fmt: skip
    assert told(concept) == [
        ("Épisodes de podcasts", 2, ["Le gué", "Le bac brouillon"]),
        ("Capsules", 1, ["Le pont"]),
    ]
    assert told(record) == [("Épisodes qui en parlent", 1, ["Le gué"])]
    assert told(live.recording) == [
        ("Épisodes qui le diffusent", 1, ["Le gué"]),
        ("Capsules qui le montrent", 1, ["Le pont"]),
    ]
