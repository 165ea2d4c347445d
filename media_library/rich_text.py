"""Links inside running text: those to what the public may not see lose their address, which would tell its name."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.utils.html import escape
from wagtail.documents import get_document_model
from wagtail.documents.rich_text import DocumentLinkHandler
from wagtail.rich_text.pages import PageLinkHandler
from wagtail.rich_text.rewriters import extract_attrs

from core.page_links import public_addresses
from media_library.visibility import is_public_file, private_collections

NO_LINK = "<a>"
_LINK = re.compile(r"<a\b[^>]*\blinktype=[^>]*>")
_known: ContextVar[Mapping[tuple[str, str], str] | None] = ContextVar("known_links", default=None)
"""Opening tags by kind and key, where a whole page asked for all its links at once."""


@contextmanager
def links_asked_once(texts: Iterable[str]) -> Iterator[None]:
    """Within, links of these stored texts are written without a query: they are asked for here, all together."""
    keys: dict[str, set[str]] = {}
    for text in texts:
        for tag in _LINK.findall(text) if "linktype=" in text else ():
            attributes = extract_attrs(tag)
            keys.setdefault(attributes.get("linktype", ""), set()).add(str(attributes.get("id")))
    known = {}
    for handler in (VisiblePageLinkHandler, VisibleDocumentLinkHandler):
        of_kind = sorted(keys.get(handler.identifier, ()))
        known.update({(handler.identifier, key): tag for key, tag in zip(of_kind, handler.ask(of_kind), strict=True)})
    token = _known.set(known)
    try:
        yield
    finally:
        _known.reset(token)


class _KnownLinks:
    """How a kind of link is written: from what was asked before, else asked now."""

    identifier: str

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: Sequence[dict[str, Any]]) -> list[str]:
        """The opening tags of the links; a fixed number of queries."""
        keys = [str(attrs.get("id")) for attrs in attrs_list]
        known = _known.get() or {}
        tags = [known.get((cls.identifier, key)) for key in keys]
        return [tag for tag in tags if tag is not None] if None not in tags else cls.ask(keys)

    @classmethod
    def ask(cls, keys: Sequence[str]) -> list[str]:
        """The opening tags of links to these, in order."""
        raise NotImplementedError


class VisiblePageLinkHandler(_KnownLinks, PageLinkHandler):
    """Links to pages an anonymous visitor may open; the others stay as text."""

    @classmethod
    def ask(cls, keys: Sequence[str]) -> list[str]:
        """One to three queries."""
        addresses = public_addresses(keys)
        return [f'<a href="{escape(addresses[key])}">' if key in addresses else NO_LINK for key in keys]


class VisibleDocumentLinkHandler(_KnownLinks, DocumentLinkHandler):
    """Links to documents of public collections; the others stay as text."""

    @classmethod
    def ask(cls, keys: Sequence[str]) -> list[str]:
        """One to three queries."""
        numbers = [int(key) for key in keys if key.isascii() and key.isdigit()]
        documents = get_document_model().objects.in_bulk(numbers) if numbers else {}
        private = private_collections() if documents else set()
        return [cls._open(documents.get(int(key)) if key.isdigit() else None, private) for key in keys]

    @staticmethod
    def _open(document: Any, private: set[int]) -> str:
        """One opening tag."""
        if not is_public_file(document, private):
            return NO_LINK
        return f'<a href="{escape(document.url)}">'
