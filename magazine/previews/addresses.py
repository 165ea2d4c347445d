"""In a private preview, links from one page of the number to another stay inside the preview."""

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from django.urls import reverse

_HREF = re.compile(r'(<a\b[^>]*?\shref=")([^"]*)(")', re.IGNORECASE)
_FOLLOWED = re.compile(r'<link\b[^>]*\brel="(?:canonical|alternate|next|prev|shortlink)"[^>]*>\n?', re.IGNORECASE)
_DATA = re.compile(r'<script type="application/ld\+json"[^>]*>.*?</script>\n?', re.DOTALL | re.IGNORECASE)
_META = re.compile(r'<meta (?:property|name)="(?:og|twitter|citation|article)[:_][^>]*>\n?', re.IGNORECASE)


def preview_paths(pages: Iterable[Any], token: str) -> dict[str, str]:
    """From the address each page of a number will have to its address in a preview."""
    paths = {}
    for place, page in enumerate(pages):
        parts = page.get_url_parts()
        if parts:
            name, args = ("preview-issue", [token]) if place == 0 else ("preview-page", [token, page.uuid])
            paths[parts[2]] = reverse(name, args=args)
    return paths


def keep_inside(html: str, paths: dict[str, str], token: str) -> str:
    """A page whose links to the number stay in the preview, without what only machines read.

    Links to what such a page gives only once it is public (feeds, files) lose their address; the files of the number
    have theirs in the preview.
    """
    issue_path = next(iter(paths), "")

    def lead(match: re.Match[str]) -> str:
        before, address, after = match.groups()
        parts = urlsplit(address)
        inside = paths.get(parts.path)
        if inside is None and issue_path and parts.path.startswith(issue_path):
            return _without_address(before, after)
        if inside is None:
            return match[0]
        fragment = f"#{parts.fragment}" if parts.fragment else ""
        return f"{before}{inside}{fragment}{after}"

    for machine in (_FOLLOWED, _DATA, _META):
        html = machine.sub("", html)
    return _HREF.sub(lead, html)


def _without_address(before: str, after: str) -> str:
    """A link that leads nowhere yet."""
    return re.sub(r'\shref="$', ' aria-disabled="true', before) + after
