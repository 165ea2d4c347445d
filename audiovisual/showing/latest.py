"""The latest episode and the latest film, for the front page of the site."""

from django.http import HttpRequest

from audiovisual.models import CapsulePage, EpisodePage, SeasonPage, ShowPage
from audiovisual.showing.rows import Row, above, episode_rows, film_rows, shelf_of


def latest_programmes(language: str, request: HttpRequest) -> list[Row]:
    """The latest episode and the latest film of a language, those there are; a fixed number of queries."""
    return [*_latest_episode(language, request), *_latest_film(language, request)]


def _latest_episode(language: str, request: HttpRequest) -> list[Row]:
    episodes = list(
        EpisodePage.objects.visible().in_language(language).without_trailers().for_lists().newest_first()[:1]
    )
    if not episodes:
        return []
    parent = above(episodes[0].path)
    shows = ShowPage.objects.visible().at_paths([parent, above(parent)]).select_related("locale", "artwork")
    seasons = SeasonPage.objects.visible().at_paths([parent])
    return episode_rows(episodes, shelf_of(shows, seasons), request, names_show=True)


def _latest_film(language: str, request: HttpRequest) -> list[Row]:
    films = list(CapsulePage.objects.visible().in_language(language).for_lists().newest_first()[:1])
    return film_rows(films, request)
