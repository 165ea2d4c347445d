"""Small middlewares of the public site."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.gzip import GZipMiddleware
from django.middleware.locale import LocaleMiddleware
from django.utils.cache import patch_vary_headers

from core.covers import restart_pattern_numbers
from core.request_memory import start_remembering, stop_remembering

GetResponse = Callable[[HttpRequest], HttpResponse]


class HealthMiddleware:
    """`/livez`: the process answers. `/readyz`: its database and index do too. Before host checks and redirects."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the two probes, pass everything else on."""
        if request.path == "/livez":
            return JsonResponse({"status": "ok"})
        if request.path == "/readyz":
            from core.health import run_checks, run_warnings

            failed, warnings = run_checks(), run_warnings()
            state = {"status": "failing" if failed else "ok", "failed": failed}
            return JsonResponse({**state, "warnings": warnings} if warnings else state, status=503 if failed else 200)
        return self.get_response(request)


COMPRESSED_TYPES = ("text/", "application/json", "application/ld+json", "application/xml", "image/svg+xml")


class TextCompressionMiddleware(GZipMiddleware):
    """Compresses text; pictures and sound are small already and would only cost time."""

    def process_response(self, request: HttpRequest, response: Any) -> Any:
        """Compress what is worth it."""
        if not response.get("Content-Type", "").startswith(COMPRESSED_TYPES):
            return response
        return super().process_response(request, response)


class AddressLanguageMiddleware(LocaleMiddleware):
    """The language of an answer is that of its address. An address without one is led to the visitor's language."""

    def process_response(self, request: HttpRequest, response: Any) -> Any:
        """Lead on without a word about cookies: none holds a language here, and shared caches may keep the answer."""
        answer = super().process_response(request, response)
        if answer is not response:
            if request.resolver_match:  # an address without a language that has nothing to show has none in any
                return response
            answer.headers["Vary"] = "Accept-Language"
        return answer


class PublicHeadersMiddleware:
    """Headers every public answer carries."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Forbid what the site never uses, and say that pages differ for those who save data."""
        restart_pattern_numbers()
        if request.method in ("GET", "HEAD"):
            start_remembering()
        try:
            response = self.get_response(request)
        finally:
            stop_remembering()
        if response.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ["Save-Data"])
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"
        )
        return response
