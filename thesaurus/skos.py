"""What a SKOS file says of vocabularies and concepts, as plain values, with what is wrong in it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from rdflib import OWL, RDF, RDFS, SKOS, BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DC, DCTERMS

from core.languages import UNKNOWN
from core.text import squeeze, without_controls
from thesaurus.models import LabelKind, MatchKind, NoteKind
from thesaurus.skos_reading import RELATIVE, UnreadableFile, load_graph

SKOSXL = Namespace("http://www.w3.org/2008/05/skos-xl#")
MAX_URI, MAX_LABEL, MAX_LANGUAGE, MAX_NOTATION = 500, 255, 12, 60
LABEL_PROPERTIES = {
    LabelKind.PREFERRED: (SKOS.prefLabel, SKOSXL.prefLabel),
    LabelKind.ALTERNATIVE: (SKOS.altLabel, SKOSXL.altLabel),
    LabelKind.HIDDEN: (SKOS.hiddenLabel, SKOSXL.hiddenLabel),
}


@dataclass(frozen=True)
class Problem:
    """Something to look at: which concept or file it is about, and what was done about it."""

    subject: str
    message: str


@dataclass(frozen=True)
class SkosScheme:
    """A vocabulary as its file declares it."""

    uri: str
    title: str
    source: str = ""


@dataclass
class SkosConcept:
    """A concept as its file declares it; labels and notes are (kind, language, text), matches (kind, address)."""

    uri: str
    scheme: str = ""
    notation: str = ""
    top: bool = False
    withdrawn: bool = False
    replaced_by: str = ""
    labels: set[tuple[str, str, str]] = field(default_factory=set)
    notes: set[tuple[str, str, str]] = field(default_factory=set)
    matches: set[tuple[str, str]] = field(default_factory=set)
    broader: set[str] = field(default_factory=set)
    related: set[str] = field(default_factory=set)


@dataclass
class SkosFile:
    """What a file holds: vocabularies and concepts by their URI."""

    schemes: dict[str, SkosScheme] = field(default_factory=dict)
    concepts: dict[str, SkosConcept] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def read_skos(path: Path, scheme: str = "", progress: Callable[[int, int], None] | None = None) -> SkosFile:
    """Read a file; only the concepts of one vocabulary when its URI is given, which also takes those that name none.

    Raises UnreadableFile when there is nothing to read; everything less is a problem of the answer.
    """
    graph = load_graph(path)
    reader = _Reader(graph, scheme)
    found = sorted(set(graph.subjects(RDF.type, SKOS.Concept)), key=str)
    if not found:
        raise UnreadableFile(_("Le fichier ne contient aucun concept SKOS."))
    for done, subject in enumerate(found):
        reader.read_concept(subject)
        if progress and done % 200 == 0:
            progress(done, len(found))
    reader.read_links()
    return reader.file


class _Reader:
    """Turns the statements of one graph into values."""

    def __init__(self, graph: Graph, scheme: str) -> None:
        self.graph = graph
        self.only = scheme
        self.file = SkosFile()
        self.file.schemes = {each.uri: each for each in self._read_schemes()}
        if scheme and scheme not in self.file.schemes:
            self.file.schemes[scheme] = SkosScheme(scheme, scheme)
        self.in_scheme: dict[Any, set[str]] = {}
        for concept, uri in self._scheme_statements():
            self.in_scheme.setdefault(concept, set()).add(str(uri))
        self.tops = set(graph.subjects(SKOS.topConceptOf)) | set(graph.objects(None, SKOS.hasTopConcept))

    def problem(self, subject: str, message: str) -> None:
        """Note something to look at."""
        self.file.problems.append(Problem(subject, message))

    def _read_schemes(self) -> Iterator[SkosScheme]:
        """Every vocabulary the file declares, with its title in the house's first language it has."""
        for node in sorted(set(self.graph.subjects(RDF.type, SKOS.ConceptScheme)), key=str):
            titles: dict[str, str] = {}
            for title_property in (RDFS.label, SKOS.prefLabel, DC.title, DCTERMS.title):
                for value in self._all(node, title_property):
                    titles[getattr(value, "language", None) or ""] = squeeze(str(value))
            title = next((titles[code] for code in ("fr", "en", "nl", "", *titles) if code in titles), str(node))
            about = (DCTERMS.source, DCTERMS.license, DCTERMS.rights)
            sources = [squeeze(str(value)) for each in about for value in self._all(node, each)]
            yield SkosScheme(str(node)[:MAX_URI], title[:255], ", ".join(sources)[:500])

    def _scheme_statements(self) -> Iterator[tuple[Any, Any]]:
        """(concept, vocabulary), however it is said."""
        yield from self.graph.subject_objects(SKOS.inScheme)
        yield from self.graph.subject_objects(SKOS.topConceptOf)
        for scheme, concept in self.graph.subject_objects(SKOS.hasTopConcept):
            yield concept, scheme

    def read_concept(self, node: Any) -> None:
        """One concept: its vocabulary, words and notes; its links come when all are known."""
        if isinstance(node, BNode) or str(node).startswith(RELATIVE) or len(str(node)) > MAX_URI:
            name = next((str(label) for label in self.graph.objects(node, SKOS.prefLabel)), str(node))
            self.problem(name, _("concept sans adresse (URI) complète : laissé de côté"))
            return
        scheme = self._scheme_of(node)
        if scheme is None:
            return
        concept = SkosConcept(str(node), scheme, top=node in self.tops)
        concept.withdrawn = any(str(value).lower() in ("true", "1") for value in self._all(node, OWL.deprecated))
        concept.replaced_by = next((str(each) for each in self._all(node, DCTERMS.isReplacedBy)), "")
        self._read_labels(node, concept)
        self._read_notes(node, concept)
        self._read_notation(node, concept)
        for kind in MatchKind:
            for other in self._all(node, SKOS[kind.value]):
                if isinstance(other, URIRef) and len(other) <= MAX_URI:
                    concept.matches.add((kind.value, str(other)))
        self.file.concepts[concept.uri] = concept

    def _scheme_of(self, node: Any) -> str | None:
        """The vocabulary of a concept; None when it is not one that is wanted or none can be told."""
        declared = sorted(self.in_scheme.get(node, ()))
        if self.only:
            return self.only if not declared or self.only in declared else None
        if declared:
            for uri in declared:
                self.file.schemes.setdefault(uri, SkosScheme(uri[:MAX_URI], uri[:255]))
            return declared[0]
        if len(self.file.schemes) == 1:
            return next(iter(self.file.schemes))
        self.problem(str(node), _("concept sans vocabulaire : laissé de côté (indiquez-le avec --scheme)"))
        return None

    def _read_labels(self, node: Any, concept: SkosConcept) -> None:
        """The labels, each text once in a language, one preferred in each."""
        taken: set[tuple[str, str]] = set()
        preferred: set[str] = set()
        for kind, properties in LABEL_PROPERTIES.items():
            for text, language in self._texts(node, *properties):
                text = self._fitting_label(text, concept)
                if language == UNKNOWN:
                    self.problem(concept.uri, _("libellé sans langue, gardé sous « und » : %s") % text)
                given = kind
                if kind == LabelKind.PREFERRED and language in preferred:
                    given = LabelKind.ALTERNATIVE
                    message = _("second libellé préféré en « %(language)s », gardé comme employé pour : %(text)s")
                    self.problem(concept.uri, message % {"language": language, "text": text})
                elif kind == LabelKind.PREFERRED:
                    preferred.add(language)
                if text and (language, text) not in taken:
                    taken.add((language, text))
                    concept.labels.add((given.value, language, text))
        if not preferred:
            self.problem(concept.uri, _("concept sans libellé préféré"))

    def _fitting_label(self, text: str, concept: SkosConcept) -> str:
        """A label on one line, cut when it is longer than a label may be."""
        text = squeeze(text)
        if len(text) > MAX_LABEL:
            self.problem(concept.uri, _("libellé de %(count)d caractères, coupé : %(text)s…")
                         % {"count": len(text), "text": text[:60]})  # fmt: skip
        return text[:MAX_LABEL].strip()

    def _read_notes(self, node: Any, concept: SkosConcept) -> None:
        """The definition and the notes of every kind."""
        for kind in NoteKind:
            for text, language in self._texts(node, SKOS[kind.value]):
                text = without_controls(text).strip()
                if text:
                    concept.notes.add((kind.value, language, text))

    def _read_notation(self, node: Any, concept: SkosConcept) -> None:
        """The first notation; the others are reported."""
        notations = [squeeze(str(each)) for each in self._all(node, SKOS.notation)]
        concept.notation = notations[0][:MAX_NOTATION] if notations else ""
        if len(notations) > 1:
            self.problem(concept.uri, _("plusieurs notations, la première est gardée : %s") % ", ".join(notations))

    def read_links(self) -> None:
        """Broader, narrower and related, whichever end they were declared at."""
        for concept, above in (
            *self.graph.subject_objects(SKOS.broader),
            *((down, up) for up, down in self.graph.subject_objects(SKOS.narrower)),
        ):
            self._link(concept, above, "broader")
        for one, other in self.graph.subject_objects(SKOS.related):
            self._link(one, other, "related")
            self._link(other, one, "related")

    def _link(self, node: Any, other: Any, relation: str) -> None:
        """Add a link to a concept of the file; the other end may be in the database only."""
        concept = self.file.concepts.get(str(node))
        if concept is None:
            return
        if node == other:
            self.problem(concept.uri, _("concept lié à lui-même : lien laissé de côté"))
        else:
            getattr(concept, relation).add(str(other))

    def _all(self, node: Any, predicate: URIRef) -> Iterator[Any]:
        """The objects of a statement, in the order of the file."""
        yield from self.graph.objects(node, predicate)

    def _texts(self, node: Any, *predicates: URIRef) -> Iterator[tuple[str, str]]:
        """(text, language) of literals, also of those behind a node that holds one (SKOS-XL, structured notes)."""
        for predicate in predicates:
            for value in self.graph.objects(node, predicate):
                literals = [value] if isinstance(value, Literal) else []
                if not literals:
                    literals = [*self._all(value, SKOSXL.literalForm), *self._all(value, RDF.value)]
                for literal in literals:
                    language = (getattr(literal, "language", None) or UNKNOWN).lower()
                    yield (
                        str(literal),
                        language if len(language) <= MAX_LANGUAGE else language.split("-")[0][:MAX_LANGUAGE],
                    )
