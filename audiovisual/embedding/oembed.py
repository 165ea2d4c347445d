"""What the oEmbed provider tells of a programme (https://oembed.com/, version 1.0)."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, SubElement

from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import get_language

from audiovisual.embedding.addresses import embed_code, embed_path, embed_size
from audiovisual.playback import playback_of
from core.feeds.writing import written, xml_text
from core.navigation import read_site_map
from core.players import find_player
from core.share_pictures import FILE_NAME, SIZE

FORMATS = ("json", "xml")
"""The forms of an answer."""
CACHE_SECONDS = 86400
_MOMENT = re.compile(r"t[=-][\d:.]{1,12}")

Size = tuple[int | None, int | None]


def read_size(given: Mapping[str, str]) -> Size:
    """The room a page has, from `maxwidth` and `maxheight`; what is no number says nothing."""
    wide, high = (given.get(name, "") for name in ("maxwidth", "maxheight"))
    return _pixels(wide), _pixels(high)


def _pixels(text: str) -> int | None:
    return int(text) if re.fullmatch(r"[1-9][0-9]{0,4}", text) else None


def answer_of(programme: Any, address: str, size: Size, request: HttpRequest) -> dict[str, Any] | None:
    """What is told of a visible programme: a frame with its player, which begins where the address says (`#t=754`);
    None while nothing can be played."""
    with translation.override(programme.locale.language_code):
        playback = playback_of(programme, request)
        hosted = find_player(getattr(programme, "hosted_url", "")) if playback is None else None
        if hosted is None and (playback is None or playback.refusal):
            return None
        is_video = hosted.shape == "video" if hosted else bool(playback and playback.is_video)
        wide, high = embed_size(is_video, *size)
        source = request.build_absolute_uri(embed_path(programme)) + _moment(address)
        return {
            "version": "1.0",
            "type": "video" if is_video else "rich",
            "title": programme.title,
            **_named("author_name", playback.show if playback else ""),
            **_provider(request),
            "cache_age": CACHE_SECONDS,
            "html": embed_code(source, programme.title, wide, high),
            "width": wide,
            "height": high,
            **_thumbnail(programme, playback.poster if playback else None, request),
        }


def _named(name: str, value: str) -> dict[str, str]:
    return {name: value} if value else {}


def _moment(address: str) -> str:
    """“#t=754” when the address leads to a moment."""
    fragment = urlsplit(address).fragment
    return f"#{fragment}" if _MOMENT.fullmatch(fragment) else ""


def _provider(request: HttpRequest) -> dict[str, str]:
    navigation = read_site_map(request).navigation((get_language() or "")[:2])
    home = request.build_absolute_uri(navigation.home_url or "/")
    return {"provider_name": navigation.facts.name, "provider_url": home}


def _thumbnail(programme: Any, poster: Any, request: HttpRequest) -> dict[str, Any]:
    """The picture of the programme, else the one shown where its page is shared."""
    address, (wide, high) = f"{programme.get_url(request)}{FILE_NAME}", SIZE
    if poster is not None:
        address, wide, high = poster.url, poster.width, poster.height
    return {
        "thumbnail_url": request.build_absolute_uri(address), "thumbnail_width": wide, "thumbnail_height": high,
    }  # fmt: skip


def as_xml(answer: Mapping[str, Any]) -> bytes:
    """The answer as oEmbed writes it in XML."""
    root = Element("oembed")
    for name, value in answer.items():
        SubElement(root, name).text = xml_text(str(value))
    return written(root)
