"""How news and press releases stand in the search, each in the language of its page."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from core.stream_text import texts_of_block
from core.visibility import shown
from home.models import Bulletin, NewsPage, PressReleasePage
from home.search import path_of
from search.contract import SearchDocument, TextPart
from search.registry import Dependency, Source
from search.subjects import agent_facets, broader_numbers, concept_facets, labels_searched, misspelt_labels

CARD_TEMPLATE = "components/cards/bulletin.html"
TYPES: dict[type[Bulletin], str] = {NewsPage: "news", PressReleasePage: "press"}
TYPE_LABELS = {"news": _("actualité"), "press": _("communiqué de presse")}


def visible_news() -> Any:
    """The news of the index, with all that their documents are made of."""
    return (
        NewsPage.objects.visible()
        .select_related("locale")
        .with_concepts()
        .prefetch_related("contributors__agent__merged_into")
    )


def visible_press() -> Any:
    """The press releases of the index."""
    return PressReleasePage.objects.visible().select_related("locale").with_concepts()


def build_bulletins(pages: Sequence[Bulletin]) -> Iterable[SearchDocument]:
    """The documents of a batch of one kind, with a fixed number of queries whatever its size."""
    concepts = {page.pk: _concepts_of(page) for page in pages}
    broader = broader_numbers({concept.pk for found in concepts.values() for concept in found})
    return (_document(page, concepts[page.pk], broader) for page in pages)


def _document(page: Bulletin, concepts: Sequence[Any], broader: Mapping[int, list[str]]) -> SearchDocument:
    language, kind = page.locale.language_code, TYPES[type(page)]
    agents = _agents_of(page)
    facets = {
        "type": [kind],
        "language": [language],
        **concept_facets(concepts, broader),
        **agent_facets((agent.number, role) for agent, role in agents),
    }
    return SearchDocument(
        kind=page.index_kind(),
        uuid=page.uuid,
        title=page.title,
        path=path_of(page),
        language=language,
        people=list(dict.fromkeys(agent.name for agent, _role in agents)),
        subjects=labels_searched(concepts),
        misspellings=misspelt_labels(concepts),
        parts=[TextPart(text) for text in _texts(page)],
        facets={name: values for name, values in facets.items() if values},
        first_year=page.date.year,
        last_year=page.date.year,
        added_at=page.first_published_at.timestamp() if page.first_published_at else 0.0,
        card_template=CARD_TEMPLATE,
        card={"type": kind, "language": language, "date": page.date.isoformat()},
    )


def _concepts_of(page: Any) -> list[Any]:
    """The concepts that may be shown, each once."""
    found = (concept for row in page.concepts.all() if (concept := shown(row.concept)))
    return list({concept.pk: concept for concept in found}.values())


def _agents_of(page: Any) -> list[tuple[Any, str]]:
    """Who signs news and may be named, with their part in it."""
    rows = page.contributors.all() if isinstance(page, NewsPage) else ()
    return [(agent, row.role) for row in rows if (agent := shown(row.agent))]


def _texts(page: Bulletin) -> list[str]:
    """The standfirst, then the words of the body, read from what is stored."""
    known = page.body.stream_block.child_blocks
    words = [
        " ".join(texts_of_block(known[item["type"]], item["value"]))
        for item in page.body.raw_data
        if item["type"] in known
    ]
    return [text for text in (page.standfirst, *words) if text]


# How many use a person or a subject, and what puts documents out of date ---------------------------


def _counter(model: Any, relation: str) -> Callable[[Sequence[int]], dict[int, int]]:
    """What counts the visible pages of a model that name things, by primary key; one query."""

    def count(keys: Sequence[int]) -> dict[int, int]:
        rows = model.objects.visible().order_by().naming(relation, keys).values_list(relation)
        return dict(rows.annotate(found=Count("pk", distinct=True)))

    return count


def _pages_naming(agents: Sequence[UUID]) -> Iterable[tuple[str, UUID]]:
    found = NewsPage.objects.order_by().naming("contributors__agent__uuid", agents).distinct()
    yield from ((NewsPage.index_kind(), uuid) for uuid in found.values_list("uuid", flat=True))


def _pages_about(concepts: Sequence[UUID]) -> Iterable[tuple[str, UUID]]:
    for model in (NewsPage, PressReleasePage):
        found = model.objects.order_by().under_concepts(concepts)
        yield from ((model.index_kind(), uuid) for uuid in found.values_list("uuid", flat=True))


SOURCES = (
    Source(
        "home.newspage", visible_news, build_bulletins, code="news", name=TYPE_LABELS["news"],
        uses={
            "directory.agent": _counter(NewsPage, "contributors__agent"),
            "thesaurus.concept": _counter(NewsPage, "concepts__concept"),
        },
    ),
    Source(
        "home.pressreleasepage", visible_press, build_bulletins, code="press", name=TYPE_LABELS["press"],
        uses={"thesaurus.concept": _counter(PressReleasePage, "concepts__concept")},
    ),
)  # fmt: skip
DEPENDENCIES = (
    Dependency("directory.agent", _pages_naming),
    Dependency("thesaurus.concept", _pages_about),
)
