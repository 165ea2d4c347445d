"""What is written above the title on the pictures episodes and films are shared with."""

from typing import Any

from audiovisual.models import SeasonPage, SeriesPage, ShowPage
from audiovisual.showing.rows import above, place_of


def caption_of_episode(page: Any) -> str:
    """“Voix de palier, épisode 12”; two queries."""
    show = ShowPage.objects.ancestor_of(page).first()
    season = SeasonPage.objects.at_paths([above(page.path)]).first()
    return ", ".join(part for part in (show.title if show else "", place_of(page, season)) if part)


def caption_of_capsule(page: Any) -> str:
    """“Capsule, Les mots piégés”; one query."""
    series = SeriesPage.objects.ancestor_of(page).first()
    kind = str(page.get_kind_display()).capitalize()
    return f"{kind}, {series.title}" if series else kind
