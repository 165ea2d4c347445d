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
    root = _atom(feed) if syntax == ATOM else _rss(feed)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="utf-8")


# Atom ---------------------------------------------------------------------------------------------


def _atom(feed: Feed) -> Element:
    root = Element("feed", {"xmlns": ATOM_NAMESPACE, "xml:lang": feed.language})
    _add(root, "id", feed.identifier)
    _add(root, "title", feed.title)
    if feed.subtitle:
        _add(root, "subtitle", feed.subtitle)
    _add(root, "updated", _moment(feed.updated))
    SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": feed.own_url})
    SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": feed.url})
    _add(SubElement(root, "author"), "name", feed.author)
    for entry in feed.entries:
        _atom_entry(root, entry)
    return root


def _atom_entry(root: Element, entry: Entry) -> None:
    made = SubElement(root, "entry", {"xml:lang": entry.language} if entry.language else {})
    _add(made, "id", entry.identifier)
    _add(made, "title", entry.title)
    _add(made, "updated", _moment(entry.updated))
    if entry.published:
        _add(made, "published", _moment(entry.published))
    SubElement(made, "link", {"rel": "alternate", "type": "text/html", "href": entry.url})
    for role, names in (("author", entry.authors), ("contributor", entry.contributors)):
        for name in names:
            _add(SubElement(made, role), "name", name)
    for word in entry.categories:
        SubElement(made, "category", {"term": _line(word)})
    if entry.rights:
        _add(made, "rights", entry.rights)
    if entry.summary:
        _add(made, "summary", entry.summary)
    if entry.html:
        SubElement(made, "content", {"type": "html"}).text = _NOT_XML.sub("", entry.html)


def _moment(date: datetime) -> str:
    """RFC 3339, in UTC, to the second."""
    return date.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


# RSS ----------------------------------------------------------------------------------------------


def _rss(feed: Feed) -> Element:
    root = Element("rss", {"version": "2.0", **RSS_NAMESPACES})
    channel = SubElement(root, "channel")
    _add(channel, "title", feed.title)
    _add(channel, "link", feed.url)
    _add(channel, "description", feed.subtitle or feed.title)
    _add(channel, "language", feed.language)
    _add(channel, "lastBuildDate", _mail_date(feed.updated))
    SubElement(channel, "atom:link", {"rel": "self", "type": "application/rss+xml", "href": feed.own_url})
    for entry in feed.entries:
        _rss_item(channel, entry)
    return root


def _rss_item(channel: Element, entry: Entry) -> None:
    item = SubElement(channel, "item")
    _add(item, "title", entry.title)
    _add(item, "link", entry.url)
    guid = SubElement(item, "guid", {"isPermaLink": "false"})
    guid.text = entry.identifier
    _add(item, "pubDate", _mail_date(entry.published or entry.updated))
    _add(item, "atom:updated", _moment(entry.updated))
    for name in (*entry.authors, *entry.contributors):
        _add(item, "dc:creator", name)
    for word in entry.categories:
        _add(item, "category", word)
    if entry.language:
        _add(item, "dc:language", entry.language)
    if entry.rights:
        _add(item, "dc:rights", entry.rights)
    if entry.summary or not entry.html:
        _add(item, "description", entry.summary or entry.title)
    if entry.html:
        SubElement(item, "content:encoded").text = _NOT_XML.sub("", entry.html)


def _mail_date(date: datetime) -> str:
    """RFC 822, in UTC, as RSS wants it."""
    return format_datetime(date.astimezone(UTC).replace(microsecond=0))


def _add(parent: Element, name: str, text: str) -> None:
    """An element with its text on one line, without characters XML refuses."""
    SubElement(parent, name).text = _line(text)


def _line(text: str) -> str:
    """On one line; spaces that do not break are left as they are."""
    return _NOT_XML.sub("", _SPACES.sub(" ", text)).strip()
