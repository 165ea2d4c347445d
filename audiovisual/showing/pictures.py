"""Pictures of shows, episodes and films; where there is none, a cloth is woven."""

from dataclasses import dataclass
from typing import Any

from core.covers import letters_of
from core.text import leading_article
from media_library.visibility import picture_of

SQUARE = "fill-480x480|format-webp|webpquality-75"
SMALL_SQUARE = "fill-240x240|format-webp|webpquality-75"
WIDE = "fill-960x540|format-webp|webpquality-75"
SMALL_WIDE = "fill-480x270|format-webp|webpquality-75"


@dataclass(frozen=True, slots=True)
class Cover:
    """What stands beside a title: a picture, or the cloth its `uuid`, `kind` and `letters` weave."""

    uuid: str
    kind: str
    letters: str
    picture: Any = None
    image: Any = None
    """The image the picture is of, for its description and credit."""


def cover_of(page: Any, kind: str, candidates: list[Any], private: set[int], spec: str) -> Cover:
    """The first of some images that may be shown, else a woven cover of the page’s own."""
    letters = letters_of(page.title, leading_article(page.title, page.locale.language_code))
    for image in candidates:
        if picture := picture_of(image, private, spec):
            return Cover(str(page.uuid), kind, letters, picture, image)
    return Cover(str(page.uuid), kind, letters)
