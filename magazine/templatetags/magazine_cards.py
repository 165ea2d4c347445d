"""Words of the cards of the magazine that depend on the reader's language, chosen when they are printed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django import template
from django.utils.translation import ngettext

from magazine.reading.words import reading_minutes
from magazine.showing.issues import cover_letters, label_of_number
from search.registry import type_labels

register = template.Library()
ICONS = {"article": "article", "dossier": "article", "issue": "revue", "page": "article"}


@dataclass(slots=True)
class CardWords:
    """What a card prints beside its own texts."""

    type_label: str
    icon: str
    origin: str
    letters: str
    facts: list[str] = field(default_factory=list)


@register.simple_tag
def card_words(card: Mapping[str, Any]) -> CardWords:
    """Type, people and number of a card in the current language, and how long it takes to read."""
    label = str(type_labels.get(card["type"], card["type"]))
    minutes = reading_minutes(card["words"])
    lasts = ngettext("%(n)d minute de lecture", "%(n)d minutes de lecture", minutes) % {"n": minutes}
    return CardWords(
        type_label=label[:1].upper() + label[1:],
        icon=ICONS.get(card["type"], "article"),
        origin=_origin(card),
        letters=cover_letters(card["number"]),
        facts=[lasts] if minutes else [],
    )


def _origin(card: Mapping[str, Any]) -> str:
    """“Lucie Vandermeulen, n° 47, automne 2026”."""
    number = label_of_number(card["number"]) if card["number"] else ""
    return ", ".join(part for part in (card["by"], number, card["date"]) if part)
