"""What a podcast is known by wherever it moves (source: the Podcasting 2.0 namespace, `podcast:guid`)."""

import re
from uuid import UUID, uuid5

PODCASTS = UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
"""The namespace the guids of podcasts are made in."""
_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*://", re.IGNORECASE)


def guid_of_feed(address: str) -> UUID:
    """The guid of a podcast whose first feed is at an address: made of it without its scheme and its last slashes."""
    return uuid5(PODCASTS, _SCHEME.sub("", address.strip()).rstrip("/"))
