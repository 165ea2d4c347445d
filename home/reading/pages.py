"""The page of one piece of news or press release."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import prefetch_related_objects
from django.http import HttpRequest

from core.languages import in_language
from core.visibility import shown
from directory.addresses import agent_path
from directory.relators import RELATORS
from home.blocks import record_context
from home.models import Bulletin, NewsPage, PressReleasePage
from home.reading.structured_data import describe
from media_library.blocks import PRIVATE_KEY, file_context
from media_library.visibility import is_public_file, private_collections
from thesaurus.addresses import canonical_path
from thesaurus.models import Concept

RELATED = 4
ROLES = dict(RELATORS)
AUTHOR = "aut"


@dataclass(frozen=True)
class Signature:
    """One name of the byline; the role is said unless it is to have written."""

    name: str
    url: str
    role: Any = ""


@dataclass(frozen=True)
class Subject:
    """One concept, in the reader's language or marked with its own."""

    label: str
    url: str


def present_bulletin(page: Bulletin, request: HttpRequest) -> dict[str, Any]:
    """Everything the page prints, in a fixed number of queries."""
    private = private_collections()
    concepts = subjects_of(page)
    signatures = signatures_of(page) if isinstance(page, NewsPage) else []
    picture = page.image if is_public_file(page.image, private) else None
    if picture is not None:
        prefetch_related_objects([picture], "renditions")
    return {
        **file_context(page.body),
        **record_context(page.body),
        PRIVATE_KEY: private,
        "picture": picture,
        "signatures": signatures,
        "subjects": [_subject(concept) for concept in concepts],
        "related": related_to(page, concepts, request),
        "attachments": attachments_of(page, private) if isinstance(page, PressReleasePage) else [],
        "structured_data": describe(page, request, concepts, [one.name for one in signatures if not one.role]),
    }


def subjects_of(page: Bulletin) -> list[Concept]:
    """The subjects that may be seen, in the order they were chosen, each once; with their labels."""
    rows = page.concepts.all()
    keys = [concept.pk for row in rows.select_related("concept__merged_into") if (concept := shown(row.concept))]
    found = Concept.objects.visible().with_labels().in_bulk(keys)
    return [found[key] for key in dict.fromkeys(keys) if key in found]


def signatures_of(page: NewsPage) -> list[Signature]:
    """Who had a part in it and may be named, in order."""
    rows = page.contributors.select_related("agent__merged_into").order_by("sort_order", "pk")
    found = [(row.role, agent) for row in rows if (agent := shown(row.agent))]
    return [
        Signature(agent.name, agent_path(agent), "" if role == AUTHOR else ROLES.get(role, "")) for role, agent in found
    ]


def attachments_of(page: PressReleasePage, private: set[int]) -> list[Any]:
    """The files that may be taken away."""
    rows = page.attachments.select_related("document").order_by("sort_order", "pk")
    return [row for row in rows if is_public_file(row.document, private)]


def related_to(page: Bulletin, concepts: Sequence[Concept], request: HttpRequest) -> list[tuple[Bulletin, str]]:
    """A few others of its language on the same subjects, those that share most first; each with its address."""
    keys = [concept.pk for concept in concepts]
    if not keys:
        return []
    language = page.locale.language_code
    found: list[Any] = []
    for model in (NewsPage, PressReleasePage):
        others = model.objects.visible().in_language(language).sharing(keys).exclude_page(page)
        found += others.select_related("locale")[:RELATED]
    found.sort(key=lambda one: (one.shared, one.date), reverse=True)
    return [(one, one.get_url(request) or "") for one in found[:RELATED]]


def _subject(concept: Concept) -> Subject:
    label = concept.preferred_label()
    text = in_language(label.text, label.language) if label else concept.label()
    return Subject(text, canonical_path(concept))
