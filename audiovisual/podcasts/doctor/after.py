"""What can be said of a podcast once it is published: asked of the server as an application asks."""

import time
from collections.abc import Iterator
from typing import Any

from lxml import etree

from audiovisual.podcasts.addresses import feed_path
from audiovisual.podcasts.doctor.asking import Answer, Ask, Unreachable, ask_over_network, own_path
from audiovisual.podcasts.doctor.findings import Finding, in_order
from audiovisual.podcasts.feeds import KEPT

MOST_EPISODES = 10
MOST_SECONDS = 120
FOREIGN = "https://app.example"
"""The site an application in a browser would be on."""
PODCAST = "{https://podcastindex.org/namespace/1.0}"
ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"


def examine_served(show: Any, ask: Ask = ask_over_network) -> list[Finding]:
    """What an application would not get of a public show: of its feed, its picture and its latest episodes."""
    if not show.live:
        return []
    path = feed_path(show) + (f"?{KEPT}" if show.new_feed_url else "")
    try:
        return in_order(list(_examine(path, ask)))
    except Unreachable as error:
        return [Finding("unreachable", told={"address": str(error)})]


def _examine(path: str, ask: Ask) -> Iterator[Finding]:
    until = time.monotonic() + MOST_SECONDS
    answer = ask("GET", path, Origin=FOREIGN)
    if answer.status != 200:
        yield Finding("feed_status", told={"status": answer.status})
        return
    yield from _of_feed(path, answer, ask)
    try:
        channel: Any = etree.fromstring(answer.body, etree.XMLParser(resolve_entities=False)).find("channel")
    except etree.XMLSyntaxError:
        channel = None
    if channel is None:
        yield Finding("feed_type", told={"type": answer.mime_type})
        return
    for image in channel.findall(f"{ITUNES}image"):
        yield from _of_picture(str(image.get("href")), "", ask)
    for item in channel.findall("item")[:MOST_EPISODES]:
        if time.monotonic() > until:
            yield Finding("stopped", told={"seconds": MOST_SECONDS})
            return
        yield from _of_item(item, ask)


def _of_feed(path: str, answer: Answer, ask: Ask) -> Iterator[Finding]:
    if answer.mime_type != "application/rss+xml":
        yield Finding("feed_type", told={"type": answer.mime_type})
    if answer.headers.get("access-control-allow-origin") != "*":
        yield Finding("feed_cors")
    again = ask("GET", path, If_None_Match=answer.headers.get("etag", ""))
    if again.status != 304:
        yield Finding("feed_again")


def _of_item(item: Any, ask: Ask) -> Iterator[Finding]:
    """One episode: its files, what is said in it, its picture."""
    title = item.findtext("title") or ""
    enclosure = item.find("enclosure")
    if enclosure is not None:
        yield from _of_enclosure(dict(enclosure.attrib), title, ask)
    for name in ("transcript", "chapters"):
        for one in item.findall(f"{PODCAST}{name}"):
            yield from _of_text(str(one.get("url")), title, ask)
    for image in item.findall(f"{ITUNES}image"):
        yield from _of_picture(str(image.get("href")), title, ask)


def _of_enclosure(said: dict[str, str], title: str, ask: Ask) -> Iterator[Finding]:
    address = said.get("url", "")
    path = own_path(address)
    if not path:
        return
    head = ask("HEAD", path)
    if head.status != 200:
        yield Finding("file_head", title, told={"address": address, "status": head.status})
        return
    if head.mime_type != said.get("type"):
        yield Finding(
            "file_type", title, told={"address": address, "found": head.mime_type, "wanted": said.get("type", "")}
        )
    if head.headers.get("content-length") != said.get("length"):
        length = head.headers.get("content-length", "?")
        yield Finding("file_length", title, told={"address": address, "found": length, "wanted": said.get("length")})
    part = ask("GET", path, Range="bytes=0-1")
    if part.status != 206 or len(part.body) != 2:
        yield Finding("file_range", title, told={"address": address, "status": part.status})


def _of_text(address: str, title: str, ask: Ask) -> Iterator[Finding]:
    """A transcript or chapters: applications that live in a browser must be able to read them."""
    path = own_path(address)
    if not path:
        return
    answer = ask("GET", path, Origin=FOREIGN)
    if answer.status != 200:
        yield Finding("file_status", title, told={"address": address, "status": answer.status})
    elif answer.headers.get("access-control-allow-origin") not in ("*", FOREIGN):
        yield Finding("file_cors", title, told={"address": address})


def _of_picture(address: str, title: str, ask: Ask) -> Iterator[Finding]:
    path = own_path(address)
    if not path:
        return
    answer = ask("HEAD", path)
    if answer.status != 200:
        yield Finding("file_status", title, told={"address": address, "status": answer.status})
    elif answer.mime_type not in ("image/jpeg", "image/png"):
        yield Finding("file_type", title, told={"address": address, "found": answer.mime_type, "wanted": "image/jpeg"})
