"""The page of a playlist."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.http import HttpRequest
from django.utils.text import Truncator

from audiovisual.models import CapsulePage, EpisodePage, PlaylistPage, SeasonPage, ShowPage
from audiovisual.showing.podcasts import DESCRIPTION
from audiovisual.showing.rows import Row, above, episode_rows, film_rows, shelf_of
from audiovisual.showing.structured_data import describe_playlist
from core.typography import typeset_text
from media_library.durations import written_duration


def present_playlist(page: PlaylistPage, request: HttpRequest) -> dict[str, Any]:
    """What is on it and may be seen, in its order; what may not leaves no trace, not even in the total."""
    rows = _rows(page, request)
    known = all(row.seconds for row in rows)
    total = sum(row.seconds for row in rows)
    return {
        "title": typeset_text(page.title, page.locale.language_code),
        "rows": rows,
        "total_duration": written_duration(total),
        "is_total_known": known,
        "description": Truncator(page.introduction).chars(DESCRIPTION),
        "structured_data": describe_playlist(page, request, rows),
    }


def _rows(page: PlaylistPage, request: HttpRequest) -> list[Row]:
    """A fixed number of queries, however long the list is."""
    entries = list(page.entries.all())
    keys = {entry.programme_id for entry in entries}
    found: Mapping[int, Row] = {**_episodes(keys, request), **_films(keys, request)} if keys else {}
    language = page.locale.language_code
    return [
        replace(found[entry.programme_id], comment=typeset_text(entry.comment, language))
        for entry in entries
        if entry.programme_id in found
    ]


def _episodes(keys: set[int], request: HttpRequest) -> dict[int, Row]:
    episodes = list(EpisodePage.objects.visible().for_lists().filter(pk__in=keys))
    if not episodes:
        return {}
    parents = {above(one.path) for one in episodes}
    shows = ShowPage.objects.visible().at_paths(parents | {above(path) for path in parents})
    shelf = shelf_of(shows.select_related("locale", "artwork"), SeasonPage.objects.visible().at_paths(parents))
    return {row.page.pk: row for row in episode_rows(episodes, shelf, request, names_show=True)}


def _films(keys: set[int], request: HttpRequest) -> dict[int, Row]:
    films = list(CapsulePage.objects.visible().for_lists().filter(pk__in=keys))
    return {row.page.pk: row for row in film_rows(films, request)}
