"""How a file was got, and for which programme: played on this site, played in the player that another site embeds, or
taken by an application or by hand."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.urls import reverse

from media_library.showers import Played

PLAY = "play"
EMBED = "embed"
DOWNLOAD = "download"

ASKED_TO_KEEP = "telecharger"
IN_A_PLAYER = {"audio", "video"}


def way_of(request: HttpRequest, programmes: Sequence[Played]) -> tuple[str, Played]:
    """Which of the three, by what browsers say of a request, and which of the pages that play the file (at least one).

    What says nothing is an application. Of several pages the first is meant, unless the file was asked for from one.
    """
    path = page_asking(request)
    asking = next((one for one in programmes if path == one.path or _is_at(path, one.embed_path)), programmes[0])
    if not path or ASKED_TO_KEEP in request.GET:
        return DOWNLOAD, asking
    if request.headers.get("Sec-Fetch-Dest", "audio") not in IN_A_PLAYER:
        return DOWNLOAD, asking
    return (EMBED if _is_at(path, asking.embed_path) else PLAY), asking


def _is_at(path: str, embed_path: str) -> bool:
    """Whether a page is the player others embed, in whichever language its words are."""
    return bool(path and embed_path) and path.split("/")[2:] == embed_path.split("/")[2:]


def page_asking(request: HttpRequest) -> str:
    """The path of the page of this site that asks for a file; "" for anything else."""
    referer = urlsplit(request.headers.get("Referer", ""))
    return referer.path if referer.netloc and referer.netloc == request.get_host() else ""


def is_editors_listening(request: HttpRequest) -> bool:
    """Whether the file is asked for from the admin, where editors check what they publish."""
    return page_asking(request).startswith(reverse("wagtailadmin_home"))
