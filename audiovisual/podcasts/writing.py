"""The XML of a podcast feed: RSS 2.0 with the words of Apple, of the Podcasting 2.0 namespace, of Atom and of
content."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, SubElement

from core.feeds.writing import ATOM_NAMESPACE, add_line, written, xml_text

NAMESPACES = {
    "xmlns:atom": ATOM_NAMESPACE,
    "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
    "xmlns:itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "xmlns:podcast": "https://podcastindex.org/namespace/1.0",
}
CONTENT_TYPE = "application/rss+xml; charset=utf-8"
MOST_BYTES = 4000
"""What applications read of a description."""


@dataclass(frozen=True, slots=True)
class Tag:
    """An element: its text is written when there is some, attributes without a value are left out."""

    name: str
    text: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    children: Sequence["Tag"] = ()
    is_long: bool = False
    """Whether lines and spaces of the text are kept."""


def write_podcast(channel: Iterable[Tag], items: Iterable[Sequence[Tag]]) -> bytes:
    """A feed: what is said of the podcast, then its episodes."""
    root = Element("rss", {"version": "2.0", **NAMESPACES})
    made = SubElement(root, "channel")
    _add_all(made, channel)
    for item in items:
        _add_all(SubElement(made, "item"), item)
    return written(root)


def _add_all(parent: Element, tags: Iterable[Tag]) -> None:
    for tag in tags:
        attributes = {name: xml_text(value) for name, value in tag.attributes.items() if value}
        if tag.text and not tag.is_long and not attributes:
            add_line(parent, tag.name, tag.text)
            continue
        made = SubElement(parent, tag.name, attributes)
        if tag.text:
            made.text = xml_text(tag.text)
        _add_all(made, tag.children)


def short_text(text: str, most: int = MOST_BYTES) -> str:
    """A text of at most so many bytes of UTF-8, ended between two words."""
    if len(text.encode()) <= most:
        return text
    kept = text.encode()[: most - 3].decode(errors="ignore")
    return kept.rsplit(None, 1)[0] + "…"


def yes_or_no(value: bool) -> str:
    """As the Podcasting 2.0 namespace says it."""
    return "yes" if value else "no"


def true_or_false(value: bool) -> str:
    """As Apple says it."""
    return "true" if value else "false"
