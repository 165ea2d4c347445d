"""People, organisations and subjects as they are completed while one types: their names, and how much they are used."""

from collections.abc import Iterable, Sequence
from typing import Any

from directory.models import Agent
from search import registry
from search.contract import Name, NamedThing
from search.registry import Source
from thesaurus.models import Concept, LabelKind

AGENTS, CONCEPTS = "agent", "concept"
"""The groups they are completed under."""


def register() -> None:
    """Declare them as sources of the index."""
    registry.register_source(Source("directory.agent", _visible_agents, build_agents))
    registry.register_source(Source("thesaurus.concept", _visible_concepts, build_concepts))


def _visible_agents() -> Any:
    return Agent.objects.visible().prefetch_related("other_names")


def _visible_concepts() -> Any:
    return Concept.objects.visible().with_labels()


def build_agents(agents: Sequence[Agent]) -> Iterable[NamedThing]:
    """Agents under every name they are known by."""
    uses = _uses("directory.agent", [agent.pk for agent in agents])
    for agent in agents:
        names = [Name(agent.name), *(Name(name.text, name.language) for name in agent.other_names.all())]
        card = {"number": agent.number, "kind": agent.kind}
        yield NamedThing("directory.agent", agent.uuid, AGENTS, names, uses.get(agent.pk, 0), card)


def build_concepts(concepts: Sequence[Concept]) -> Iterable[NamedThing]:
    """Concepts under every label: the preferred ones first, the hidden ones never printed."""
    uses = _uses("thesaurus.concept", [concept.pk for concept in concepts])
    order: list[str] = [LabelKind.PREFERRED, LabelKind.ALTERNATIVE, LabelKind.HIDDEN]
    for concept in concepts:
        labels = sorted(concept.labels.all(), key=lambda label: order.index(label.kind))
        names = [Name(label.text, label.language, label.kind != LabelKind.HIDDEN) for label in labels]
        preferred = {label.language: label.text for label in labels if label.kind == LabelKind.PREFERRED}
        card = {"number": concept.number, "labels": preferred}
        yield NamedThing("thesaurus.concept", concept.uuid, CONCEPTS, names, uses.get(concept.pk, 0), card)


def _uses(kind: str, keys: Sequence[int]) -> dict[int, int]:
    """How many visible things name each, by primary key."""
    counts: dict[int, int] = {}
    for source in registry.sources.values():
        if counter := source.uses.get(kind):
            for key, count in counter(keys).items():
                counts[key] = counts.get(key, 0) + count
    return counts
