"""Files and citations asked of the catalogue: thin answers over the same selections."""

from typing import Any

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.throttling import is_too_often, too_often
from resources.addresses import record_path
from resources.citations.csl import STYLES, cite
from resources.exports.formats import FORMATS
from resources.exports.selection import TooMany, find_keys
from resources.exports.services import MOST_PUBLIC, export_response
from resources.models import Record
from resources.shown import read_parts
from search.addresses import BadAddress, SearchAddress
from search.contract import SearchUnavailable

KEPT_SECONDS = 300
EXPORTS_PER_HOUR = 120
"""Files of whole searches one address may ask for: plenty for people, too few for a robot that follows every link."""


def export_record(page: Any, request: HttpRequest, record: Record, format_name: str) -> HttpResponseBase:
    """The file of one record, which anybody may keep for five minutes."""
    if format_name not in FORMATS:
        raise Http404
    response = export_response([record.pk], format_name, f"notice-{record.number}")
    patch_cache_control(response, public=True, max_age=KEPT_SECONDS)
    return response


def export_search(page: Any, request: HttpRequest, format_name: str) -> HttpResponseBase:
    """The file of everything a search finds; a page that says why where there is too much, or no index."""
    if format_name not in FORMATS:
        raise Http404
    try:
        address = SearchAddress.read(request.GET)
    except BadAddress as error:
        raise BadRequest(_("Cette adresse demande une recherche impossible.")) from error
    if is_too_often(request, "export", limit=EXPORTS_PER_HOUR, seconds=3600):
        return too_often(request, 3600)
    try:
        keys = find_keys(address, (get_language() or "fr")[:2])
    except TooMany as error:
        return _refuse(page, request, address, 400, total=_grouped(error.total), most=_grouped(MOST_PUBLIC))
    except SearchUnavailable:
        response = _refuse(page, request, address, 503, unavailable=True)
        response.headers["Retry-After"] = "60"
        return response
    return export_response(keys, format_name, _("recherche"))


def _grouped(number: int) -> str:
    """“12 345” as the reader's language writes it."""
    return str(number_format(number, force_grouping=True))


def _refuse(page: Any, request: HttpRequest, address: SearchAddress, status: int, **said: Any) -> HttpResponse:
    """The page that says why there is no file, with the way back to the search."""
    title = _("Exporter")
    context = {"title": title, "search_url": address.url(page.get_url(request)), "crumbs": [(title, request.path)]}
    response: HttpResponse = page._render_route(request, "pages/resources/export_refused.html", {**context, **said})
    response.status_code = status
    return response


def cite_record(page: Any, request: HttpRequest, record: Record, slug: str) -> HttpResponse:
    """One record as a reference in every style; another slug leads on."""
    path = record_path(record.number, record.slug)
    if slug != record.slug:
        return HttpResponsePermanentRedirect(f"{path}citer/")
    parts = read_parts(record)
    language = (get_language() or "fr")[:2]
    title = _("Citer ce document")
    context = {
        "title": title,
        "record": record,
        "record_path": path,
        "references": [(style, cite(parts, style.name, language)) for style in STYLES.values()],
        "formats": [(form.label, f"{path}exporter/{form.name}/") for form in FORMATS.values()],
        "crumbs": [(record.title, path, record.main_language), (title, f"{path}citer/")],
    }
    response: HttpResponse = page._render_route(request, "pages/resources/cite.html", context)
    return response
