"""Whole addresses, as everything that is read away from the site needs them."""

import re

from django.http import HttpRequest

_TAG = re.compile(r"<[a-zA-Z][^<>]*>")
_ADDRESS = re.compile(r'(\s(?:href|src|poster|action|data-src|cite)=")([^"]*)"')
_SOURCES = re.compile(r'(\s(?:srcset|data-srcset)=")([^"]*)"')
_WHOLE = re.compile(r"^(?:[a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)


def origin_of(request: HttpRequest) -> str:
    """Scheme and host of a request, without a path."""
    return request.build_absolute_uri("/").rstrip("/")


def with_whole_addresses(html: str, origin: str, page: str) -> str:
    """HTML whose links and pictures lead where they do on a page (its whole address), wherever it is read."""

    def whole(address: str) -> str:
        if not address or _WHOLE.match(address):
            return address
        if address.startswith("/"):
            return origin + address
        return page + address if address.startswith(("#", "?")) else f"{page.rstrip('/')}/{address}"

    def each(match: re.Match[str]) -> str:
        parts = (part.strip().split(" ", 1) for part in match[2].split(","))
        return match[1] + ", ".join(" ".join([whole(part[0]), *part[1:]]) for part in parts if part[0]) + '"'

    def rewrite(match: re.Match[str]) -> str:
        tag = _ADDRESS.sub(lambda found: f'{found[1]}{whole(found[2])}"', match[0])
        return _SOURCES.sub(each, tag)

    return _TAG.sub(rewrite, html)
