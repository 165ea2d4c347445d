from thesaurus.models.concept import Concept, Scheme
from thesaurus.models.page import ThesaurusPage
from thesaurus.models.parts import (
    Ancestry,
    BroaderLink,
    ConceptLabel,
    ConceptMatch,
    ConceptNote,
    LabelKind,
    MatchKind,
    NoteKind,
    RelatedLink,
)

__all__ = [
    "Ancestry",
    "BroaderLink",
    "Concept",
    "ConceptLabel",
    "ConceptMatch",
    "ConceptNote",
    "LabelKind",
    "MatchKind",
    "NoteKind",
    "RelatedLink",
    "Scheme",
    "ThesaurusPage",
]
