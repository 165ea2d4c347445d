"""What answers at `/id/<kind>/<uuid>`: the page for people, data for machines, each as it is asked for."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.utils.cache import patch_vary_headers

from core.identifiers import SUFFIXES, Described, find_address, find_data, identifier_path
from core.negotiation import choose_type

FORMS = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/ld+json": "jsonld",
    "application/json": "json",
    "text/turtle": "ttl",
}
"""The suffix of the form each media type asks for, the one most wanted first."""
CONTENT_TYPES = {"ttl": "text/turtle; charset=utf-8", "jsonld": "application/ld+json", "json": "application/json"}


def resolve_identifier(request: HttpRequest, kind: str, uuid: UUID) -> HttpResponse:
    """A thing in the form the client prefers; 406 with the forms there are when it takes none of them."""
    wanted = choose_type(request.headers.get("Accept", "*/*"), list(FORMS))
    if wanted is None:
        response = _refuse(kind, uuid)
    else:
        suffix = FORMS[wanted]
        response = _lead_to_page(request, kind, uuid) if suffix == "html" else _tell(kind, uuid, suffix, "")
        if response.status_code == 200:
            response.headers["Content-Location"] = identifier_path(kind, uuid, suffix)
    return _for_everyone(response, varies=True)


def resolve_form(request: HttpRequest, kind: str, uuid: UUID, suffix: str) -> HttpResponse:
    """A thing in the form its address names."""
    if suffix not in SUFFIXES:
        raise Http404
    page = suffix == "html"
    return _for_everyone(_lead_to_page(request, kind, uuid) if page else _tell(kind, uuid, suffix, suffix))


def _lead_to_page(request: HttpRequest, kind: str, uuid: UUID) -> HttpResponse:
    """To the page about a thing (303): an identifier names the thing, its page is another one."""
    address = find_address(kind, uuid, request)
    if address is None:
        raise Http404
    response = HttpResponseRedirect(address)
    response.status_code = 303
    return response


def _tell(kind: str, uuid: UUID, suffix: str, named: str) -> HttpResponse:
    """The data of a thing; of what it was merged into elsewhere (301), of what is gone no more (410)."""
    found = _find(kind, uuid)
    if found.uuid != uuid:
        return HttpResponsePermanentRedirect(identifier_path(kind, found.uuid, named))
    if found.write is None:
        return HttpResponse("Gone.\n", status=410, content_type="text/plain")
    response = HttpResponse(found.write(SUFFIXES[suffix]), content_type=CONTENT_TYPES[suffix])
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _refuse(kind: str, uuid: UUID) -> HttpResponse:
    """The forms a thing is given in, for a client that asked for another."""
    _find(kind, uuid)
    forms = [f"{media_type}: {identifier_path(kind, uuid, suffix)}" for media_type, suffix in FORMS.items()]
    return HttpResponse("\n".join([*forms, ""]), status=406, content_type="text/plain")


def _find(kind: str, uuid: UUID) -> Described:
    found = find_data(kind, uuid)
    if found is None:
        raise Http404
    return found


def _for_everyone(response: HttpResponse, varies: bool = False) -> HttpResponse:
    """Open to scripts of other sites; told apart by what was accepted where that decides."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    if varies:
        patch_vary_headers(response, ["Accept"])
    return response
