"""From the words of drafts to things of this site: people, places, concepts, hosts; those that lack are made."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils import timezone

from core.models import IndexChange
from core.names import match_key, parse_person
from core.text import sort_key
from directory.models import Agent
from directory.services import find_or_create_agents
from resources.identifiers import check_identifier
from resources.imports.comparison import Values, field_values
from resources.imports.life_dates import add_dates
from resources.imports.rows import Draft, Term
from resources.models import HoldingSite, Record, RecordIdentifier, RecordType, SourceRecord
from thesaurus.models import Concept, ConceptLabel

UNDONE = "Import annulé"
"""The reason kept with what the undoing of an import withdrew; by it the next import brings the same thing back."""
_HOSTED = (RecordType.ARTICLE, RecordType.CHAPTER)


class Resolver:
    """Everything the drafts of one batch name, found or made with a fixed number of queries."""

    def __init__(self, source: str, drafts: Sequence[Draft]) -> None:
        names = set(_named(drafts))
        revive_agents(names)
        since = timezone.now()
        self.agents = find_or_create_agents(names)
        add_dates(self.agents, drafts, since)
        self.sites = _find_sites({copy.site for draft in drafts for copy in draft.copies if copy.site})
        self.concepts, self.by_head = _find_concepts({term for draft in drafts for term in draft.subjects})
        self.hosts = find_hosts(source, {key for draft in drafts for key in draft.host_keys})

    def fill(self, record: Record, draft: Draft) -> None:
        """Give a record the fields of a draft; words that don't name a concept in full become free keywords."""
        for name, value in draft.fields.items():
            setattr(record, name, value)
        words = [one.text for one in draft.subjects if one not in self.concepts or one in self.by_head]
        record.keywords = list(dict.fromkeys([*draft.keywords, *words]))
        record.host_id = self.host_of(draft)
        record.derive_fields()

    def host_of(self, draft: Draft) -> int | None:
        """The record a draft says it is part of, when it is here."""
        return next((self.hosts[key] for key in draft.host_keys if key in self.hosts), None)

    def values(self, record: Record, draft: Draft) -> Values:
        """Everything a draft says, for a record that was filled with it."""
        return {
            **field_values(record),
            "contributions": self._contributions(draft),
            "publications": self._publications(draft),
            "other_titles": [[one.kind, one.text, one.language] for one in draft.other_titles],
            "notes": [list(note) for note in draft.notes if note[1]],
            "subjects": [[pk] for pk in dict.fromkeys(map(self.concepts.get, draft.subjects)) if pk],
            "identifiers": [list(number) for number in draft.numbers],
            "links": [list(link) for link in draft.links],
            "holdings": self._holdings(draft),
        }

    def _contributions(self, draft: Draft) -> list[list[Any]]:
        """Who did what, each once in a role."""
        people: dict[tuple[int, str], str] = {}
        for one in draft.people:
            if one.name.strip():
                people.setdefault((self.agents[one.name, one.kind].pk, one.role), one.printed[:255])
        return [[pk, role, printed] for (pk, role), printed in people.items()]

    def _publications(self, draft: Draft) -> list[list[Any]]:
        rows: list[list[Any]] = []
        for one in draft.imprints:
            agent = self.agents.get((one.name, "organisation"))
            rows.append([agent.pk if agent else None, "", one.place])
        return rows

    def _holdings(self, draft: Draft) -> list[list[Any]]:
        rows: list[list[Any]] = []
        for one in draft.copies:
            site = self.sites.get(one.site)
            known = [one.shelf_mark, one.status, one.note, one.inventory_number, one.acquired_on or None]
            own = [one.condition, one.origin, one.removed_on or None]
            rows.append([site.pk if site else None, *known, *own])
        return rows


def revive_agents(names: Iterable[tuple[str, str]]) -> None:
    """Bring back the agents an undone import had made, so that its records name the same ones as before."""
    gone = Agent.objects.filter(withdrawn_reason=UNDONE, withdrawn_at__isnull=False, merged_into=None)
    if not gone.exists():
        return
    keys = {match_key(parse_person(name).display if kind == "person" else name)[:255] for name, kind in names}
    back = [agent for agent in gone.iterator() if agent.match_key in keys]
    Agent.objects.filter(pk__in=[agent.pk for agent in back]).update(withdrawn_at=None, withdrawn_reason="")
    IndexChange.objects.note(Agent.index_kind(), [agent.uuid for agent in back])


def find_hosts(source: str, keys: set[str]) -> dict[str, int]:
    """The record each key names: by its identifier at the same source, else by its ISBN or its ISSN."""
    if not keys:
        return {}
    forms = {form: key for key in keys for form in _forms(key)}
    numbers = RecordIdentifier.objects.filter(normalised__in=forms, valid=True, record__withdrawn_at=None)
    numbers = numbers.exclude(record__type__in=_HOSTED).order_by("-record_id")
    found = {forms[form]: pk for form, pk in numbers.values_list("normalised", "record_id")}
    own = SourceRecord.objects.filter(source=source, identifier__in=keys, record__withdrawn_at=None)
    return found | dict(own.values_list("identifier", "record_id"))


def _forms(key: str) -> set[str]:
    """The compared forms of what may be an ISBN or an ISSN."""
    return {one.normalised for kind in ("isbn", "issn") if (one := check_identifier(kind, key)).valid}


def _named(drafts: Sequence[Draft]) -> Iterable[tuple[str, str]]:
    """Every name with its kind, each once, in the order of the file."""
    names = {(name.name, name.kind): None for draft in drafts for name in draft.people}
    names.update({(one.name, "organisation"): None for draft in drafts for one in draft.imprints if one.name})
    return names


def _find_concepts(terms: set[Term]) -> tuple[dict[Term, int], set[Term]]:
    """The visible concept of each term: by its address, else by a label in its language, preferred before others.

    The terms of the second are those whose first words alone named a concept: “Gravure” of “Gravure -- France”.
    """
    if not terms:
        return {}, set()
    keys = {sort_key(words) for term in terms for words in (term.text, term.head) if words}
    labels = ConceptLabel.objects.visible().filter(sort_key__in=keys)
    by_label: dict[tuple[str, str], int] = {}
    for key, language, concept in labels.order_by("kind", "pk").values_list("sort_key", "language", "concept_id"):
        by_label[key, language] = concept
    by_uri = Concept.objects.visible().keys_by_uri({term.uri for term in terms if term.uri})
    found: dict[Term, int] = {}
    by_head: set[Term] = set()
    for term in terms:
        pk = by_uri.get(term.uri) or by_label.get((sort_key(term.text), term.language))
        if not pk and term.head and (pk := by_label.get((sort_key(term.head), term.language))):
            by_head.add(term)
        if pk:
            found[term] = pk
    return found, by_head


def _find_sites(names: set[str]) -> dict[str, HoldingSite]:
    return {name: HoldingSite.objects.get_or_create(name=name[:120])[0] for name in names}
