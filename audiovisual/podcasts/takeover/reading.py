"""A foreign feed, read: what it says of the podcast and of its episodes, cleaned and cut to what fits."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from html import unescape
from typing import Any
from uuid import UUID

from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from lxml import etree

from audiovisual.categories import CATEGORIES, SEPARATOR
from core.clean_html import clean_html
from core.text import squeeze

ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
ATOM = "http://www.w3.org/2005/Atom"
PODCAST = (
    "https://podcastindex.org/namespace/1.0",
    "https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md",
)
MOST_EPISODES = 5000
_YES = {"yes", "true", "explicit"}
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", re.ASCII)
_KNOWN_CATEGORIES = dict(CATEGORIES)


class FeedRefused(Exception):
    """It can’t be read as a podcast; the message says why, for an editor."""


@dataclass(frozen=True)
class ForeignEpisode:
    """An episode of a foreign feed. `files` has the addresses of `audio`, `image`, `chapters` and `transcripts`."""

    guid: str
    title: str
    published_at: datetime | None
    summary: str
    notes: str
    number: int | None
    season: int | None
    season_name: str
    kind: str
    explicit: str
    files: dict[str, Any]


@dataclass
class ForeignShow:
    """A foreign feed."""

    title: str
    description: str
    language: str
    author: str
    owner_email: str
    copyright: str
    artwork: str
    categories: list[str]
    kind: str
    is_explicit: bool
    is_complete: bool
    is_locked: bool
    guid: UUID | None
    funding: tuple[str, str]
    next_page: str
    episodes: list[ForeignEpisode] = field(default_factory=list)
    without_sound: int = 0
    """How many items were passed over, for want of a file."""


def read_feed(content: bytes) -> ForeignShow:
    """What a feed says. Raises FeedRefused for what is no podcast. Entities are never followed."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise FeedRefused(_("Ce fichier n’est pas un flux.")) from error
    if root is None or root.tag != "rss" or (channel := root.find("channel")) is None:
        raise FeedRefused(_("Ce fichier n’est pas un flux de podcast (RSS 2.0)."))
    declared: Any = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _one in declared.iterentities()):
        raise FeedRefused(_("Ce flux définit des entités XML : il n’est pas lu."))
    return _show(channel)


def _show(channel: Any) -> ForeignShow:
    category = [one for one in channel.findall(f"{{{ITUNES}}}category") if one.get("text")]
    owner = channel.find(f"{{{ITUNES}}}owner")
    funding = _podcast(channel, "funding")
    show = ForeignShow(
        title=_text(channel, "title")[:255],
        description=_plain(_text(channel, "description") or _itunes(channel, "summary"))[:1000],
        language=_language(_text(channel, "language")),
        author=_itunes(channel, "author")[:255],
        owner_email=(_itunes(owner, "email") if owner is not None else "")[:254],
        copyright=_text(channel, "copyright")[:255],
        artwork=_artwork(channel) or _text(channel, "image/url"),
        categories=list(dict.fromkeys(filter(None, map(_category, category))))[:3],
        kind="serial" if _itunes(channel, "type").lower() == "serial" else "episodic",
        is_explicit=_itunes(channel, "explicit").lower() in _YES,
        is_complete=_itunes(channel, "complete").lower() == "yes",
        is_locked=any(squeeze(one.text or "").lower() == "yes" for one in _podcast(channel, "locked")),
        guid=_uuid(next((one.text for one in _podcast(channel, "guid")), None)),
        funding=(funding[0].get("url", "")[:200], squeeze(funding[0].text or "")[:128]) if funding else ("", ""),
        next_page=next((one.get("href", "") for one in channel.findall(f"{{{ATOM}}}link[@rel='next']")), ""),
    )
    if not show.title:
        raise FeedRefused(_("Ce flux n’a pas de titre."))
    for item in channel.findall("item")[:MOST_EPISODES]:
        episode = _episode(item)
        if episode is None:
            show.without_sound += 1
        else:
            show.episodes.append(episode)
    return show


