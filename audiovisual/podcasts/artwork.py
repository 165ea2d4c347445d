"""The picture of a podcast: what applications want of it, and the form they are given."""

from typing import Any

from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError
from wagtail.images.models import Filter

from core.identifiers import site_origin
from media_library.visibility import is_public_file

LEAST, MOST = 1400, 3000
"""The side of the square, in pixels, that directories of podcasts take (source: Apple’s requirements for artwork)."""
FORMATS = ("JPEG", "PNG")


def artwork_findings(image: Any) -> list[str]:
    """What directories of podcasts would say against a picture, in words for the editor; [] when all is well.

    Reads the head of its file. None is told to be missing.
    """
    if image is None:
        return [_("Il n’y a pas de pochette : aucun annuaire de podcasts n’accepte un flux sans image.")]
    found = _of_size(image.width, image.height)
    try:
        with image.open_file() as file, Image.open(file) as picture:
            return found + _of_file(str(picture.format), picture.mode, "transparency" in picture.info)
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError, ValueError):
        return [*found, _("Le fichier de la pochette ne peut pas être lu.")]


def _of_size(width: int, height: int) -> list[str]:
    found = []
    if width != height:
        found.append(
            _("La pochette n’est pas carrée (%(width)d × %(height)d pixels) : ses bords seront coupés.")
            % {"width": width, "height": height}
        )
    side = min(width, height)
    if side < LEAST:
        found.append(
            _("La pochette est trop petite (%(side)d pixels de côté) : il en faut au moins %(least)d.")
            % {"side": side, "least": LEAST}
        )
    if max(width, height) > MOST:
        found.append(
            _("La pochette est trop grande (%(side)d pixels) : elle sera réduite à %(most)d pixels dans le flux.")
            % {"side": max(width, height), "most": MOST}
        )
    return found


def _of_file(form: str, mode: str, is_transparent: bool) -> list[str]:
    found = []
    if form not in FORMATS:
        found.append(_("La pochette est un fichier %(format)s : le flux en donne une version JPEG.") % {"format": form})
    if is_transparent or mode in ("RGBA", "LA", "PA", "La", "RGBa"):
        found.append(_("La pochette a des parties transparentes : elles seront blanches dans le flux."))
    elif mode != "RGB":
        found.append(
            _("La pochette n’est pas en couleurs RVB (elle est en %(mode)s) : ses couleurs peuvent changer.")
            % {"mode": mode}
        )
    return found


def artwork_filter(image: Any) -> str:
    """The square of a picture that the feed gives: JPEG on white, at most 3,000 pixels, never enlarged."""
    side = min(image.width, image.height, MOST)
    return f"fill-{side}x{side}|bgcolor-fff|format-jpeg"


def made_artwork(image: Any, private: set[int]) -> str:
    """The address of the square of a picture on its storage, "" while it is not made, or private. No query where its
    renditions are prefetched."""
    if not is_public_file(image, private):
        return ""
    wanted = artwork_filter(image)
    found = [one for one in image.renditions.all() if one.filter_spec == wanted]
    return str(found[0].url) if found else ""


def artwork_path(image: Any, private: set[int]) -> str:
    """The same, made now if it was not."""
    if not is_public_file(image, private):
        return ""
    try:
        return made_artwork(image, private) or _make(image)
    except (OSError, ValueError):
        return ""


def _make(image: Any) -> str:
    """Make the square of a picture; the file it was made in is closed, which Wagtail leaves open."""
    wanted = Filter(spec=artwork_filter(image))
    file = image.generate_rendition_file(wanted)
    try:
        made, _new = image.renditions.get_or_create(
            filter_spec=wanted.spec, focal_point_key=wanted.get_cache_key(image), defaults={"file": file}
        )
    finally:
        file.close()
    return str(made.url)


def make_artwork(image: Any) -> None:
    """Make the square of a picture ahead of who asks for the feed."""
    if image is not None:
        artwork_path(image, set())


def whole(path: str, origin: str = "") -> str:
    """The whole address of something on this site or on its storage; nothing stays nothing."""
    if not path or "://" in path:
        return path
    return (origin or site_origin()) + path
