"""How thematic selections stand in the search."""

from collections.abc import Iterable, Sequence
from typing import Any

from resources.models import SelectionPage
from search.contract import SearchDocument, TextPart
from search.registry import Source

KIND = "resources.selectionpage"


def visible_selections() -> Any:
    """The selections of the index."""
    return SelectionPage.objects.visible().select_related("locale").prefetch_related("entries")


def build_documents(pages: Sequence[SelectionPage]) -> Iterable[SearchDocument]:
    """The documents of a batch of selections; the comments of hidden records are not among their words."""
    from resources.reading.selections import comments_of

    comments = comments_of(pages)
    return (_document(page, comments.get(page.pk, [])) for page in pages)


def _document(page: SelectionPage, comments: Sequence[str]) -> SearchDocument:
    language = page.locale.language_code
    parts = page.get_url_parts()
    return SearchDocument(
        kind=KIND,
        uuid=page.uuid,
        title=page.title,
        path=parts[2] if parts else "",
        language=language,
        parts=[TextPart(text) for text in (page.introduction, *comments) if text],
        facets={"type": ["page"], "language": [language]},
        added_at=page.first_published_at.timestamp() if page.first_published_at else 0.0,
        card_template="components/cards/page.html",
        card={"language": language},
    )


SOURCE = Source(KIND, visible_selections, build_documents)
