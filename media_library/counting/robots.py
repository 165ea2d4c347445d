"""Which applications are no listeners: robots that fetch for an index, a check or a copy.

A list of our own, of names and of words robots have in common. What exists and under what name was learnt from the
lists of the Open Podcast Analytics Working Group (https://github.com/opawg/user-agents-v2, MIT) and is asked in their
order: robots, then applications people listen with, then the libraries programs fetch with.
"""

import re
from collections.abc import Iterable


def _any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


_ROBOTS = _any_of([
    # what they call what they do; a make of telephone is called Cubot
    r"(?<!cu)bot\b", r"bot[/_-]", "crawl", "spider", "scrap(e|y|er)", "slurp", r"\bfetcher\b", "feedfetcher", "harvest",
    r"feed[ _-]?(parser|reader|scanner|consumer|validator)", r"podcast[ -]sync", r"\bimport(er)?\b", "transcri(b|pt)",
    "monitor", "validator", "linkpreview", "link ?check", "headless", "analy[sz]er", "archiver", "preload",
    r"podcast-?(puller|worker|processor|downloader)", "bulkdownload", "episode-downloader", "audio-downloader",
    # search engines, networks and archives whose names say nothing of it
    "googleother", "google-(safety|read-aloud|inspectiontool|notebooklm|extended|podcast)", "mediapartners-google",
    "bingpreview", "baidu", "facebookexternal", "facebookplatform", "meta-external", "whatsapp/", "embedly", "pingdom",
    r"archive\.org", "archive-it", "httrack", "ina dlweb", "barkrowler", "dataprovider", "netcraft", "censys", "ltx71",
    "mastodon/", "misskey", "gotosocial", "flipboardproxy", r"^feedly/\d", "paperli", "ms-office", "cloudflare-",
    # what looks after podcasts
    "itunesstored", r"\bitms\b", "podcastindex", "castopod/", "chartable|trackable/", "podtrac", "podscribe",
    "podchaser", "magellanai", "adswizz", "listennotes", "op3-fetcher", "blubrry", "libsyn4", "omnystudio",
    "podgrab", "fyyd-poll", "amazonnewscontentservice", "^amazon music podcast", "sharesheetui", "sharinguiservice",
    r"^atc/", r"\(null\) watchos",  # a watch copies what its telephone has counted
    r"^'?mozilla(/[45]\.0)?$",
])  # fmt: skip

_APPLICATIONS = _any_of([
    "antennapod", "podcastaddict|podcast addict", "pocket ?casts", "overcast", "castro", "castbox", "downcast",
    r"^podcasts/", "balados/", "icatcher", "podverse", "podkicker", "podbean/", "podimo", "player ?fm", "fountain",
    "castamatic", "gpodder", "kasts", "anytimeplayer|anytime/", "audiobookshelf", "vlc", "winamp", "itunes/",
    "spotify/", "deezer", "tunein", "stitcher", "radioline", "radiopublic", "podcastguru",
    "podcast ?republic", "metacast", "snipd", "truefans", "breez", "curiocaster", "escapepod", "lollypod",
    "doggcatcher", "beyondpod",
    "bashpodder", "castget", "newsboat|podboat", "foobar2000", "clementine", "rhythmbox", "amarok", "mpv", "kodi",
    "sonos", "alexamediaplayer", "crkey", "roku", "audible", "amazonmusic", "applecoremedia", "samsung.*podcast",
])  # fmt: skip

_LIBRARIES = _any_of([
    "curl", "wget", r"python[-/ ]", "httpx/", "aiohttp", "urllib", "libwww-perl", "http-tiny", "apache-httpclient",
    "okhttp", r"^java/", "go-http-client", "guzzle", "symfony httpclient", "axios", "node-fetch", r"^got[/ ]", "undici",
    r"^deno/", r"^dart/", "reqwest", r"^ruby", "rest-client", "faraday", "hackney", "aria2", "colly", "lavf/",
    "libavformat", "winhttp", "powershell", "postman", "insomnia",
])  # fmt: skip


def is_robot(agent: str) -> bool:
    """Whether a user agent is no listener's. One that says nothing is not."""
    if not agent.strip() or _ROBOTS.search(agent):
        return True
    return _APPLICATIONS.search(agent) is None and _LIBRARIES.search(agent) is not None
