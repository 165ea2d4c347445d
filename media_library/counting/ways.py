"""How a file was got: played on this site, played in a page of another site that embeds it, or taken by an
application or by hand."""

from urllib.parse import urlsplit

from django.http import HttpRequest

PLAY = "play"
EMBED = "embed"
DOWNLOAD = "download"

ASKED_TO_KEEP = "telecharger"
EMBED_PATH = "/integrer/"
"""Part of the address of the player that other sites embed."""


def way_of(request: HttpRequest) -> str:
    """Which of the three, by what browsers say of a request; what says nothing is an application."""
    if ASKED_TO_KEEP in request.GET or request.headers.get("Sec-Fetch-Dest", "video") not in {"audio", "video"}:
        return DOWNLOAD
    referer = urlsplit(request.headers.get("Referer", ""))
    if referer.netloc != request.get_host():
        return DOWNLOAD
    return EMBED if EMBED_PATH in referer.path else PLAY
