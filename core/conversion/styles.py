"""What elements and their style sheets say of how a piece of text looks."""

import re
from collections.abc import Callable
from urllib.parse import urljoin, urlsplit

from django.utils.translation import gettext_lazy as _
from lxml import etree

from core.conversion.runs import Style

_BY_TAG = {"b": "bold", "strong": "bold", "i": "italic", "em": "italic", "cite": "italic", "dfn": "italic",
           "sup": "raised", "sub": "lowered"}  # fmt: skip
_BY_SHEET: list[tuple[re.Pattern[str], str, bool]] = [
    (re.compile(r"font-weight:\s*(?:bold|[6-9]00)"), "bold", True),
    (re.compile(r"font-weight:\s*(?:normal|[1-5]00)"), "bold", False),
    (re.compile(r"font-style:\s*(?:italic|oblique)"), "italic", True),
    (re.compile(r"font-style:\s*normal"), "italic", False),
    (re.compile(r"vertical-align:\s*super"), "raised", True),
    (re.compile(r"vertical-align:\s*sub(?![-\w])"), "lowered", True),
]
FORGOTTEN = {
    "u": _("souligné"), "s": _("barré"), "strike": _("barré"), "del": _("barré"), "mark": _("surligné"),
    "code": _("code"), "kbd": _("code"), "samp": _("code"), "tt": _("code"),
}  # fmt: skip
"""Formatting there is no place for, by its element."""


def style_of(element: etree._Element, style: Style, link: Callable[[str], str]) -> Style:
    """The style inside an element, from the one around it; `link` makes addresses that can be used."""
    tag = str(element.tag)
    looks = {"bold": style.bold, "italic": style.italic, "raised": style.raised, "lowered": style.lowered}
    if tag in _BY_TAG:
        looks[_BY_TAG[tag]] = True
    sheet = element.get("style")
    for pattern, look, value in _BY_SHEET if sheet else ():
        if pattern.search(sheet or ""):
            looks[look] = value
    href = link(element.get("href", "")) if tag == "a" and element.get("href") else style.href
    return Style(href, **looks)


def usable_address(address: str, base: str = "") -> str:
    """An address a reader can follow, made whole with that of the old site; empty for a place in the text itself."""
    address = address.strip()
    if not address or address.startswith("#"):
        return ""
    try:
        whole = urljoin(base, address) if base else address
        scheme = urlsplit(whole).scheme
    except ValueError:
        return ""
    if whole.startswith("//"):
        return f"https:{whole}"[:1000]
    return whole[:1000] if scheme in {"", "http", "https", "mailto", "tel"} else ""
