"""The one address of the provider, for every language and without a session."""

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from resources.oai.answers import answer
from resources.oai.turnstile import RETRY_SECONDS, Full, place_taken

_LISTS = {"ListRecords", "ListIdentifiers"}


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def harvest(request: HttpRequest) -> HttpResponse:
    """Answer a harvester. Errors of the protocol are answers too; only when too many lists are read is there none."""
    sent = request.POST if request.method == "POST" else request.GET
    given = {str(name): [str(value) for value in values] for name, values in sent.lists()}
    with translation.override("fr"):
        try:
            response = _listed(given) if _LISTS.intersection(given.get("verb", ())) else _answered(given)
        except Full:
            response = HttpResponse("Too many lists are being read.\n", content_type="text/plain", status=503)
            response.headers["Retry-After"] = str(RETRY_SECONDS)
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Language"] = "fr"
    return response


def _listed(given: dict[str, list[str]]) -> HttpResponse:
    with place_taken():
        return _answered(given)


def _answered(given: dict[str, list[str]]) -> HttpResponse:
    response = HttpResponse(answer(given), content_type="text/xml; charset=utf-8")
    response.headers["X-Robots-Tag"] = "noindex"
    return response
