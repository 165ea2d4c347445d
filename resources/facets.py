"""What records can be filtered by beyond what every searched thing has: availability, and for whom a kit is made."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from resources.availability import FACET_LABELS
from resources.models.choices import Audience, LanguageLevel, SchoolLevel
from search.registry import Facet

Bands = tuple[tuple[str, int, int, Any], ...]

AGES: Bands = (
    ("3-5", 3, 5, _("3 à 5 ans")),
    ("6-8", 6, 8, _("6 à 8 ans")),
    ("9-11", 9, 11, _("9 à 11 ans")),
    ("12-14", 12, 14, _("12 à 14 ans")),
    ("15-18", 15, 18, _("15 à 18 ans")),
    ("adult", 19, 200, _("adultes")),
)
GROUPS: Bands = (
    ("1-10", 1, 10, _("jusqu’à 10 personnes")),
    ("11-20", 11, 20, _("11 à 20 personnes")),
    ("21-30", 21, 30, _("21 à 30 personnes")),
    ("31+", 31, 100_000, _("plus de 30 personnes")),
)
DURATIONS: Bands = (
    ("0-30", 1, 30, _("une demi-heure au plus")),
    ("31-60", 31, 60, _("une heure au plus")),
    ("61-120", 61, 120, _("une à deux heures")),
    ("121+", 121, 10**9, _("plus de deux heures")),
)
KITS = (("type", "kit"), ("type", "game"))


def _overlapping(bands: Bands, low: int | None, high: int | None) -> list[str]:
    """The bands a range touches; an open end goes as far as the bands do."""
    if low is None and high is None:
        return []
    first = bands[0][1] if low is None else low
    last = bands[-1][2] if high is None else high
    return [name for name, start, end, _label in bands if start <= last and first <= end]


def age_bands(low: int | None, high: int | None) -> list[str]:
    """The bands of ages a document is for."""
    return _overlapping(AGES, low, high)


def group_bands(low: int | None, high: int | None) -> list[str]:
    """The sizes of group a kit is for."""
    return _overlapping(GROUPS, low, high)


def duration_band(minutes: int | None) -> list[str]:
    """How long a kit takes, in bands."""
    return _overlapping(DURATIONS, minutes, minutes) if minutes else []


def _named(labels: Mapping[str, str | Promise]) -> Callable[[Sequence[str]], dict[str, str]]:
    """A facet's way to name its values, from a closed list."""

    def name_values(values: Sequence[str]) -> dict[str, str]:
        return {value: str(labels[value]) for value in values if value in labels}

    return name_values


def _bands(bands: Bands) -> dict[str, Any]:
    return {name: label for name, _start, _end, label in bands}


FACETS = (
    Facet("available", "dispo", _("Disponibilité"), _named(FACET_LABELS), order=40),
    Facet(
        "audience", "public", pgettext_lazy("audience", "Public"), _named(dict(Audience.choices)),
        order=80, open=False,
    ),
    Facet(
        "level", "niveau", _("Niveau d’enseignement"), _named(dict(SchoolLevel.choices)),
        order=82, only_with=KITS,
    ),
    Facet("age", "age", _("Âge"), _named(_bands(AGES)), order=81, only_with=KITS),
    Facet("group", "groupe", _("Taille du groupe"), _named(_bands(GROUPS)), order=83, only_with=KITS),
    Facet("duration", "duree", _("Durée"), _named(_bands(DURATIONS)), order=84, only_with=KITS),
    Facet(
        "language_level", "cecr", _("Niveau de langue"), _named(dict(LanguageLevel.choices)),
        order=85, only_with=KITS,
    ),
)  # fmt: skip
