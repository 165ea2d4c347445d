"""Words of a record's card that depend on the reader's language, chosen when it is printed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import template
from django.conf import settings
from django.utils.html import format_html_join
from django.utils.translation import get_language

from core.languages import direction, in_language, language_name
from core.sections import section_path
from resources.availability import ICONS, say_availability
from resources.citations.zotero import coins_of
from resources.exports.house import site_origin
from resources.models import CataloguePage
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
    text_direction: str
    host: str
    facts: list[str]
    state: str
    state_icon: str
    state_words: str
    coins: str


@register.simple_tag
def card_words(card: Mapping[str, Any]) -> CardWords:
    """Type, languages, subjects and availability of a card, in the current language."""
    interface = (get_language() or "fr")[:2]
    availability = card["availability"] or {}
    state = availability.get("state", "")
    languages = ", ".join(language_name(code, interface) for code in card["languages"])
    extent = in_language(_begun(card["extent"]), settings.LANGUAGE_CODE)
    return CardWords(
        type_label=str(RecordType(card["type"]).label).capitalize(),
        icon=ICON_OF_KIND[card["cover_kind"]],
        direction=direction(card["title_language"]),
        original_direction=direction(card["original_title_language"]),
        host=in_language(card["host"], card.get("host_language", "")),
        text_direction=direction(card.get("text_language", "")),
        facts=[fact for fact in (extent, _begun(languages), _subjects(card, interface)) if fact],
        state=state,
        state_icon=ICONS[state] if state else "",
        state_words=say_availability(availability["key"], availability["count"], card["type"]) if state else "",
        coins=coins_of(card, f"{site_origin()}/id/record/{card['uuid']}"),
    )


def _begun(text: str) -> str:
    return text[:1].upper() + text[1:]


def _subjects(card: Mapping[str, Any], interface: str) -> str:
    """The subjects between commas, each marked with its language when the reader’s has no word for it."""
    found = [_label(subject["labels"], interface) for subject in card["subjects"]]
    words = [(_begun(text) if place == 0 else text, language) for place, (text, language) in enumerate(found)]
    return format_html_join(", ", "{}", ((in_language(text, language),) for text, language in words))


def _label(labels: Mapping[str, str], interface: str) -> tuple[str, str]:
    """The label to print and its language."""
    code = next((code for code in (interface, "fr") if code in labels), next(iter(labels), ""))
    return labels.get(code, ""), code


@register.simple_tag
def reading_list_path() -> str:
    """The page of the reader's own list; "" while there is no catalogue."""
    section = section_path(CataloguePage)
    return f"{section}ma-liste/" if section else ""
