"""Words of the cards of podcasts and capsules that depend on the reader's language, chosen when they are printed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from typing import Any

from django import template
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from audiovisual.showing.badges import Badge, badges_for
from core.covers import letters_of
from core.text import leading_article
from core.typography import typeset_text
from media_library.durations import written_duration
from search.registry import type_labels

register = template.Library()


@dataclass(frozen=True, slots=True)
class CardWords:
    """What a card prints beside its own texts. `cover` is the kind of cloth; `date` is None without one."""

    type_label: str
    icon: str
    cover: str
    letters: str
    show: str
    place: str
    duration: str
    date: datetime | None
    badges: list[Badge]


@register.simple_tag
def programme_words(card: Mapping[str, Any], title_html: str) -> CardWords:
    """Type, place, duration and accesses of a card (see `components/cards/programme.html`) in the current language."""
    is_video = bool(card.get("is_video", card["type"] in ("capsule", "serie")))
    language = card.get("language", "")
    title = unescape(strip_tags(title_html))
    day = card.get("date")
    return CardWords(
        type_label=_type_of(card),
        icon="jouer" if card["type"] == "playlist" else "video" if is_video else "audio",
        cover="video" if is_video else "audio",
        letters=letters_of(title, leading_article(title, language or "fr")),
        show=typeset_text(card.get("show") or "", language),
        place=_place_of(card),
        duration=written_duration(card.get("seconds") or 0),
        date=datetime.fromisoformat(day) if day else None,
        badges=badges_for(card.get("access", ())),
    )


def _type_of(card: Mapping[str, Any]) -> str:
    special = {"trailer": _("bande-annonce"), "bonus": _("bonus"), "documentary": _("documentaire")}
    label = special.get(card.get("kind", "")) or str(type_labels.get(card["type"], card["type"]))
    return label[:1].upper() + label[1:]


def _place_of(card: Mapping[str, Any]) -> str:
    """“saison 2, épisode 3”."""
    parts = []
    if card.get("season") is not None:
        parts.append(_("saison %(number)s") % {"number": card["season"]})
    if card.get("number") is not None and card.get("kind") in ("full", None):
        parts.append(_("épisode %(number)s") % {"number": card["number"]})
    return ", ".join(parts)
