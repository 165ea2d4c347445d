"""The picture shown where a page is shared: the one its editors chose, else a woven one with its title."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.core.cache import cache

from core.typography import typeset_text
from core.woven_pictures import woven_picture

SIZE = (1200, 630)
"""What those who show shared pages ask for."""
CHOSEN_FILTER = "fill-1200x630|format-jpeg|jpegquality-80"
FILE_NAME = "partage.png"
KEPT_SECONDS = 7 * 24 * 3600
VERSION = "1"
"""Part of the digest: another drawing is another picture."""
KINDS = {"magazine": "revue", "podcasts": "audio", "capsules": "video", "festivals": "film", "agenda": "agenda"}
"""How the cloth of a section is woven."""


@dataclass(frozen=True)
class WovenShare:
    """All that a generated picture shows."""

    key: str
    title: str
    caption: str
    kind: str

    @property
    def digest(self) -> str:
        """Changes with anything the picture shows."""
        said = "\x1f".join((VERSION, self.key, self.title, self.caption, self.kind))
        return sha256(said.encode()).hexdigest()[:32]

    @property
    def is_kept(self) -> bool:
        """Whether it was drawn lately."""
        return self._cache_key in cache

    def content(self) -> bytes:
        """The PNG: drawn once, then kept for a week."""
        found: bytes | None = cache.get(self._cache_key)
        if found is None:
            found = woven_picture(self.key, *SIZE, self.title, caption=self.caption, kind=self.kind)
            cache.set(self._cache_key, found, KEPT_SECONDS)
        return found

    @property
    def _cache_key(self) -> str:
        return f"share-picture:{self.digest}"


def woven_share_of(page: Any) -> WovenShare:
    """What the generated picture of a page shows."""
    language = page.locale.language_code
    return WovenShare(
        key=str(page.uuid),
        title=typeset_text(page.title, language),
        caption=typeset_text(page.share_caption(), language),
        kind=KINDS.get(page.rubrique, "livre"),
    )


def chosen_picture(page: Any) -> Any:
    """A rendition of the picture the editors gave the page, the first that may be seen; None without one."""
    for name in page.share_fields:
        image = getattr(page, name)
        if image is None or image.collection.get_view_restrictions().exclude(restriction_type="none").exists():
            continue
        try:
            rendition = image.get_rendition(CHOSEN_FILTER)
        except (OSError, ValueError):  # the file is gone or is no picture
            continue
        rendition.file.close()
        return rendition
    return None


def has_chosen_picture(page: Any) -> bool:
    """Whether the editors gave the page a picture, without asking the database."""
    return any(getattr(page, f"{name}_id") for name in getattr(page, "share_fields", ()))