def _episode(item: Any) -> ForeignEpisode | None:
    """An item that has a file; its guid is its own or, as applications do, the address of the file."""
    enclosure = item.find("enclosure")
    audio = (enclosure.get("url") or "").strip() if enclosure is not None else ""
    if not audio:
        return None
    html = _text(item, f"{{{CONTENT}}}encoded") or _text(item, "description") or _itunes(item, "summary")
    season = next(iter(_podcast(item, "season")), None)
    explicit = _itunes(item, "explicit").lower()
    kind = _itunes(item, "episodeType").lower()
    return ForeignEpisode(
        guid=(_text(item, "guid") or audio)[:500],
        title=(_text(item, "title") or _itunes(item, "title") or audio.rsplit("/", 1)[-1])[:255],
        published_at=_date(_text(item, "pubDate")),
        summary=_plain(_text(item, "description") or _itunes(item, "summary"))[:1000],
        notes=clean_html(html)[:200_000],
        number=_number(_itunes(item, "episode")),
        season=_number(_itunes(item, "season") or (season.text if season is not None else "")),
        season_name=squeeze(season.get("name") or "")[:128] if season is not None else "",
        kind=kind if kind in ("full", "trailer", "bonus") else "full",
        explicit="" if not explicit else "yes" if explicit in _YES else "no",
        files=_files(item, audio),
    )


def _files(item: Any, audio: str) -> dict[str, Any]:
    transcripts = [
        {
            "url": one.get("url"),
            "type": (one.get("type") or "").lower(),
            "language": _language(one.get("language") or ""),
        }
        for one in _podcast(item, "transcript")
        if one.get("url")
    ]
    chapters = next((one.get("url") for one in _podcast(item, "chapters") if one.get("url")), "")
    return {"audio": audio, "image": _artwork(item), "chapters": chapters, "transcripts": transcripts[:20]}


def _text(parent: Any, path: str) -> str:
    found = parent.find(path)
    return squeeze(found.text or "") if found is not None else ""


def _plain(html: str) -> str:
    """The words of HTML."""
    return squeeze(unescape(strip_tags(html)))


def _itunes(parent: Any, name: str) -> str:
    return _text(parent, f"{{{ITUNES}}}{name}")


def _podcast(parent: Any, name: str) -> list[Any]:
    """Elements of the Podcasting 2.0 namespace, by any of its two names."""
    return [one for namespace in PODCAST for one in parent.findall(f"{{{namespace}}}{name}")]


def _artwork(parent: Any) -> str:
    found = parent.find(f"{{{ITUNES}}}image")
    return (found.get("href") or "").strip() if found is not None else ""


def _category(element: Any) -> str:
    """A category as we know it: with its first subcategory where that is one of Apple’s."""
    below = next((one.get("text") for one in element.findall(f"{{{ITUNES}}}category")), "")
    codes = [f"{element.get('text')}{SEPARATOR}{below}", element.get("text")]
    return next((code for code in codes if code in _KNOWN_CATEGORIES), "")


def _number(text: str | None) -> int | None:
    text = squeeze(text or "")
    return int(text) if text.isascii() and text.isdigit() and 0 < int(text[:6]) < 32768 and len(text) < 6 else None


def _date(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _language(text: str) -> str:
    text = text.strip().replace("_", "-")
    main, *rest = text.split("-")
    code = "-".join([main.lower(), *rest])[:12]
    return code if _LANGUAGE.fullmatch(code) else ""


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(squeeze(text or ""))
    except ValueError:
        return None


def all_episodes(pages: Iterator[ForeignShow]) -> ForeignShow:
    """A podcast whose feed is in several pages, as one; an episode given twice counts once."""
    first = next(pages)
    found = {one.guid: one for one in first.episodes}
    for page in pages:
        for one in page.episodes:
            found.setdefault(one.guid, one)
        first.without_sound += page.without_sound
    first.episodes = list(found.values())[:MOST_EPISODES]
    return first
