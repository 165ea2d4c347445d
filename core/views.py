"""Addresses of the house itself: languages, robots, errors."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import get_template
from django.templatetags.static import static
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header


def choose_language(request: HttpRequest) -> HttpResponse:
    """From the bare address to the home page in the language the visitor's browser prefers; no cookie is looked at."""
    accepted = parse_accept_lang_header(request.headers.get("Accept-Language", "").lower())
    known = dict(settings.LANGUAGES)
    wanted = (code.split("-")[0] for code, _weight in accepted)
    language = next((code for code in wanted if code in known), settings.LANGUAGE_CODE)
    response = HttpResponseRedirect(f"/{language}/")
    patch_vary_headers(response, ["Accept-Language"])
    return response


def robots(request: HttpRequest) -> HttpResponse:
    """What robots may read."""
    lines = ["User-agent: *", "Disallow: /admin/", f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The 404 page."""
    return render(request, "404.html", status=404)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The 400 page: an address that asks for something that can't be."""
    return render(request, "400.html", status=400)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was not sent from this site, or whose page was kept open too long."""
    return render(request, "403.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """The 500 page, which needs nothing that may be broken: no database, no context, a style sheet if there is one."""
    try:
        stylesheet = static("css/main.css")
    except ValueError:  # static files were never collected
        stylesheet = ""
    return HttpResponse(get_template("500.html").render({"stylesheet": stylesheet}), status=500)
