"""Brings a SKOS file into the thesaurus: idempotent on the URI of concepts, in one transaction.

The file has the last word on what it speaks of: its concepts, in the languages it uses, and the links between them.
What editors added beside it (another language, a link to a concept of the house) stays. Nothing is deleted: concepts
that are no longer in the file are named in the report.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.models import IndexChange, NumberSequence
from core.text import sort_key
from thesaurus.hierarchy import closes_cycle
from thesaurus.models import (
    BroaderLink,
    Concept,
    ConceptLabel,
    ConceptMatch,
    ConceptNote,
    RelatedLink,
    Scheme,
)
from thesaurus.services import rebuild_ancestry
from thesaurus.skos import Problem, SkosConcept, SkosFile, read_skos

BATCH = 500
WITHDRAWN_BY_IMPORT = "Déprécié dans son vocabulaire d’origine."
"""Marks what an import withdrew, so that an import may bring it back; never what an editor withdrew."""

Progress = Callable[[str, int, int], None]


@dataclass
class ImportReport:
    """What an import did, or would do."""

    dry_run: bool = False
    created: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: int = 0
    withdrawn: list[str] = field(default_factory=list)
    vanished: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    schemes: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """The report as plain JSON."""
        return {
            "dry_run": self.dry_run,
            "schemes": self.schemes,
            "counts": {
                "created": len(self.created), "changed": len(self.changed), "unchanged": self.unchanged,
                "withdrawn": len(self.withdrawn), "vanished": len(self.vanished), "problems": len(self.problems),
            },
            "created": self.created,
            "changed": self.changed,
            "withdrawn": self.withdrawn,
            "vanished": self.vanished,
            "problems": [{"subject": each.subject, "message": each.message} for each in self.problems],
        }  # fmt: skip


def import_thesaurus(
    path: Path, scheme: str = "", *, dry_run: bool = False, progress: Progress | None = None
) -> ImportReport:
    """Read a file and write what differs; raises UnreadableFile when there is nothing to import."""
    tell = progress or (lambda step, done, total: None)
    tell(_("Lecture"), 0, 1)
    read = read_skos(path, scheme, lambda done, total: tell(_("Lecture"), done, total))
    report = ImportReport(dry_run=dry_run, problems=read.problems)
    with transaction.atomic():
        writer = _Writer(read, report, tell)
        writer.plan()
        if not dry_run:
            writer.write()
    return report


@dataclass
class _Stored:
    """A concept as the database has it; parts are primary keys by what they say."""

    concept: Concept
    labels: dict[tuple[str, str, str], int] = field(default_factory=dict)
    notes: dict[tuple[str, str, str], int] = field(default_factory=dict)
    matches: dict[tuple[str, str], int] = field(default_factory=dict)
    broader: dict[int, int] = field(default_factory=dict)
    related: dict[int, int] = field(default_factory=dict)


class _Writer:
    """Compares a file with the database, then writes the difference in bulk."""

    def __init__(self, read: SkosFile, report: ImportReport, tell: Progress) -> None:
        self.read, self.report, self.tell = read, report, tell
        self.now = timezone.now()
        self.stored: dict[str, _Stored] = {}
        self.languages = {label[1] for each in read.concepts.values() for label in each.labels | each.notes}
        self.has_matches = any(each.matches for each in read.concepts.values())
        self.new: list[Concept] = []
        self.to_update: list[Concept] = []
        self.added: dict[type[Any], list[Any]] = {}
        self.removed: dict[type[Any], list[int]] = {}
        self.touched: set[UUID] = set()

    def plan(self) -> None:
        """Find what is new, what differs and what is gone."""
        self.tell(_("Comparaison"), 0, 1)
        self._load()
        self._plan_schemes()
        self.drop_cycles()
        for done, (_uri, wanted) in enumerate(sorted(self.read.concepts.items())):
            self._plan_concept(wanted)
            if done % 200 == 0:
                self.tell(_("Comparaison"), done, len(self.read.concepts))
        self._find_vanished()

    def _load(self) -> None:
        """Every concept that has a URI, with its parts, in six queries."""
        by_key: dict[int, _Stored] = {}
        for concept in Concept.objects.exclude(uri=None):
            by_key[concept.pk] = self.stored[str(concept.uri)] = _Stored(concept)
        parts: list[tuple[type[Any], str, list[str]]] = [
            (ConceptLabel, "labels", ["kind", "language", "text"]),
            (ConceptNote, "notes", ["kind", "language", "text"]),
            (ConceptMatch, "matches", ["kind", "uri"]),
            (BroaderLink, "broader", ["broader"]),
            (RelatedLink, "related", ["related"]),
        ]
        for model, name, fields in parts:
            rows = model.objects.exclude(concept__uri=None).order_by("pk")
            for concept_pk, pk, *values in rows.values_list("concept", "pk", *fields):
                key = values[0] if len(values) == 1 else tuple(values)
                getattr(by_key[concept_pk], name).setdefault(key, pk)
        self._remember_merges(by_key)
        self.known_in_file = {self.stored[uri].concept.pk for uri in self.read.concepts if uri in self.stored}

    def _remember_merges(self, by_key: dict[int, _Stored]) -> None:
        """What editors merged keeps its words and what stood under it, whatever the file says."""
        self.successors: dict[int, int] = {}
        self.inherited: dict[int, set[tuple[str, ...]]] = {}
        for pk, stored in by_key.items():
            successor = stored.concept.merged_into_id
            if successor is not None:
                self.successors[pk] = successor
                kept = self.inherited.setdefault(successor, set())
                kept.update(key[1:] for key in stored.labels)
                kept.update((*stored.notes, *stored.matches))

    def _plan_schemes(self) -> None:
        """The vocabularies the file's concepts belong to; new ones are made when writing."""
        used = {each.scheme for each in self.read.concepts.values()}
        self.schemes = {scheme.uri: scheme for scheme in Scheme.objects.filter(uri__in=used)}
        self.new_schemes = []
        for uri in sorted(used - self.schemes.keys()):
            declared = self.read.schemes[uri]
            self.schemes[uri] = Scheme(uri=uri, title=declared.title, source=declared.source)
            self.new_schemes.append(self.schemes[uri])
        self.report.schemes = [str(self.schemes[uri]) for uri in sorted(used)]

    def drop_cycles(self) -> None:
        """Leave out each broader link that would put a concept above itself, and links to concepts nobody knows."""
        names = {each.concept.pk: uri for uri, each in self.stored.items()}
        above: dict[str, list[str]] = {
            uri: [names[pk] for pk in each.broader if pk in names and names[pk] not in self.read.concepts]
            for uri, each in self.stored.items()
        }
        for uri, concept in sorted(self.read.concepts.items()):
            for relation in (concept.broader, concept.related):
                for other in sorted(relation - self.read.concepts.keys() - self.stored.keys()):
                    relation.discard(other)
                    self._problem(uri, _("lien vers un concept inconnu, laissé de côté : %s") % other)
            for other in sorted(concept.broader):
                if closes_cycle(uri, other, above):
                    concept.broader.discard(other)
                    message = _("lien « plus général » qui ferme une boucle, laissé de côté : %s")
                    self._problem(uri, message % self._name(other))
                else:
                    above.setdefault(uri, []).append(other)

    def _problem(self, uri: str, message: str) -> None:
        self.report.problems.append(Problem(uri, message))

    def _name(self, uri: str) -> str:
        """A concept's address with the word for it, for the report."""
        concept = self.read.concepts.get(uri)
        labels = {language: text for kind, language, text in concept.labels if kind == "pref"} if concept else {}
        text = next((labels[code] for code in ("fr", "en", "nl") if code in labels), "")
        return f"{uri} ({text})" if text else uri

    def _plan_concept(self, wanted: SkosConcept) -> None:
        """Note what writing one concept takes, and what the report says of it."""
        stored = self.stored.get(wanted.uri)
        if stored is None:
            stored = self.stored[wanted.uri] = _Stored(Concept(uri=wanted.uri, first_published_at=self.now))
            stored.concept.last_published_at = self.now
            self.new.append(stored.concept)
            self.report.created.append(wanted.uri)
            self._set_fields(stored.concept, wanted)
            self._plan_texts(stored, wanted)
            return
        changed = self._set_fields(stored.concept, wanted)
        if changed:
            self.to_update.append(stored.concept)
        if any((self._plan_texts(stored, wanted), self._plan_old_links(stored, wanted), changed)):
            self.touched.add(stored.concept.uuid)
            self.report.changed.append(wanted.uri)
        else:
            self.report.unchanged += 1

    def _set_fields(self, concept: Concept, wanted: SkosConcept) -> bool:
        """Give a concept its own fields; whether one of them changed."""
        before = (concept.scheme_id, concept.notation, concept.top, concept.withdrawn_at, concept.merged_into_id)
        scheme = self.schemes[wanted.scheme]
        if scheme.pk is None or concept.scheme_id != scheme.pk:
            concept.scheme = scheme
        concept.notation, concept.top = wanted.notation, wanted.top
        if wanted.withdrawn and concept.withdrawn_at is None:
            concept.withdrawn_at, concept.withdrawn_reason = self.now, WITHDRAWN_BY_IMPORT
            self.report.withdrawn.append(wanted.uri)
        elif not wanted.withdrawn and concept.withdrawn_reason == WITHDRAWN_BY_IMPORT:
            concept.withdrawn_at, concept.withdrawn_reason = None, ""
        return before != (
            concept.scheme_id,
            concept.notation,
            concept.top,
            concept.withdrawn_at,
            concept.merged_into_id,
        )

    def _plan_texts(self, stored: _Stored, wanted: SkosConcept) -> bool:
        """Note the labels, notes and matches to add and to remove; whether there are any."""
        concept = stored.concept
        labels = {
            key: ConceptLabel(
                concept=concept, kind=key[0], language=key[1], text=key[2], sort_key=sort_key(key[2])[:255]
            )
            for key in sorted(wanted.labels - stored.labels.keys())
        }
        notes = {
            key: ConceptNote(concept=concept, kind=key[0], language=key[1], text=key[2])
            for key in sorted(wanted.notes - stored.notes.keys())
        }
        matches = {
            key: ConceptMatch(concept=concept, kind=key[0], uri=key[1])
            for key in sorted(wanted.matches - stored.matches.keys())
        }
        kept = self.inherited.get(concept.pk, set())
        gone_labels = [
            pk
            for key, pk in stored.labels.items()
            if key[1] in self.languages and key not in wanted.labels and key[1:] not in kept
        ]
        gone_notes = [
            pk for key, pk in stored.notes.items() if key[1] in self.languages and key not in wanted.notes | kept
        ]
        gone_matches = [
            pk for key, pk in stored.matches.items() if self.has_matches and key not in wanted.matches | kept
        ]
        for model, new, gone in (
            (ConceptLabel, labels, gone_labels),
            (ConceptNote, notes, gone_notes),
            (ConceptMatch, matches, gone_matches),
        ):
            self._note(model, list(new.values()), gone)
        return any((labels, notes, matches, gone_labels, gone_notes, gone_matches))

    def _note(self, model: type[Any], new: list[Any], gone: list[int]) -> None:
        self.added.setdefault(model, []).extend(new)
        self.removed.setdefault(model, []).extend(gone)

    def _plan_old_links(self, stored: _Stored, wanted: SkosConcept) -> bool:
        """Whether the links of a known concept differ; they are written once all concepts have keys."""
        return any(
            self._link_difference(stored, name, getattr(wanted, name)) != (set(), []) for name in ("broader", "related")
        )

    def _link_difference(self, stored: _Stored, name: str, wanted: set[str]) -> tuple[set[str], list[int]]:
        """The URIs to link and the links to remove; links to concepts that are not in the file stay.

        A link to what editors merged is one to what it became, and none at all when that is the concept itself.
        """
        present: dict[int, int] = getattr(stored, name)
        own = {uri: self.stored[uri].concept.pk for uri in wanted if uri in self.stored}
        keys = {uri: self.successors.get(pk, pk) for uri, pk in own.items()}
        kept = {*own.values(), *keys.values()}
        gone = [pk for other, pk in present.items() if other in self.known_in_file and other not in kept]
        there = {uri for uri, key in keys.items() if key and (key in present or key == stored.concept.pk)}
        return wanted - there - {uri for uri, pk in own.items() if pk and pk in present}, gone

    def _key_of(self, uri: str) -> int:
        """The primary key of the concept a URI stands for now."""
        pk = int(self.stored[uri].concept.pk)
        return self.successors.get(pk, pk)

    def _find_vanished(self) -> None:
        """Concepts of the file's vocabularies that it no longer holds."""
        known = {scheme.pk for scheme in self.schemes.values() if scheme.pk}
        self.report.vanished = sorted(
            uri
            for uri, each in self.stored.items()
            if uri not in self.read.concepts and each.concept.scheme_id in known and each.concept.withdrawn_at is None
        )

    # Writing ---------------------------------------------------------------------------------------

    def write(self) -> None:
        """Write everything that was planned; does nothing when nothing differs."""
        if not (self.new or self.report.changed):
            return
        for scheme in self.new_schemes:
            scheme.save()
        self._write_concepts()
        for model, keys in self.removed.items():
            for start in range(0, len(keys), BATCH):
                model.objects.filter(pk__in=keys[start : start + BATCH]).delete()
        total = sum(map(len, self.added.values()))
        done = 0
        for model, rows in self.added.items():
            for start in range(0, len(rows), BATCH * 4):
                model.objects.bulk_create(rows[start : start + BATCH * 4], batch_size=BATCH)
                done += len(rows[start : start + BATCH * 4])
                self.tell(_("Écriture"), done, total)
        self._write_links()
        self.tell(_("Hiérarchie"), 0, 1)
        moved = rebuild_ancestry()
        IndexChange.objects.note(Concept.index_kind(), sorted(self.touched - moved))
        self.tell(_("Hiérarchie"), 1, 1)

    def _write_concepts(self) -> None:
        """New concepts with their numbers, then the fields of those that changed."""
        for number, concept in zip(NumberSequence.take(Concept.number_series(), len(self.new)), self.new, strict=True):
            concept.number = number
            concept.scheme = concept.scheme  # its key is known by now
            self.touched.add(concept.uuid)
        Concept.objects.bulk_create(self.new, batch_size=BATCH)
        Concept.objects.bulk_update(
            self.to_update, ["scheme", "notation", "top", "withdrawn_at", "withdrawn_reason"], batch_size=BATCH
        )
        self._write_replacements()

    def _write_replacements(self) -> None:
        """Deprecated concepts whose file names a successor lead to it."""
        replaced = []
        for uri, wanted in self.read.concepts.items():
            concept, successor = self.stored[uri].concept, self.stored.get(wanted.replaced_by)
            if wanted.withdrawn and successor and successor is not self.stored[uri] and concept.merged_into_id is None:
                concept.merged_into = successor.concept
                replaced.append(concept)
        Concept.objects.bulk_update(replaced, ["merged_into"], batch_size=BATCH)

    def _write_links(self) -> None:
        """Broader and related links, now that every concept has a key; related ones are written both ways."""
        broader, related, gone_broader, gone_related = set(), set(), [], []
        for uri, wanted in sorted(self.read.concepts.items()):
            stored = self.stored[uri]
            add, gone = self._link_difference(stored, "broader", wanted.broader)
            broader |= {(stored.concept.pk, self._key_of(other)) for other in add}
            gone_broader += gone
            add, gone = self._link_difference(stored, "related", wanted.related)
            related |= {(stored.concept.pk, self._key_of(other)) for other in add}
            gone_related += gone
        BroaderLink.objects.filter(pk__in=gone_broader).delete()
        RelatedLink.objects.filter(pk__in=gone_related).delete()
        BroaderLink.objects.bulk_create(
            [BroaderLink(concept_id=one, broader_id=up) for one, up in sorted(broader)], batch_size=BATCH
        )
        both = sorted(related | {(other, one) for one, other in related})
        RelatedLink.objects.bulk_create(
            [RelatedLink(concept_id=one, related_id=other) for one, other in both],
            batch_size=BATCH, ignore_conflicts=True,
        )  # fmt: skip
