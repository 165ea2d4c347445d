"""The pictures of a file: only public ones, made small enough, and none that cannot be read."""

import hashlib
import logging
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.files.storage import default_storage
from PIL import Image, ImageFile, UnidentifiedImageError
from wagtail.images import get_image_model

from media_library.visibility import is_public_file, private_collections

MOST_PIXELS = 60_000_000
"""A picture with more is left out: opening it would take more memory than making the whole file."""
MOST_WIDE, MOST_HIGH = 1200, 1600
QUALITY = 80
SPEC = f"max-{MOST_WIDE}x{MOST_HIGH}|format-webp|webpquality-85"
"""The size in which pictures that are fields of a page are read; those in a text are read as the page shows them."""
UNREADABLE = (OSError, ValueError, SyntaxError, UnidentifiedImageError, Image.DecompressionBombError)

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Source:
    """Where a picture is read from: the file at `path`, or a small size of `image` when there is one."""

    key: str
    path: str
    image: Any = None


@dataclass(frozen=True)
class Made:
    """A picture as it goes into a file."""

    content: bytes
    suffix: str
    width: int
    height: int

    @property
    def media_type(self) -> str:
        """Its type for the web."""
        return "image/png" if self.suffix == "png" else "image/jpeg"


class PictureShelf:
    """Finds the pictures of one file; asks once which collections are private."""

    def __init__(self) -> None:
        self.sources: dict[str, Source] = {}
        self._private = private_collections()
        self._known: dict[str, str | None] = {}

    def know(self, addresses: Iterable[str]) -> None:
        """Look up many addresses of the media folder at once: two queries."""
        paths = {path for address in addresses if (path := media_path(address)) and path not in self._known}
        if not paths:
            return
        images = get_image_model()
        renditions = images.get_rendition_model().objects.filter(file__in=paths).select_related("image")
        found = {rendition.file.name: rendition.image for rendition in renditions}
        found |= {image.file.name: image for image in images.objects.filter(file__in=paths - found.keys())}
        for path in paths:
            image = found.get(path)
            shown = is_public_file(image, self._private)
            self._known[path] = self._keep(path, image.file_hash) if image is not None and shown else None

    def find(self, address: str) -> str | None:
        """The key of the picture at an address of the site; None when it is not ours or not for the public."""
        self.know([address])
        path = media_path(address)
        return self._known.get(path) if path else None

    def take(self, image: Any) -> str | None:
        """The key of a picture that is a field of a page; None when there is none to show."""
        if not is_public_file(image, self._private):
            return None
        return self._keep(image.file.name, image.file_hash, image)

    def _keep(self, path: str, content: str, image: Any = None) -> str:
        """Write a picture down under a key that says what is in it."""
        key = hashlib.sha256(f"{path}:{content}:{image is not None}".encode()).hexdigest()[:20]
        self.sources[key] = Source(key, path, image)
        return key


def media_path(address: str) -> str | None:
    """The path inside the media folder an address stands for; None when it stands for something else."""
    base = urlsplit(settings.MEDIA_URL)
    parts = urlsplit(address)
    if parts.netloc and parts.netloc not in (base.netloc, urlsplit(settings.WAGTAILADMIN_BASE_URL).netloc):
        return None
    path = unquote(parts.path)
    return path.removeprefix(base.path) if path.startswith(base.path) and ".." not in path else None


def make_picture(source: Source) -> Made | None:
    """A picture ready for a file, JPEG or PNG; None when its file is gone, is no picture or is too large."""
    try:
        if source.image is not None and source.image.width * source.image.height > MOST_PIXELS:
            logger.warning("Picture %s is too large to be printed", source.path)
            return None
        file = source.image.get_rendition(SPEC).file if source.image is not None else default_storage.open(source.path)
        with file.open("rb") as opened:
            return shrink(opened.read())
    except UNREADABLE as error:
        logger.warning("Picture %s cannot be printed: %s", source.path, error)
        return None


def shrink(content: bytes) -> Made:
    """A picture no larger than it is printed, without what cameras write into it. Raises one of UNREADABLE."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            opened = Image.open(BytesIO(content))
        except Image.DecompressionBombWarning as error:
            raise ValueError(str(error)) from error
    with opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise ValueError(f"{opened.width} × {opened.height} pixels")
        if opened.format == "JPEG":
            opened.draft("RGB", (MOST_WIDE, MOST_HIGH))
        opened.thumbnail((MOST_WIDE, MOST_HIGH))
        return _encoded(opened)


def _encoded(image: ImageFile.ImageFile) -> Made:
    """Photographs as JPEG; what is seen through, or has few colours, as PNG."""
    out = BytesIO()
    transparent = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
    if transparent and image.convert("RGBA").getchannel("A").point(lambda alpha: 255 if alpha < 255 else 0).getbbox():
        image.convert("RGBA").save(out, "PNG", optimize=True)
        return Made(out.getvalue(), "png", *image.size)
    plain = image.convert("RGB")
    if plain.getcolors(256):
        plain.quantize(256).save(out, "PNG", optimize=True)
        return Made(out.getvalue(), "png", *image.size)
    plain.save(out, "JPEG", quality=QUALITY, optimize=True)
    return Made(out.getvalue(), "jpg", *image.size)
