"""Where the player of a programme stands alone, how big it is, and what to paste to have it elsewhere."""

from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.html import format_html

SOUND_SIZE = (600, 200)
PICTURE_SIZE = (640, 480)
"""A picture of 16:9 and the controls below it."""
SMALLEST = (240, 150)


def embed_path(programme: Any) -> str:
    """The address of its player alone, in the language of its page; it does not change when the page moves."""
    with translation.override(programme.locale.language_code):
        return reverse("embed", args=[programme.uuid])


def embed_size(is_video: bool, most_wide: int | None = None, most_high: int | None = None) -> tuple[int, int]:
    """How wide and high a frame should be, in pixels, within what a page has room for."""
    wide, high = PICTURE_SIZE if is_video else SOUND_SIZE
    if most_wide is not None:
        wide = min(wide, max(most_wide, SMALLEST[0]))
    if is_video:
        high = round(wide * 9 / 16) + PICTURE_SIZE[1] - round(PICTURE_SIZE[0] * 9 / 16)
    if most_high is not None:
        high = min(high, max(most_high, SMALLEST[1]))
    return wide, high


def embed_code(address: str, title: str, wide: int, high: int) -> str:
    """The HTML somebody pastes into their own page."""
    return str(
        format_html(
            '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy" frameborder="0"'
            ' allow="fullscreen; picture-in-picture; clipboard-write; web-share"></iframe>',
            address, title, wide, high,
        )
    )  # fmt: skip
