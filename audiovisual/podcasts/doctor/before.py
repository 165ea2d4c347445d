"""What can be said of a podcast before it is published: read in its pages as they are in the editor."""

from collections import Counter
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.html import strip_tags

from audiovisual.models import EpisodePage
from audiovisual.podcasts.artwork import artwork_findings
from audiovisual.podcasts.doctor.findings import Finding, in_order
from audiovisual.podcasts.writing import MOST_BYTES
from core.text import squeeze
from media_library.models import ProbeState, Track
from media_library.probing.findings import word_findings
from media_library.sources import PLAYED_EVERYWHERE, sources_of
from media_library.visibility import private_collections

MOST_EPISODES = 50
"""How many of the latest are looked at."""
LONG = 20 * 60
"""Seconds from which chapters help."""
DURATION_FINDINGS = ("duration_guessed", "truncated", "damaged")
"""What the library says of files that readers disagree about."""


def examine_show(show: Any) -> list[Finding]:
    """What is to be said of a show and of its latest episodes, as the editor has them: what is refused first."""
    draft = show.get_latest_revision_as_object()
    episodes = _episodes(show)
    found = [*_of_show(draft)]
    if not any(one.recording_id for one in episodes):
        found.append(Finding("no_episode"))
    private = private_collections()
    for one in episodes:
        found += [Finding(code, one.title, one.pk, told) for code, told in _of_episode(one, draft, private)]
    found += _doubles(episodes)
    return in_order(found)


def _episodes(show: Any) -> list[Any]:
    """The latest episodes, as their latest versions have them."""
    pages = EpisodePage.objects.of_show(show).newest_first().select_related("latest_revision", "locale")
    drafts = [page.get_latest_revision_as_object() for page in pages[:MOST_EPISODES]]
    prefetch_related_objects(
        drafts, "recording__tracks", "recording__renditions", "recording__releases", "recording__speakers"
    )
    return drafts


def _of_show(show: Any) -> Iterator[Finding]:
    """The podcast itself."""
    yield from _of_artwork(show.artwork)
    text = show.summary or squeeze(strip_tags(show.presentation))
    if not text:
        yield Finding("no_description")
    elif len(text.encode()) > MOST_BYTES:
        yield Finding("long_description", told={"bytes": len(text.encode())})
    if not show.categories.all():
        yield Finding("no_category")
    if not show.owner_email:
        yield Finding("no_owner")
    if show.new_feed_url:
        yield Finding("moved")
        if show.is_locked:
            yield Finding("locked_move")


def _of_artwork(image: Any) -> Iterator[Finding]:
    if image is None:
        yield Finding("no_artwork")
        return
    if image.collection_id in private_collections():
        yield Finding("artwork_private")
    for text in artwork_findings(image):
        yield Finding("artwork", told={"text": text})


def _of_episode(one: Any, show: Any, private: set[int]) -> Iterator[tuple[str, dict[str, Any]]]:
    """One episode, as codes and what they tell."""
    if not one.summary:
        yield "no_summary", {}
    elif len(one.summary.encode()) > MOST_BYTES:
        yield "long_summary", {"bytes": len(one.summary.encode())}
    if one.live and one.published_at > timezone.now():
        yield "future", {}
    if show.kind == "serial" and not one.number and one.kind == EpisodePage.Kind.FULL:
        yield "no_number", {}
    if one.recording is None:
        yield "no_recording", {}
        return
    yield from _of_recording(one.recording, private)


def _of_recording(recording: Any, private: set[int]) -> Iterator[tuple[str, dict[str, Any]]]:
    if recording.collection_id in private:
        yield "private", {}
    name = PurePath(str(recording.file.name)).name
    if not name.isascii() or " " in name:
        yield "file_name", {"name": name}
    if recording.probe_state != ProbeState.READY or not recording.duration:
        yield ("refused" if recording.probe_state == ProbeState.REFUSED else "unread"), {}
        return
    yield from _of_files(recording)
    yield from _of_texts(recording)


def _of_files(recording: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """What applications are given to play."""
    sources = sources_of(recording)
    if not sources:
        yield "no_source", {}
    if any(not source.size for source in sources):
        yield "empty", {}
    if sources and not any(source.mime_type in PLAYED_EVERYWHERE for source in sources):
        yield "odd_type", {"type": sources[0].mime_type}
    for text in _about_duration(recording):
        yield "durations", {"finding": text}


def _of_texts(recording: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """What can be read instead of heard."""
    kinds = {track.kind for track in recording.tracks.all() if track.is_shown and track.cues}
    if not kinds & {Track.Kind.TRANSCRIPT, Track.Kind.CAPTIONS}:
        yield "no_transcript", {}
    if recording.duration > LONG and Track.Kind.CHAPTERS not in kinds:
        yield "no_chapters", {}


def _about_duration(recording: Any) -> list[str]:
    """What the library found about the duration of a file, in words."""
    return [one.text for one in word_findings(recording.findings) if one.code in DURATION_FINDINGS]


def _doubles(episodes: list[Any]) -> Iterator[Finding]:
    """Episodes that applications would take for one another."""
    guids = Counter(one.guid.strip().casefold() for one in episodes)
    recordings = Counter(one.recording_id for one in episodes if one.recording_id)
    numbers = Counter((one.path[: -one.steplen], one.number) for one in episodes if one.number and one.kind == "full")
    for one in episodes:
        if guids[one.guid.strip().casefold()] > 1:
            yield Finding("same_guid", one.title, one.pk, {"guid": one.guid})
        if recordings[one.recording_id] > 1:
            yield Finding("same_recording", one.title, one.pk)
        if one.kind == "full" and numbers[(one.path[: -one.steplen], one.number)] > 1:
            yield Finding("same_number", one.title, one.pk, {"number": one.number})
