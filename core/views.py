"""Addresses of the house itself: identifiers, files, robots, errors."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from core.identifiers import find_address


def resolve_identifier(request: HttpRequest, kind: str, uuid: UUID) -> HttpResponse:
    """Redirect (303) a language-neutral identifier to the page about the thing."""
    address = find_address(kind, uuid, request)
    if address is None:
        raise Http404
    response = HttpResponseRedirect(address)
    response.status_code = 303
    return response


def robots(request: HttpRequest) -> HttpResponse:
    """What robots may read."""
    lines = ["User-agent: *", "Disallow: /admin/", f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def serve_media(request: HttpRequest, path: str) -> HttpResponse:
    """Serve a public file of the media folder."""
    raise Http404


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The 404 page."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """The 500 page, which needs nothing that may be broken."""
    return render(request, "500.html", status=500)
