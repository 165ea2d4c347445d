"""What tells two listeners of one day apart, and nothing else: a keyed hash of network and application."""

import hmac
import secrets
from datetime import date
from ipaddress import IPv6Address, ip_address, ip_network

from django.db import transaction

from media_library.models import ListeningSalt, ListeningSeen

HASH_BYTES = 16
SECRET_BYTES = 32
IPV6_PREFIX = 64
"""One household has a whole /64: its last bits change with every privacy address."""


def network_of(address: str) -> str:
    """The part of an address that stays the same for a day: an IPv4 whole, the first 64 bits of an IPv6; "" when it is
    none."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return ""
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped is None:
            return str(ip_network((found, IPV6_PREFIX), strict=False))
        found = found.ipv4_mapped
    return str(found)


def listener_of(address: str, agent: str, secret: bytes) -> bytes:
    """The listener of one day: without the day's secret it leads back to nobody."""
    return hmac.digest(secret, f"{network_of(address)}\n{agent}".encode(), "sha256")[:HASH_BYTES]


def secret_of(day: date) -> bytes:
    """The secret of today, made at its first request; those of other days are destroyed then at the latest."""
    salt = ListeningSalt.objects.filter(day=day).first()
    if salt is None:
        with transaction.atomic():
            destroy_other_days(day)
            salt, _made = ListeningSalt.objects.get_or_create(
                day=day, defaults={"secret": secrets.token_bytes(SECRET_BYTES)}
            )
    return bytes(salt.secret)


def destroy_other_days(day: date) -> int:
    """Forget what told listeners apart on any day but this one; how many rows went."""
    gone = 0
    for model in (ListeningSalt, ListeningSeen):
        others = model.objects.exclude(day=day)
        if others.exists():
            gone += others.delete()[0]
    return gone
