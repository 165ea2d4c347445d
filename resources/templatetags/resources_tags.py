"""Words of a record's card that depend on the reader's language, chosen when it is printed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import template
from django.utils.translation import get_language

from core.languages import direction, language_name
from resources.availability import ICONS, say_availability
from resources.models.choices import RecordType
from resources.presentation import ICON_OF_KIND

register = template.Library()


@dataclass(slots=True)
class CardWords:
    """What a card prints beside its own texts."""

    type_label: str
    icon: str
    direction: str
    original_direction: str
    facts: list[str]
    state: str
    state_icon: str
    state_words: str


@register.simple_tag
def card_words(card: Mapping[str, Any]) -> CardWords:
    """Type, languages, subjects and availability of a card, in the current language."""
    interface = (get_language() or "fr")[:2]
    availability = card["availability"] or {}
    state = availability.get("state", "")
    subjects = [_label(subject["labels"], interface) for subject in card["subjects"]]
    languages = ", ".join(language_name(code, interface) for code in card["languages"])
    return CardWords(
        type_label=str(RecordType(card["type"]).label).capitalize(),
        icon=ICON_OF_KIND[card["cover_kind"]],
        direction=direction(card["title_language"]),
        original_direction=direction(card["original_title_language"]),
        facts=[fact[:1].upper() + fact[1:] for fact in (card["extent"], languages, ", ".join(subjects)) if fact],
        state=state,
        state_icon=ICONS[state] if state else "",
        state_words=say_availability(availability["key"], availability["count"], card["type"]) if state else "",
    )


def _label(labels: Mapping[str, str], interface: str) -> str:
    return labels.get(interface) or labels.get("fr") or next(iter(labels.values()), "")
