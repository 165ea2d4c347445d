"""What a feed says of an episode or a film."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from wagtail.rich_text import expand_db_html

from audiovisual.models import EpisodePage, SeasonPage, ShowPage
from audiovisual.podcasts.addresses import page_path
from audiovisual.podcasts.artwork import made_artwork, whole
from audiovisual.podcasts.channels import Given, licence_tags
from audiovisual.podcasts.enclosures import file_tags
from audiovisual.podcasts.persons import group_and_role
from audiovisual.podcasts.subjects import Subject
from audiovisual.podcasts.texts import Texts, texts_of
from audiovisual.podcasts.writing import Tag, short_text, true_or_false
from core.feeds.addresses import with_whole_addresses
from core.feeds.writing import mail_date
from core.typography import typeset_text
from core.visibility import shown
from directory.addresses import agent_path
from directory.credits import shown_name
from media_library.passages import WHOLE
from media_library.rich_text import links_asked_once
from media_library.sources import Source, sources_of
from media_library.tracks.timecodes import write_short_time

Page = Any


@dataclass(frozen=True)
class Place:
    """Where an episode stands: its podcast, and its season when it has one."""

    show: Any = None
    season: Any = None


def item_tags(subject: Subject, given: Given, start: int, end: int) -> Iterator[list[Tag]]:
    """The items of one page of a feed; a fixed number of queries."""
    found = subject.programmes().with_feed_parts()
    if not subject.is_video:
        found = found.prefetch_related("soundbites")
    programmes = list(found[start:end])
    texts = texts_of(programmes)
    places = _places(subject, programmes)
    with links_asked_once(one.notes for one in programmes):
        for one in programmes:
            read = texts[one.recording_id]
            sources = sources_of(one.recording) if read.hidden != WHOLE else []
            if sources:
                yield list(_item(one, sources, read, places.get(one.pk, Place()), given))


def _places(subject: Subject, programmes: Sequence[Page]) -> dict[int, Place]:
    """The podcast and the season of each episode, by its key."""
    if subject.is_video:
        return {}
    above = {one.path[: -one.steplen] for one in programmes}
    seasons = {one.path: one for one in SeasonPage.objects.at_paths(above).live()}
    of_shows = {path[: -SeasonPage.steplen] if path in seasons else path for path in above}
    known = [subject.show] if subject.show else ShowPage.objects.at_paths(of_shows)
    shows = {show.path: show for show in known}
    found = {}
    for one in programmes:
        path = one.path[: -one.steplen]
        season = seasons.get(path)
        found[one.pk] = Place(shows.get(path[: -one.steplen] if season else path), season)
    return found


def _item(one: Page, sources: Sequence[Source], texts: Texts, place: Place, given: Given) -> Iterator[Tag]:
    language = one.locale.language_code
    url = given.origin + page_path(one)
    title = typeset_text(one.title, language)
    summary = typeset_text(one.summary, language)
    yield Tag("title", title)
    yield Tag("link", url)
    yield Tag("guid", str(getattr(one, "guid", "") or f"urn:uuid:{one.uuid}"), {"isPermaLink": "false"})
    yield Tag("pubDate", mail_date(one.published_at))
    yield Tag("description", short_text(summary or title), is_long=True)
    if html := _html(one, summary, texts, given, url):
        yield Tag("content:encoded", html, is_long=True)
    yield Tag("itunes:title", title)
    if summary:
        yield Tag("itunes:summary", short_text(summary), is_long=True)
    yield from _numbers(one, place)
    if picture := whole(made_artwork(one.image, given.private), given.origin):
        yield Tag("itunes:image", attributes={"href": picture})
    yield from file_tags(one, sources, texts, given)
    yield from licence_tags(one.licence)
    for person in one.people.all():
        yield from _person(person, given)


def _html(one: Page, summary: str, texts: Texts, given: Given, url: str) -> str:
    """What is read beside the player: summary, notes, chapters with the times applications make links of."""
    parts = [format_html("<p>{}</p>", summary)] if summary else []
    if one.notes:
        parts.append(mark_safe(with_whole_addresses(expand_db_html(one.notes), given.origin, url)))  # noqa: S308  the editor's own rich text, as on the page
    if texts.chapters:
        lines = ((url, int(cue.start), write_short_time(cue.start), cue.text) for cue in texts.chapters)
        chapters = format_html_join("", '<li><a href="{}#t={}">{}</a> {}</li>', lines)
        parts.append(format_html("<ul>{}</ul>", chapters))
    return "\n".join(parts)


def _numbers(one: Page, place: Place) -> Iterator[Tag]:
    """Number, season, kind, and whether it is for everybody."""
    if not isinstance(one, EpisodePage):
        yield Tag("itunes:explicit", "false")
        return
    if one.number:
        yield Tag("itunes:episode", str(one.number))
        yield Tag("podcast:episode", str(one.number))
    if place.season:
        yield Tag("itunes:season", str(place.season.number))
        name = typeset_text(place.season.title, one.locale.language_code)[:128]
        yield Tag("podcast:season", str(place.season.number), {"name": name})
    yield Tag("itunes:episodeType", one.kind)
    explicit = {"yes": True, "no": False}.get(one.explicit, bool(place.show and place.show.is_explicit))
    yield Tag("itunes:explicit", true_or_false(explicit))


def _person(person: Any, given: Given) -> Iterator[Tag]:
    """Somebody who had a part, if they may be named."""
    name = shown_name(person)
    if not name:
        return
    agent = shown(person.agent)
    group, role = group_and_role(person.role)
    attributes: Mapping[str, str] = {
        "role": role,
        "group": group,
        "href": whole(agent_path(agent), given.origin) if agent else "",
    }
    yield Tag("podcast:person", name, dict(attributes))
