"""How often one address may do something: counted in the cache, forgotten after a while."""

import hashlib

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def client_address(request: HttpRequest) -> str:
    """The visitor's address: behind a proxy that is trusted, the last one it noted."""
    if getattr(settings, "SECURE_PROXY_SSL_HEADER", None):
        noted = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        if noted:
            return str(noted)
    return str(request.META.get("REMOTE_ADDR", ""))


def is_too_often(request: HttpRequest, action: str, *, limit: int, seconds: int) -> bool:
    """Count one more time that an address does something; True past the limit. No address is written down."""
    digest = hashlib.blake2s(f"{action}:{client_address(request)}".encode(), digest_size=12).hexdigest()
    key = f"throttle:{digest}"
    cache.add(key, 0, seconds)
    try:
        return int(cache.incr(key)) > limit
    except ValueError:  # it expired between the two
        return False


def too_often(request: HttpRequest, seconds: int) -> HttpResponse:
    """The answer to somebody who asks too often: 429, and when to come back."""
    response = render(request, "429.html", status=429)
    response.headers["Retry-After"] = str(seconds)
    return response
