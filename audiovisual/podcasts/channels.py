"""What a feed says of the podcast itself."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import strip_tags

from audiovisual.categories import category_parts
from audiovisual.models import PodcastsPage, SeasonPage, ShowPage
from audiovisual.podcasts.addresses import feed_path, page_path
from audiovisual.podcasts.artwork import artwork_path, whole
from audiovisual.podcasts.persons import CAST
from audiovisual.podcasts.states import FeedState
from audiovisual.podcasts.subjects import Subject
from audiovisual.podcasts.writing import Tag, short_text, true_or_false, yes_or_no
from core.feeds.writing import mail_date
from core.text import squeeze
from core.typography import typeset_text
from core.visibility import shown
from directory.addresses import agent_path
from media_library.licences import LICENCE_ADDRESSES
from media_library.models import Licence

FALLBACK = "Society & Culture > Documentary"
"""Where what says nothing is shelved: a feed without a category is refused."""
MOST_CATEGORIES = 3
DEFAULT_TYPE = "application/rss+xml"


@dataclass(frozen=True)
class Given:
    """What every part of a feed is written with: the site, who is behind it, what is private, which page is asked."""

    origin: str
    house: str
    private: set[int]
    page: int = 1
    is_kept: bool = False
    """Whether it is served though the podcast has moved."""


def channel_tags(subject: Subject, state: FeedState, given: Given) -> Iterator[Tag]:
    """The elements of a channel, in the order people read them."""
    page, language = subject.page, subject.page.locale.language_code
    shows = _shows(subject)
    link = given.origin + page_path(page)
    title = _title(subject, language)
    yield Tag("title", title)
    yield Tag("link", link)
    yield Tag("description", _description(page, subject.show, language) or title, is_long=True)
    yield Tag("language", (subject.show.spoken_language if subject.show else "") or language)
    yield Tag("lastBuildDate", mail_date(state.newest))
    yield Tag("generator", "Passerelles")
    yield from _links(subject, state, given)
    yield from _picture(_image(subject, shows), title, link, given)
    yield Tag("itunes:author", _author(subject, given))
    yield Tag("itunes:explicit", true_or_false(any(show.is_explicit for show in shows)))
    yield from _categories(shows)
    yield Tag("podcast:guid", str((subject.is_show and page.guid) or page.uuid))
    yield Tag("podcast:medium", "video" if subject.is_video else "podcast")
    if subject.show:
        yield from _of_show(subject.show, given)


def _shows(subject: Subject) -> list[Any]:
    """The podcasts a feed gives episodes of."""
    if subject.show:
        return [subject.show]
    if not isinstance(subject.page, PodcastsPage):
        return []
    shows = ShowPage.objects.child_of(subject.page).visible().select_related("artwork")
    return list(shows.prefetch_related("categories", "artwork__renditions"))


def _title(subject: Subject, language: str) -> str:
    title = typeset_text(subject.page.title, language)
    return f"{typeset_text(subject.show.title, language)} — {title}" if _is_season(subject) else title


def _is_season(subject: Subject) -> bool:
    return isinstance(subject.page, SeasonPage)


def _description(page: Any, show: Any, language: str) -> str:
    """The first text that presents a page, without its tags, within what applications read."""
    named = [getattr(one, name, "") for one in (page, show) for name in ("summary", "introduction", "presentation")]
    text = next((plain for one in named if (plain := squeeze(strip_tags(one.replace("</p>", " "))))), "")
    return short_text(typeset_text(text, language))


def _author(subject: Subject, given: Given) -> str:
    return (subject.show.author if subject.show else "") or given.house


def _links(subject: Subject, state: FeedState, given: Given) -> Iterator[Tag]:
    """Its own address, and those of its other pages (source: RFC 5005, paged feeds)."""
    base = given.origin + feed_path(subject.page)
    last = state.pages
    pages = {"self": given.page}
    if last > 1:
        pages |= {"first": 1, "last": last}
        if given.page > 1:
            pages["previous"] = given.page - 1
        if given.page < last:
            pages["next"] = given.page + 1
    for relation, number in pages.items():
        address = base if number == 1 else f"{base}?page={number}"
        yield Tag("atom:link", attributes={"rel": relation, "type": DEFAULT_TYPE, "href": address})


def _image(subject: Subject, shows: Sequence[Any]) -> Any:
    """The picture of a feed: its own, else that of the podcast, else that of the first podcast of the list."""
    page = subject.page
    own = getattr(page, "artwork", None) or getattr(page, "image", None)
    return own or next((show.artwork for show in shows if show.artwork), None) or page.share_image


def _picture(image: Any, title: str, link: str, given: Given) -> Iterator[Tag]:
    address = whole(artwork_path(image, given.private), given.origin)
    if address:
        yield Tag("itunes:image", attributes={"href": address})
        yield Tag("image", children=[Tag("url", address), Tag("title", title), Tag("link", link)])


def _categories(shows: Sequence[Any]) -> Iterator[Tag]:
    """At most three, as Apple nests them."""
    codes = list(dict.fromkeys(one.category for show in shows for one in show.categories.all()))
    for code in codes[:MOST_CATEGORIES] or [FALLBACK]:
        category, below = category_parts(code)
        inside = [Tag("itunes:category", attributes={"text": below})] if below else []
        yield Tag("itunes:category", attributes={"text": category}, children=inside)


def _of_show(show: Any, given: Given) -> Iterator[Tag]:
    """What is said of a podcast and of its seasons."""
    author = show.author or given.house
    yield Tag("itunes:type", show.kind)
    if show.copyright or show.licence != Licence.RESERVED:
        yield Tag("copyright", show.copyright or str(Licence(show.licence).label))
    if show.owner_email:
        owner = [Tag("itunes:name", author), Tag("itunes:email", show.owner_email)]
        yield Tag("itunes:owner", children=owner)
    if show.is_complete:
        yield Tag("itunes:complete", "Yes")
    if show.new_feed_url:
        yield Tag("itunes:new-feed-url", show.new_feed_url)
    yield Tag("podcast:locked", yes_or_no(show.is_locked), {"owner": show.owner_email})
    if show.funding_url:
        yield Tag("podcast:funding", (show.funding_label or show.title)[:128], {"url": show.funding_url})
    yield from licence_tags(show.licence)
    for host in show.hosts.select_related("agent__merged_into"):
        if agent := shown(host.agent):
            address = whole(agent_path(agent), given.origin)
            yield Tag("podcast:person", str(agent.name), {"role": "host", "group": CAST, "href": address})


def licence_tags(licence: str) -> Iterator[Tag]:
    """The licence of what is heard, where others may do something with it."""
    if licence in LICENCE_ADDRESSES:
        yield Tag("podcast:license", licence.lower(), {"url": LICENCE_ADDRESSES[licence]})
