"""A concept as SKOS data: only what the public page shows too."""

from uuid import UUID

from django.utils.functional import cached_property
from rdflib import RDF, SKOS, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS

from core.identifiers import Described, describe_found, identifier_address
from core.linked_data import address, new_graph, say, text, write_graph
from thesaurus.models import Concept, LabelKind, NoteKind

_LABELS = {LabelKind.PREFERRED: SKOS.prefLabel, LabelKind.ALTERNATIVE: SKOS.altLabel}
"""Hidden labels are for search only and are printed nowhere."""


def find_concept_data(uuid: UUID) -> Described | None:
    """What `/id/concept/<uuid>` tells machines."""
    concept = Concept.objects.public_or_gone().with_parts().identified(uuid).first()
    return describe_found(concept, write_skos)


def write_skos(concept: Concept, syntax: str) -> bytes:
    """A visible concept with its words and visible neighbours, in “turtle” or “json-ld”."""
    return write_graph(_ConceptGraph(concept).graph, syntax)


class _ConceptGraph:
    """The statements about one concept."""

    def __init__(self, concept: Concept) -> None:
        self.concept = concept
        self.node = _node(concept)

    @cached_property
    def graph(self) -> Graph:
        """All there is to say."""
        graph = new_graph()
        self._describe(graph)
        self._link(graph)
        return graph

    def _describe(self, graph: Graph) -> None:
        concept, node = self.concept, self.node
        scheme = URIRef(concept.scheme.uri)
        graph.add((node, RDF.type, SKOS.Concept))
        graph.add((node, DCTERMS.identifier, Literal(str(concept.uuid))))
        graph.add((node, SKOS.inScheme, scheme))
        graph.add((scheme, DCTERMS.title, Literal(concept.scheme.title)))
        if concept.top:
            graph.add((node, SKOS.topConceptOf, scheme))
        if concept.notation:
            graph.add((node, SKOS.notation, Literal(concept.notation)))
        for label in concept.labels.all():
            if label.kind in _LABELS:
                say(graph, node, text(label.text, label.language), _LABELS[LabelKind(label.kind)])
        for note in concept.notes.all():
            if note.kind != NoteKind.EDITORIAL:
                say(graph, node, text(note.text, note.language), SKOS[note.kind])
        for match in concept.matches.all():
            say(graph, node, address(match.uri), SKOS[match.kind])
        say(graph, node, address(concept.uri or ""), SKOS.exactMatch)  # where it was imported from

    def _link(self, graph: Graph) -> None:
        """Neighbours the public sees."""
        above = {link.broader_id for link in self.concept.broader_links.all()}
        beside = {link.related_id for link in self.concept.related_links.all()}
        for other in Concept.objects.visible().by_keys(above | beside):
            if other.pk in above:
                graph.add((self.node, SKOS.broader, _node(other)))
            if other.pk in beside:
                graph.add((self.node, SKOS.related, _node(other)))
        for other in Concept.objects.visible().narrower_children_of(self.concept.pk):
            graph.add((self.node, SKOS.narrower, _node(other)))


def _node(concept: Concept) -> URIRef:
    return URIRef(identifier_address("concept", concept.uuid))
