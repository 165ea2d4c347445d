"""Words of the cards of the magazine that depend on the reader's language, chosen when they are printed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from search.registry import type_labels

register = template.Library()
WORDS_A_MINUTE = 200
ICONS = {"article": "article", "dossier": "article", "issue": "revue", "page": "article"}


@dataclass(slots=True)
class CardWords:
    """What a card prints beside its own texts."""

    type_label: str
    icon: str
    origin: str
    facts: list[str] = field(default_factory=list)


@register.simple_tag
def card_words(card: Mapping[str, Any]) -> CardWords:
    """Type, people and number of a card in the current language, and how long it takes to read."""
    label = str(type_labels.get(card["type"], card["type"]))
    minutes = round(card["words"] / WORDS_A_MINUTE)
    facts = (
        [ngettext("%(n)d minute de lecture", "%(n)d minutes de lecture", minutes) % {"n": minutes}] if minutes else []
    )
    return CardWords(label[:1].upper() + label[1:], ICONS.get(card["type"], "article"), _origin(card), facts)


def _origin(card: Mapping[str, Any]) -> str:
    """“Lucie Vandermeulen, numéro 47, automne 2026”."""
    number = _("numéro %(number)s") % {"number": card["number"]} if card["number"] else ""
    return ", ".join(part for part in (card["by"], number, card["date"]) if part)
