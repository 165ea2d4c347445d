"""The player alone, and the oEmbed provider: what other sites put in their pages. Both know what is public only."""

from typing import Any
from uuid import UUID

from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from audiovisual.embedding.finding import programme_at, visible_programme
from audiovisual.embedding.oembed import FORMATS, answer_of, as_xml, read_size
from audiovisual.playback import playback_of
from core.players import find_player

KEPT_SECONDS = 300
"""How long others may go on showing what has just been hidden."""


@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})  # type: ignore[arg-type]  # its types know no view with arguments
def show_embed(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The player of a visible programme, which any site may frame; 404 for anything else."""
    programme = visible_programme(uuid)
    playback = playback_of(programme, request) if programme else None
    hosted = find_player(getattr(programme, "hosted_url", "")) if programme and playback is None else None
    if programme is None or (playback is None and hosted is None):
        raise Http404
    context = {"programme": programme, "playback": playback, "hosted": hosted, "address": programme.get_url(request)}
    response = render(request, "pages/audiovisual/embed.html", context)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def provide_oembed(request: HttpRequest) -> HttpResponse:
    """What oEmbed (https://oembed.com/) tells of an address: 400 without one, 501 for a format it has not, 404 for
    what no visitor may know of."""
    address = request.GET.get("url", "")
    form = request.GET.get("format", "json")
    if not address:
        return _refused(400)
    if form not in FORMATS:
        return _refused(501)
    programme = programme_at(request, address)
    size = read_size(request.GET)
    answer = answer_of(programme, address, size, request) if programme else None
    if answer is None:
        return _refused(404)
    return _open(_written(answer, form))


def _written(answer: dict[str, Any], form: str) -> HttpResponse:
    if form == "xml":
        return HttpResponse(as_xml(answer), content_type="text/xml; charset=utf-8")
    return JsonResponse(answer, json_dumps_params={"ensure_ascii": False}, content_type="application/json")


def _refused(status: int) -> HttpResponse:
    return _open(HttpResponse(status=status, content_type="text/plain; charset=utf-8"))


def _open(response: HttpResponse) -> HttpResponse:
    """Scripts of any site may read it; search engines have no use for it."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["X-Robots-Tag"] = "noindex"
    if response.status_code == 200:
        response.headers["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    return response
