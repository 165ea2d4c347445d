"""Which files an anonymous visitor may see: those of no private collection."""

from typing import Any

from django.db.models import Q
from wagtail.models import Collection

from core.private_pages import private_collection_paths
from core.request_memory import remembered


def private_collections() -> set[int]:
    """The keys of collections that are private, or under a private one; asked once a request that only reads."""
    return remembered("private_collections", _ask)


def _ask() -> set[int]:
    """One query more where some is private."""
    paths = private_collection_paths()
    if not paths:
        return set()
    under = Q()
    for path in paths:
        under |= Q(path__startswith=path)
    return set(Collection.objects.filter(under).values_list("pk", flat=True))


def is_public_file(file: Any, private: set[int]) -> bool:
    """Whether an image or a document may be shown or linked; False for None."""
    return file is not None and file.collection_id not in private


def picture_of(image: Any, private: set[int], spec: str) -> Any:
    """A picture at a size, unless it is private or cannot be read: then None."""
    if image is None or not is_public_file(image, private):
        return None
    try:
        return image.get_rendition(spec)
    except (OSError, ValueError):  # the file is gone or is no picture: the woven cover takes its place
        return None
