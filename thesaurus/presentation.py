"""What the pages of the thesaurus print, prepared so that their templates ask nothing of the database."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from core.feeds.registry import has_feed
from core.languages import UNKNOWN, direction
from core.sections import section_path
from core.shelves import counts_of, shelf_of
from core.structured_data import as_script
from core.text import sort_key, squeeze
from thesaurus.addresses import branch_path, concept_path, data_path, identifier_url
from thesaurus.models import Ancestry, BroaderLink, Concept, ConceptLabel, LabelKind, NoteKind, Scheme, ThesaurusPage
from thesaurus.services import preferred_labels

TOPS_WITH_CHILDREN = 40
"""With more concepts at the top, the index shows them alone, and each branch has its own page."""
BRANCH_SIZE = 400
"""A branch with more concepts is cut two levels down; what is below has its own page."""
FOUND = 50
PUBLIC_NOTES = (NoteKind.SCOPE, NoteKind.NOTE, NoteKind.EXAMPLE, NoteKind.HISTORY)


@dataclass
class Term:
    """A concept in a list: its label (with its language when it is not the page's), its page, how much it indexes."""

    number: int
    text: str
    language: str
    path: str
    count: int = 0
    children: list["Term"] = field(default_factory=list)
    more: str = ""
    """Where the rest of the branch is, when it is not shown here."""

    @property
    def direction(self) -> str:
        """The way the label is written."""
        return direction(self.language)


@dataclass(frozen=True)
class Word:
    """A word for a concept, in a language."""

    text: str
    language: str
    direction: str


@dataclass(frozen=True)
class Note:
    """A text about a concept, under a heading; `language` is empty when it is the page's."""

    heading: str
    text: str
    language: str
    direction: str


@dataclass(frozen=True)
class Entry:
    """A line of the A–Z: a preferred label, or another one that leads to it (`preferred`)."""

    term: Term
    text: str
    language: str
    preferred: str = ""


def present_letters(language: str) -> dict[str, Any]:
    """The letters that have something, for the A–Z on every page of the section."""
    section = section_path(ThesaurusPage, language)
    letters = ConceptLabel.objects.visible().displayed_in(language).letters()
    return {"letters": [(letter.upper(), f"{section}{letter}/") for letter in letters], "section": section}


def list_terms(concepts: Iterable[Concept], language: str, counts: dict[int, int] | None = None) -> list[Term]:
    """Concepts as lines, A to Z; one query for their labels and one question to the index for their counts."""
    concepts = list(concepts)
    labels = preferred_labels([concept.pk for concept in concepts], language)
    counts = counts_of(concepts) if counts is None else counts
    terms = []
    for concept in concepts:
        text, code = labels.get(concept.pk, (str(concept.uuid), UNKNOWN))
        terms.append(_term(concept, text, code, language, counts.get(concept.number, 0)))
    return sorted(terms, key=lambda term: (sort_key(term.text), term.number))


def _term(concept: Concept, text: str, code: str, language: str, count: int = 0) -> Term:
    return Term(
        concept.number, text, "" if code == language else code, concept_path(concept.number, text, language), count
    )


# The index and the tree ----------------------------------------------------------------------------


def present_found(query: str, language: str) -> dict[str, Any]:
    """The visible concepts a reader's words lead to, the nearest first; nothing when none were typed."""
    query = squeeze(query)[:200]
    concepts = list(Concept.objects.visible().matching(query)[:FOUND]) if query else []
    terms = {term.number: term for term in list_terms(concepts, language)}
    return {"query": query, "found": [terms[concept.number] for concept in concepts]}


def present_index(language: str) -> dict[str, Any]:
    """Where the tree begins, by vocabulary; what stands directly below too, while it all fits on a page."""
    roots = list(Concept.objects.roots().select_related("scheme"))
    children: dict[int, list[Concept]] = defaultdict(list)
    below = Ancestry.objects.directly_under([root.pk for root in roots])
    with_children = len(roots) <= TOPS_WITH_CHILDREN
    for pair in below if with_children else ():
        children[pair.ancestor_id].append(pair.descendant)
    open_branches = set(children) or set(below.values_list("ancestor", flat=True).distinct())
    by_scheme: dict[Scheme, list[Concept]] = defaultdict(list)
    for root in roots:
        by_scheme[root.scheme].append(root)
    shown = [*roots, *(child for each in children.values() for child in each)]
    terms = {term.number: term for term in list_terms({one.pk: one for one in shown}.values(), language)}
    for root in roots:
        term = terms[root.number]
        term.children = _in_order(terms[child.number] for child in children[root.pk])
        term.more = branch_path(root.number, language) if root.pk in open_branches else ""
    return {
        "schemes": [
            (scheme, _in_order(terms[root.number] for root in found))
            for scheme, found in sorted(by_scheme.items(), key=lambda pair: pair[0].pk)
        ],
        "with_children": with_children,
        "several_schemes": len(by_scheme) > 1,
    }


def _in_order(terms: Iterable[Term]) -> list[Term]:
    return sorted(terms, key=lambda term: (sort_key(term.text), term.number))


def present_branch(concept: Concept, language: str) -> dict[str, Any]:
    """One branch of the tree; deep ones are cut and lead on."""
    visible = Concept.objects.visible()
    cut = visible.narrower_than(concept).count() > BRANCH_SIZE
    shown = list(visible.narrower_than(concept, levels=2 if cut else None))
    keys = [one.pk for one in shown]
    below: dict[int, list[int]] = defaultdict(list)
    for child, above in BroaderLink.objects.among(keys).values_list("concept", "broader"):
        below[above].append(child)
    counts = counts_of(shown)
    terms = {one.pk: term for one, term in _terms_by_key(shown, language, counts)}
    deeper = _with_more_below(keys) if cut else set()
    root = _grow(concept.pk, terms, below, deeper, (), language)
    return {
        "root": root,
        **_crumbs_of(concept, root.text, root.language, language),
        "canonical": branch_path(concept.number, language),
    }


def _terms_by_key(concepts: Sequence[Concept], language: str, counts: dict[int, int]) -> Iterable[tuple[Concept, Term]]:
    by_number = {term.number: term for term in list_terms(concepts, language, counts)}
    return [(concept, by_number[concept.number]) for concept in concepts]


def _with_more_below(keys: Sequence[int]) -> set[int]:
    """Which of these concepts have something under them that is not among them."""
    return set(BroaderLink.objects.leaving(keys).values_list("broader", flat=True))


def _grow(
    key: int, terms: dict[int, Term], below: dict[int, list[int]], deeper: set[int], way: tuple[int, ...], language: str
) -> Term:
    """A concept with all that is under it, each time it occurs; never under itself."""
    own = terms[key]
    term = Term(own.number, own.text, own.language, own.path, own.count)
    way = (*way, key)
    term.children = _in_order(
        _grow(child, terms, below, deeper, way, language) for child in below[key] if child not in way
    )
    term.more = branch_path(own.number, language) if key in deeper else ""
    return term


# A letter ------------------------------------------------------------------------------------------


def present_letter(letter: str, language: str) -> dict[str, Any] | None:
    """The labels under a letter, other words pointing to the preferred one; None when there are none."""
    labels = ConceptLabel.objects.visible().displayed_in(language).under_letter(letter).select_related("concept")
    found = list(labels)
    if not found:
        return None
    preferred = preferred_labels({label.concept_id for label in found}, language)
    entries = []
    for label in found:
        text, code = preferred.get(label.concept_id, (label.text, label.language))
        term = _term(label.concept, text, code, language)
        leads = text if label.kind == LabelKind.ALTERNATIVE else ""
        entries.append(Entry(term, label.text, "" if label.language == language else label.language, leads))
    path = f"{section_path(ThesaurusPage, language)}{letter}/"
    return {
        "entries": entries,
        "letter": letter.upper(),
        "canonical": path,
        "crumbs": [(letter.upper(), path)],
    }


# A concept -----------------------------------------------------------------------------------------


def present_concept(concept: Concept, language: str, origin: str) -> dict[str, Any]:
    """Everything the page of a concept prints; works on a saved one and on one that is being edited."""
    labels = list(concept.labels.all())
    preferred = concept.preferred_label(language)
    title = preferred.text if preferred else str(concept.uuid)
    code = preferred.language if preferred else UNKNOWN
    broader, narrower, related = _neighbours(concept, language)
    path = concept_path(concept.number, title, language) if concept.pk else ""
    notes = _notes(concept, language)
    view: dict[str, Any] = {
        "concept": concept,
        "title": title,
        "title_language": "" if code == language else code,
        "title_direction": direction(code),
        "other_languages": _words(labels, LabelKind.PREFERRED, exclude=code),
        "used_for": _words(labels, LabelKind.ALTERNATIVE, only=language),
        "definition": notes[0] if notes and notes[0].heading == "" else None,
        "notes": [note for note in notes if note.heading],
        "broader": broader,
        "narrower": narrower,
        "related": related,
        "identifier": identifier_url(concept),
        "matches": [(match.get_kind_display(), match.uri) for match in concept.matches.all()],
        "shelf": shelf_of(concept) if concept.pk else None,
        "feed_path": path if path and has_feed(concept) else "",
        "branch": branch_path(concept.number, language) if narrower else "",
        "canonical": path,
        "alternates": _alternates(concept) if concept.pk else {},
        **_crumbs_of(concept, title, code, language),
    }
    if concept.pk:
        view["turtle"] = data_path(concept, "ttl")
        view["json_ld_data"] = data_path(concept, "jsonld")
    view["structured_data"] = as_script(_describe(concept, view, origin))
    return view


def present_preview(concept: Concept, request: HttpRequest) -> dict[str, Any]:
    """The context of the editor's preview: the concept as it stands in the form, in the frame of the section's page."""
    language = (get_language() or "fr")[:2]
    page = next((page for page in ThesaurusPage.objects.visible() if page.language == language), None)
    context = page.get_context(request) if page else {"rubrique": ThesaurusPage.rubrique}
    return {**context, **present_concept(concept, language, request.build_absolute_uri("/").rstrip("/"))}


def _neighbours(concept: Concept, language: str) -> tuple[list[Term], list[Term], list[Term]]:
    """Visible concepts above, below and beside, with their counts, in a fixed number of queries."""
    above = [link.broader_id for link in concept.broader_links.all()]
    beside = [link.related_id for link in concept.related_links.all()]
    narrower = Concept.objects.visible().narrower_children_of(concept.pk) if concept.pk else Concept.objects.none()
    below = list(narrower)
    others = list(Concept.objects.visible().by_keys((*above, *beside)))
    together = {one.pk: one for one in (*others, *below)}
    terms = {
        one.pk: term for one, term in _terms_by_key(list(together.values()), language, counts_of([*together.values()]))
    }
    return (
        _in_order(terms[key] for key in dict.fromkeys(above) if key in terms),
        _in_order(terms[one.pk] for one in below),
        _in_order(terms[key] for key in dict.fromkeys(beside) if key in terms),
    )


def _crumbs_of(concept: Concept, title: str, code: str, language: str) -> dict[str, Any]:
    """The way down to a concept: at each step the first of the concepts above it."""
    start = [link.broader_id for link in concept.broader_links.all()]
    above = {one.pk: one for one in Concept.objects.visible().broader_than(start)} if start else {}
    links: dict[int, list[int]] = defaultdict(list)
    for child, up in BroaderLink.objects.among(list(above)).values_list("concept", "broader") if above else ():
        links[child].append(up)
    terms = {one.pk: term for one, term in _terms_by_key(list(above.values()), language, {})} if above else {}
    trail: list[Term] = []
    seen: set[int] = set()
    level = [key for key in start if key in terms]
    while level:
        key = min(level, key=lambda each: (sort_key(terms[each].text), each))
        seen.add(key)
        trail.insert(0, terms[key])
        level = [each for each in links[key] if each not in seen]
    path = concept_path(concept.number, title, language) if concept.pk else ""
    return {"crumbs": [*((term.text, term.path, term.language) for term in trail), (title, path, code)]}


def _words(labels: Sequence[ConceptLabel], kind: str, only: str = "", exclude: str = "") -> list[Word]:
    """Labels of a kind, the site's languages first, then the others by code."""
    order = {code: place for place, (code, _name) in enumerate(settings.LANGUAGES)}
    found = [
        Word(label.text, "" if label.language == UNKNOWN else label.language, direction(label.language))
        for label in labels
        if label.kind == kind and label.language != exclude and (not only or label.language == only)
    ]  # fmt: skip
    return sorted(found, key=lambda word: (order.get(word.language, 99), word.language, sort_key(word.text)))


def _notes(concept: Concept, language: str) -> list[Note]:
    """The definition (without a heading, first) and the notes an outsider may read, in the best language there is."""
    by_kind: dict[str, list[Any]] = defaultdict(list)
    for note in concept.notes.all():
        by_kind[note.kind].append(note)
    notes = _best(by_kind[NoteKind.DEFINITION], language, "")[:1]
    for kind in PUBLIC_NOTES:
        notes += _best(by_kind[kind], language, str(kind.label).capitalize())
    return notes


def _best(notes: Sequence[Any], language: str, heading: str) -> list[Note]:
    """The notes in the first language of the reader's that has some."""
    for code in dict.fromkeys((language, "fr", "en", "nl", *(note.language for note in notes))):
        if found := [note for note in notes if note.language == code]:
            shown = "" if code in (language, UNKNOWN) else code
            return [Note(heading, note.text, shown, direction(code)) for note in found]
    return []


def _alternates(concept: Concept) -> dict[str, str]:
    """The concept's address in each language the section is in."""
    found = {}
    for code, _name in settings.LANGUAGES:
        path = concept_path(concept.number, concept.label(code), code)
        if path.startswith(f"/{code}/"):
            found[code] = path
    return found


def _describe(concept: Concept, view: dict[str, Any], origin: str) -> dict[str, Any]:
    """The concept for search engines."""
    return {
        "@context": "https://schema.org",
        "@type": "DefinedTerm",
        "@id": view["identifier"],
        "url": origin + view["canonical"],
        "name": view["title"],
        "alternateName": [word.text for word in (*view["other_languages"], *view["used_for"])],
        "description": view["definition"].text if view["definition"] else "",
        "termCode": concept.notation,
        "inDefinedTermSet": {"@type": "DefinedTermSet", "@id": concept.scheme.uri, "name": concept.scheme.title}
        if concept.scheme_id
        else {},
        "sameAs": [match.uri for match in concept.matches.all() if match.kind == "exactMatch"],
    }
