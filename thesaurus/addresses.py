"""Where concepts are found: under the page of the subjects, in each language."""

from uuid import UUID

from django.http import HttpRequest
from django.utils.text import slugify
from django.utils.translation import get_language

from core.identifiers import identifier_address, identifier_path, site_origin
from core.sections import section_path
from core.visibility import is_visible
from thesaurus.models import Concept, ThesaurusPage


def concept_slug(label: str) -> str:
    """The decoration of a concept's address; it changes with the label and redirects."""
    return slugify(label)[:60].strip("-") or "sujet"


def concept_path(number: int, label: str, language: str | None = None) -> str:
    """The path of a concept's page in a language (the current one by default); "" while there is no thesaurus page."""
    section = section_path(ThesaurusPage, language)
    return f"{section}{number}/{concept_slug(label)}/" if section else ""


def canonical_path(concept: Concept, language: str | None = None) -> str:
    """The one address of a concept in a language, with its slug."""
    language = (language or get_language() or "fr")[:2]
    return concept_path(concept.number, concept.label(language), language)


def branch_path(number: int, language: str | None = None) -> str:
    """The path of the branch of the tree that begins at a concept."""
    section = section_path(ThesaurusPage, language)
    return f"{section}arbre/{number}/" if section else ""


def data_path(concept: Concept, suffix: str) -> str:
    """The path of a concept's SKOS, the same in every language: “ttl” for Turtle, “jsonld” for JSON-LD."""
    return identifier_path("concept", concept.uuid, suffix)


def concept_url(concept: Concept) -> str | None:
    """The whole address of a concept's page in French; None while there is no thesaurus page."""
    path = canonical_path(concept, "fr")
    return f"{site_origin()}{path}" if path else None


def identifier_url(concept: Concept) -> str:
    """The language-neutral address of a concept: the one of the vocabulary it comes from, else our own."""
    return concept.uri or identifier_address("concept", concept.uuid)


def find_concept(uuid: UUID, request: HttpRequest) -> str | None:
    """The page behind `/id/concept/<uuid>`; a withdrawn concept leads to its tombstone, which says it is gone."""
    concept = Concept.objects.public_or_gone().with_parts().identified(uuid).first()
    if concept is None:
        return None
    target = concept.resolve()
    if not is_visible(target):
        section = section_path(ThesaurusPage)  # the name of what is gone is not in its address
        return f"{section}{target.number}/" if section else None
    return canonical_path(target) or None
