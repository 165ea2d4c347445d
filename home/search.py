"""How plain pages stand in the search."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from home.models import HomePage, StandardPage
from search.contract import SearchDocument, TextPart
from search.registry import Source


def build_documents(pages: Sequence[HomePage | StandardPage]) -> Iterable[SearchDocument]:
    """The documents of a batch of pages."""
    return (_document(page) for page in pages)


def _document(page: HomePage | StandardPage) -> SearchDocument:
    language = page.locale.language_code
    return SearchDocument(
        kind=page.index_kind(),
        uuid=page.uuid,
        title=page.title,
        path=path_of(page),
        language=language,
        parts=[TextPart(text) for text in _texts(page)],
        facets={"type": ["page"], "language": [language]},
        added_at=page.first_published_at.timestamp() if page.first_published_at else 0.0,
        card_template="components/cards/page.html",
        card={"language": language},
    )


def path_of(page: Page) -> str:
    """The path of a page, without the site's host."""
    parts = page.get_url_parts()
    return parts[2] if parts else ""


def _texts(page: HomePage | StandardPage) -> Iterable[str]:
    """Everything a reader reads on the page, without markup."""
    lead = page.intro if isinstance(page, StandardPage) else page.lede
    words = [
        " ".join(strip_tags(str(text)).split()) for text in page.body.stream_block.get_searchable_content(page.body)
    ]
    return [text for text in (page.search_description, lead, *words) if text]


def visible_standard_pages() -> Any:
    """The pages of the index."""
    return StandardPage.objects.visible().select_related("locale")


def visible_home_pages() -> Any:
    """The home pages of the index."""
    return HomePage.objects.visible().select_related("locale")


SOURCES = (
    Source("home.standardpage", visible_standard_pages, build_documents, code="page", name=_("page")),
    Source("home.homepage", visible_home_pages, build_documents, code="page", name=_("page")),
)
