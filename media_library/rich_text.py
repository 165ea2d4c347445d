"""Links inside running text: those to what the public may not see lose their address, which would tell its name."""

from collections.abc import Sequence
from typing import Any

from django.utils.html import escape
from wagtail.documents import get_document_model
from wagtail.documents.rich_text import DocumentLinkHandler
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

from media_library.visibility import is_public_file, private_collections

NO_LINK = "<a>"


class VisiblePageLinkHandler(PageLinkHandler):
    """Links to pages an anonymous visitor may open; the others stay as text."""

    @classmethod
    def get_many(cls, attrs_list: Sequence[dict[str, Any]]) -> list[Page | None]:
        """The visible pages, None for the others; a fixed number of queries."""
        keys = [attrs.get("id") for attrs in attrs_list]
        pages = Page.objects.filter(id__in=keys).live().public().defer_streamfields().specific()
        found = {str(page.pk): page for page in pages}
        return [found.get(str(key)) for key in keys]


class VisibleDocumentLinkHandler(DocumentLinkHandler):
    """Links to documents of public collections; the others stay as text."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: Sequence[dict[str, Any]]) -> list[str]:
        """The opening tags of the links; a fixed number of queries."""
        keys = [str(attrs.get("id")) for attrs in attrs_list]
        documents = get_document_model().objects.in_bulk([int(key) for key in keys if key.isdigit()])
        private = private_collections() if documents else set()
        return [cls._open(documents.get(int(key)) if key.isdigit() else None, private) for key in keys]

    @staticmethod
    def _open(document: Any, private: set[int]) -> str:
        """One opening tag."""
        if not is_public_file(document, private):
            return NO_LINK
        return f'<a href="{escape(document.url)}">'
