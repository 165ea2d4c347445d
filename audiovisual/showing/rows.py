"""Episodes and films as lists print them: built from pages read with `for_lists`, without a query."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from audiovisual.models import CapsulePage, EpisodePage, SeasonPage, ShowPage
from audiovisual.showing.pictures import SMALL_SQUARE, SMALL_WIDE, Cover, cover_of
from core.typography import typeset_text
from media_library.durations import written_duration
from media_library.visibility import is_public_file, private_collections


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list. `place` is “épisode 12” or what kind of film it is; `seconds` is 0 while nobody knows."""

    page: Any
    url: str
    title: str
    cover: Cover
    place: str
    summary: str
    published_at: datetime
    seconds: float
    duration: str
    show: str = ""
    show_url: str = ""
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Shelf:
    """The shows and seasons some episodes are of, by path, and which collections are private."""

    shows: Mapping[str, ShowPage]
    seasons: Mapping[str, SeasonPage]
    private: set[int]


def shelf_of(shows: Iterable[ShowPage], seasons: Iterable[SeasonPage] = ()) -> Shelf:
    """What rows of episodes are made with."""
    return Shelf(
        {show.path: show for show in shows}, {season.path: season for season in seasons}, private_collections()
    )


def episode_rows(
    episodes: Sequence[EpisodePage], shelf: Shelf, request: HttpRequest | None, *, names_show: bool = False
) -> list[Row]:
    """Lines for episodes; with the name of their show where a list has several."""
    return [_episode_row(one, shelf, request, names_show=names_show) for one in episodes]


def _episode_row(episode: EpisodePage, shelf: Shelf, request: HttpRequest | None, *, names_show: bool) -> Row:
    language = episode.locale.language_code
    show = show_above(episode, shelf.shows)
    cover = cover_of(episode, "audio", [episode.image, show and show.artwork], shelf.private, SMALL_SQUARE)
    seconds = seconds_of(episode, shelf.private)
    return Row(
        page=episode,
        url=episode.get_url(request) or "",
        title=typeset_text(episode.title, language),
        cover=cover,
        place=place_of(episode, shelf.seasons.get(above(episode.path))),
        summary=typeset_text(episode.summary, language),
        published_at=episode.published_at,
        seconds=seconds,
        duration=written_duration(seconds),
        show=typeset_text(show.title, language) if show and names_show else "",
        show_url=(show.get_url(request) or "") if show and names_show else "",
    )


def film_rows(capsules: Sequence[CapsulePage], request: HttpRequest | None) -> list[Row]:
    """Lines for capsules and documentaries."""
    private = private_collections()
    return [_film_row(one, private, request) for one in capsules]


def _film_row(capsule: CapsulePage, private: set[int], request: HttpRequest | None) -> Row:
    language = capsule.locale.language_code
    poster = capsule.recording.poster if capsule.recording and is_public_file(capsule.recording, private) else None
    seconds = seconds_of(capsule, private)
    return Row(
        page=capsule,
        url=capsule.get_url(request) or "",
        title=typeset_text(capsule.title, language),
        cover=cover_of(capsule, "video", [capsule.image, poster], private, SMALL_WIDE),
        place=str(capsule.get_kind_display()),
        summary=typeset_text(capsule.summary, language),
        published_at=capsule.published_at,
        seconds=seconds,
        duration=written_duration(seconds),
    )


def above(path: str) -> str:
    """The path of the page a page stands under."""
    return path[: -ShowPage.steplen]


def show_above(episode: Any, shows: Mapping[str, ShowPage]) -> ShowPage | None:
    """The show of an episode, in a season or not."""
    return shows.get(above(episode.path)) or shows.get(above(above(episode.path)))


def place_of(episode: EpisodePage, season: SeasonPage | None) -> str:
    """“épisode 12”, “saison 2, épisode 3”, “bande-annonce”; a bonus may have a number."""
    if episode.kind == EpisodePage.Kind.TRAILER:
        said = str(episode.get_kind_display())
    elif episode.number is None:
        said = str(episode.get_kind_display()) if episode.kind == EpisodePage.Kind.BONUS else ""
    else:
        name = _("épisode %(number)s") if episode.kind == EpisodePage.Kind.FULL else _("bonus %(number)s")
        said = name % {"number": episode.number}
    of_season = _("saison %(number)s") % {"number": season.number} if season else ""
    return ", ".join(part for part in (of_season, said) if part)


def seconds_of(programme: Any, private: set[int]) -> float:
    """How long a programme lasts, by what was read in its file, else by what its editors say of a hosted one.

    0 while nobody knows, and for a recording that is not public.
    """
    recording = programme.recording
    if recording is None:
        return float(getattr(programme, "hosted_duration", None) or 0)
    known = recording.probe_state == "ready" and is_public_file(recording, private)
    return float(recording.duration) if known else 0.0
