"""Feeds written as Atom (RFC 4287) and as RSS 2.0 with its usual modules."""

import re
from datetime import UTC, datetime
from email.utils import format_datetime
from xml.etree.ElementTree import Element, SubElement, tostring

from core.feeds.documents import ATOM, Entry, Feed

ATOM_NAMESPACE = "http://www.w3.org/2005/Atom"
RSS_NAMESPACES = {
    "xmlns:atom": ATOM_NAMESPACE,
    "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
}
_SPACES = re.compile("[ \t\r\n]+")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_feed(feed: Feed, syntax: str) -> bytes:
    """A feed in one of the two syntaxes."""
    return written(_atom(feed) if syntax == ATOM else _rss(feed))


def written(root: Element) -> bytes:
    """A document of XML as it is sent."""
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="utf-8")


# Atom ---------------------------------------------------------------------------------------------


def _atom(feed: Feed) -> Element:
    root = Element("feed", {"xmlns": ATOM_NAMESPACE, "xml:lang": feed.language})
    add_line(root, "id", feed.identifier)
    add_line(root, "title", feed.title)
    if feed.subtitle:
        add_line(root, "subtitle", feed.subtitle)
    add_line(root, "updated", _moment(feed.updated))
    SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": feed.own_url})
    SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": feed.url})
    add_line(SubElement(root, "author"), "name", feed.author)
    for entry in feed.entries:
        _atom_entry(root, entry)
    return root


def _atom_entry(root: Element, entry: Entry) -> None:
    made = SubElement(root, "entry", {"xml:lang": entry.language} if entry.language else {})
    add_line(made, "id", entry.identifier)
    add_line(made, "title", entry.title)
    add_line(made, "updated", _moment(entry.updated))
    if entry.published:
        add_line(made, "published", _moment(entry.published))
    SubElement(made, "link", {"rel": "alternate", "type": "text/html", "href": entry.url})
    for role, names in (("author", entry.authors), ("contributor", entry.contributors)):
        for name in names:
            add_line(SubElement(made, role), "name", name)
    for word in entry.categories:
        SubElement(made, "category", {"term": _line(word)})
    if entry.rights:
        add_line(made, "rights", entry.rights)
    if entry.summary:
        add_line(made, "summary", entry.summary)
    if entry.html:
        SubElement(made, "content", {"type": "html"}).text = xml_text(entry.html)


def _moment(date: datetime) -> str:
    """RFC 3339, in UTC, to the second."""
    return date.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


# RSS ----------------------------------------------------------------------------------------------


def _rss(feed: Feed) -> Element:
    root = Element("rss", {"version": "2.0", **RSS_NAMESPACES})
    channel = SubElement(root, "channel")
    add_line(channel, "title", feed.title)
    add_line(channel, "link", feed.url)
    add_line(channel, "description", feed.subtitle or feed.title)
    add_line(channel, "language", feed.language)
    add_line(channel, "lastBuildDate", mail_date(feed.updated))
    SubElement(channel, "atom:link", {"rel": "self", "type": "application/rss+xml", "href": feed.own_url})
    for entry in feed.entries:
        _rss_item(channel, entry)
    return root


def _rss_item(channel: Element, entry: Entry) -> None:
    item = SubElement(channel, "item")
    add_line(item, "title", entry.title)
    add_line(item, "link", entry.url)
    guid = SubElement(item, "guid", {"isPermaLink": "false"})
    guid.text = entry.identifier
    add_line(item, "pubDate", mail_date(entry.published or entry.updated))
    add_line(item, "atom:updated", _moment(entry.updated))
    for name in (*entry.authors, *entry.contributors):
        add_line(item, "dc:creator", name)
    for word in entry.categories:
        add_line(item, "category", word)
    if entry.language:
        add_line(item, "dc:language", entry.language)
    if entry.rights:
        add_line(item, "dc:rights", entry.rights)
    if entry.summary or not entry.html:
        add_line(item, "description", entry.summary or entry.title)
    if entry.html:
        SubElement(item, "content:encoded").text = xml_text(entry.html)


def mail_date(date: datetime) -> str:
    """RFC 822, in UTC, as RSS wants it."""
    return format_datetime(date.astimezone(UTC).replace(microsecond=0))


def add_line(parent: Element, name: str, text: str) -> None:
    """An element with its text on one line, without characters XML refuses."""
    SubElement(parent, name).text = _line(text)


def xml_text(text: str) -> str:
    """Without characters XML refuses, lines and all kept."""
    return _NOT_XML.sub("", text)


def _line(text: str) -> str:
    """On one line; spaces that do not break are left as they are."""
    return _NOT_XML.sub("", _SPACES.sub(" ", text)).strip()
