"""The players a page may embed, once the visitor has asked for one. Reads addresses only: no request is ever made."""

import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from django.conf import settings


@dataclass(frozen=True)
class Provider:
    """A site whose player may be embedded: `pattern` finds the identifier in an address, `template` takes it."""

    name: str
    pattern: re.Pattern[str]
    template: str
    shape: str = "video"


@dataclass(frozen=True)
class Player:
    """What to put in the frame, and who will learn that the visitor watches."""

    provider: str
    url: str
    shape: str


PROVIDERS = (
    Provider(
        "YouTube",
        re.compile(
            r"https://(?:(?:www\.|m\.)?youtube\.com/(?:watch\?(?:[^#]*&)?v=|shorts/|live/|embed/)"
            r"|www\.youtube-nocookie\.com/embed/|youtu\.be/)([\w-]{11})(?![\w-])"
        ),
        "https://www.youtube-nocookie.com/embed/{id}",
    ),
    Provider(
        "Vimeo",
        re.compile(r"https://(?:www\.)?(?:player\.)?vimeo\.com/(?:video/)?(\d{5,12})(?!\d)"),
        "https://player.vimeo.com/video/{id}?dnt=1",
    ),
    Provider(
        "SoundCloud",
        re.compile(r"(https://soundcloud\.com/[\w-]+/[\w/-]+)"),
        "https://w.soundcloud.com/player/?url={id}",
        "sound",
    ),
    Provider(
        "Internet Archive",
        re.compile(r"https://archive\.org/(?:details|embed)/([\w.-]+)"),
        "https://archive.org/embed/{id}",
    ),
)
PLAYER_HOSTS = sorted({urlsplit(provider.template).netloc for provider in PROVIDERS})
"""What the Content-Security-Policy lets into a frame, besides the PeerTube sites of the settings."""


PEERTUBE = re.compile(
    r"https://(?P<host>[a-z0-9.-]+(?::\d{1,5})?)/(?:w/(?:p/)?|videos/(?:watch|embed)/)(?P<id>[\w-]{16,40})(?=[/?#;]|$)",
    re.IGNORECASE,
)
"""A film at any PeerTube site, by its short or its whole identifier."""


def find_player(address: str) -> Player | None:
    """The player behind the address of a video or a sound; None when no known site has it."""
    for provider in PROVIDERS:
        if found := provider.pattern.match(address.strip()):
            identifier = quote(found.group(1), safe="")
            return Player(provider.name, provider.template.format(id=identifier), provider.shape)
    return _find_peertube(address.strip())


def _find_peertube(address: str) -> Player | None:
    """The player of a PeerTube site the settings name; other visitors are not told who watches (no peer to peer)."""
    found = PEERTUBE.match(address)
    if found is None or found["host"].lower() not in settings.PEERTUBE_HOSTS:
        return None
    return Player("PeerTube", f"https://{found['host'].lower()}/videos/embed/{found['id']}?p2p=0", "video")
