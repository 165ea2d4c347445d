"""What is asked of other hosts: over HTTP alone, of public machines alone, so many bytes, so long, so many detours."""

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import IO, Any
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

MOST_REDIRECTS = 5
WAITED = 20
"""Seconds until a silent host is given up."""
CHUNK = 1 << 16
HEADERS = {"User-Agent": "Passerelles (reprise de podcast)", "Accept-Encoding": "identity", "Connection": "close"}
REDIRECTS = (301, 302, 303, 307, 308)


class FetchRefused(Exception):
    """What was asked for can’t be had; the message says why, for an editor."""


@dataclass(frozen=True)
class Limits:
    """How much of somebody else’s file is taken, in bytes, and how long it may last, in seconds."""

    size: int
    seconds: float


FEED_LIMITS = Limits(size=20 << 20, seconds=60)
TEXT_LIMITS = Limits(size=5 << 20, seconds=60)
PICTURE_LIMITS = Limits(size=20 << 20, seconds=120)
SOUND_LIMITS = Limits(size=2 << 30, seconds=3600)


@dataclass(frozen=True)
class Fetched:
    """What a host gave: `address` is where it was in the end."""

    address: str
    mime_type: str
    content: bytes = field(repr=False)


def fetch(address: str, limits: Limits) -> Fetched:
    """Something small, whole. Raises FetchRefused."""
    with _opened(address, limits) as (found, response, until):
        parts = list(_chunks(response, limits, until))
        return Fetched(found, _type_of(response), b"".join(parts))


def download(address: str, file: IO[bytes], limits: Limits = SOUND_LIMITS) -> Fetched:
    """Something large, written to a file as it comes. Raises FetchRefused, also when less came than was announced."""
    with _opened(address, limits) as (found, response, until):
        size = 0
        for chunk in _chunks(response, limits, until):
            file.write(chunk)
            size += len(chunk)
        if not size:
            raise FetchRefused(_("Le fichier est vide."))
        return Fetched(found, _type_of(response), b"")


def _type_of(response: http.client.HTTPResponse) -> str:
    return (response.headers.get("Content-Type") or "").split(";")[0].strip().lower()


@contextmanager
def _opened(address: str, limits: Limits) -> Iterator[tuple[str, http.client.HTTPResponse, float]]:
    """The answer of a host, whatever detours lead there; each is checked as the first."""
    until = time.monotonic() + limits.seconds
    for _detour in range(MOST_REDIRECTS + 1):
        connection, response = _ask(address)
        try:
            if response.status in REDIRECTS and response.headers.get("Location"):
                address = urljoin(address, response.headers["Location"])
                continue
            if response.status != 200:
                raise FetchRefused(_("L’hébergeur répond %(status)d.") % {"status": response.status})
            yield address, response, until
            return
        except (OSError, http.client.HTTPException) as error:
            raise FetchRefused(_("L’hébergeur a cessé de répondre.")) from error
        finally:
            response.close()
            connection.close()
    raise FetchRefused(_("Trop de redirections."))


def _chunks(response: http.client.HTTPResponse, limits: Limits, until: float) -> Iterator[bytes]:
    announced = response.length
    if announced is not None and announced > limits.size:
        raise FetchRefused(_("Le fichier est trop gros (%(size)d octets).") % {"size": announced})
    size = 0
    while chunk := response.read(CHUNK):
        size += len(chunk)
        if size > limits.size:
            raise FetchRefused(_("Le fichier est trop gros (plus de %(size)d octets).") % {"size": limits.size})
        if time.monotonic() > until:
            raise FetchRefused(_("Le fichier met trop longtemps à venir."))
        yield chunk
    if announced is not None and size < announced:
        raise FetchRefused(_("Le fichier est arrivé incomplet."))


def _ask(address: str) -> tuple[http.client.HTTPConnection, http.client.HTTPResponse]:
    """The head of one answer, of the machine whose number was checked and no other."""
    parts = _checked(address)
    host, port = str(parts.hostname), parts.port or (443 if parts.scheme == "https" else 80)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    connection = http.client.HTTPConnection(host, port, timeout=WAITED)
    try:
        connection.sock = _connected(host, port, secure=parts.scheme == "https")
        connection.request("GET", _ascii(path), headers=HEADERS)
        return connection, connection.getresponse()
    except (OSError, http.client.HTTPException, ValueError) as error:
        connection.close()
        raise FetchRefused(_("L’hébergeur %(host)s ne répond pas.") % {"host": host}) from error


def _ascii(path: str) -> str:
    return quote(path, safe="%/:=&?~#+!$,;'@()*[]")


def _checked(address: str) -> SplitResult:
    """An address that may be asked: of the web, with a host."""
    try:
        parts = urlsplit(address.strip())
        port = parts.port
    except ValueError as error:
        raise FetchRefused(_("Cette adresse n’en est pas une.")) from error
    if parts.scheme not in ("http", "https") or not parts.hostname or port == 0:
        raise FetchRefused(_("Seules les adresses http et https sont suivies."))
    return parts


def _connected(host: str, port: int, *, secure: bool) -> Any:
    """A connection to the first public number of a host that answers."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchRefused(_("L’hébergeur %(host)s n’existe pas.") % {"host": host}) from error
    numbers = list(dict.fromkeys(str(row[4][0]) for row in found))
    if not numbers or not all(is_public_number(number) for number in numbers):
        raise FetchRefused(_("L’adresse mène à un réseau privé : elle n’est pas suivie."))
    sock = socket.create_connection((numbers[0], port), timeout=WAITED)
    if not secure:
        return sock
    try:
        return ssl.create_default_context().wrap_socket(sock, server_hostname=host)
    except OSError:
        sock.close()
        raise


def is_public_number(number: str) -> bool:
    """Whether an IP address is one of the public network; tests may allow others."""
    if getattr(settings, "FETCH_FROM_PRIVATE_NETWORKS", False):
        return True
    try:
        address: Any = ipaddress.ip_address(number.split("%")[0])
    except ValueError:
        return False
    address = getattr(address, "ipv4_mapped", None) or address
    inner = getattr(address, "sixtofour", None) or (getattr(address, "teredo", None) or (None, None))[1]
    if inner is not None and not inner.is_global:
        return False
    if address.version == 6 and address in ipaddress.ip_network("64:ff9b::/96"):
        return is_public_number(str(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)))
    return bool(address.is_global and not address.is_multicast and not address.is_reserved)
