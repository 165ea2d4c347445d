"""A concept as SKOS data: only what the public page shows too."""

from django.utils.functional import cached_property
from rdflib import RDF, SKOS, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS

from core.languages import UNKNOWN
from thesaurus.addresses import identifier_url
from thesaurus.models import Concept, LabelKind, NoteKind

CONTENT_TYPES = {"turtle": "text/turtle; charset=utf-8", "json-ld": "application/ld+json"}
EXTENSIONS = {"turtle": "ttl", "json-ld": "jsonld"}
_LABELS = {LabelKind.PREFERRED: SKOS.prefLabel, LabelKind.ALTERNATIVE: SKOS.altLabel}
"""Hidden labels are for search only and are printed nowhere."""


def write_skos(concept: Concept, syntax: str) -> str:
    """A visible concept with its words and visible neighbours, in “turtle” or “json-ld”."""
    return str(_ConceptGraph(concept).graph.serialize(format=syntax))


class _ConceptGraph:
    """The statements about one concept."""

    def __init__(self, concept: Concept) -> None:
        self.concept = concept
        self.node = URIRef(identifier_url(concept))

    @cached_property
    def graph(self) -> Graph:
        """All there is to say."""
        graph = Graph()
        graph.bind("skos", SKOS)
        graph.bind("dcterms", DCTERMS)
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
                graph.add((node, _LABELS[LabelKind(label.kind)], _literal(label.text, label.language)))
        for note in concept.notes.all():
            if note.kind != NoteKind.EDITORIAL:
                graph.add((node, SKOS[note.kind], _literal(note.text, note.language)))
        for match in concept.matches.all():
            graph.add((node, SKOS[match.kind], URIRef(match.uri)))

    def _link(self, graph: Graph) -> None:
        """Neighbours the public sees."""
        above = {link.broader_id for link in self.concept.broader_links.all()}
        beside = {link.related_id for link in self.concept.related_links.all()}
        for other in Concept.objects.visible().by_keys(above | beside):
            if other.pk in above:
                graph.add((self.node, SKOS.broader, URIRef(identifier_url(other))))
            if other.pk in beside:
                graph.add((self.node, SKOS.related, URIRef(identifier_url(other))))
        for other in Concept.objects.visible().narrower_children_of(self.concept.pk):
            graph.add((self.node, SKOS.narrower, URIRef(identifier_url(other))))


def _literal(text: str, language: str) -> Literal:
    return Literal(text) if language == UNKNOWN else Literal(text, lang=language)
