"""How the doctor asks this site for what applications ask: over the network, at its own address and no other."""

import http.client
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from core.identifiers import site_origin

MOST_BYTES = 20 << 20
WAITED = 10


@dataclass(frozen=True)
class Answer:
    """What was answered; names of headers are in small letters."""

    status: int
    headers: Mapping[str, str]
    body: bytes = b""

    @property
    def mime_type(self) -> str:
        """The type, without its parameters."""
        return self.headers.get("content-type", "").split(";")[0].strip().lower()


class Unreachable(Exception):
    """Nothing answered."""


Ask = Callable[..., Answer]
"""`ask(method, path, **headers)`; raises Unreachable."""


def ask_over_network(method: str, path: str, **headers: str) -> Answer:
    """Ask the site at its public address."""
    parts = urlsplit(site_origin())
    kind: Any = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname, parts.port, timeout=WAITED)
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        connection.request(method, path, headers={**sent, "Accept-Encoding": "identity"})
        response = connection.getresponse()
        body = response.read(MOST_BYTES) if method == "GET" else b""
        return Answer(response.status, {name.lower(): value for name, value in response.getheaders()}, body)
    except (OSError, http.client.HTTPException) as error:
        raise Unreachable(path) from error
    finally:
        connection.close()


def own_path(address: str) -> str:
    """The path of an address of this site, with its query; "" for one elsewhere."""
    own, asked = urlsplit(site_origin()), urlsplit(address)
    if asked.netloc and asked.netloc != own.netloc:
        return ""
    return asked.path + (f"?{asked.query}" if asked.query else "")
