"""The pages of a reader's list: made, shown behind its link, exported whole, printed as a bibliography."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.throttling import is_too_often, too_often
from resources.exports.formats import FORMATS
from resources.exports.services import export_response
from resources.models import Record
from resources.reading import lists
from resources.reading.bibliography import STYLES, bibliography_of
from resources.reading.cards import record_cards

LISTS_PER_HOUR = 30
GUESSES_PER_HOUR = 60
BIBLIOGRAPHY = "bibliographie"


def answer_list(page: Any, request: HttpRequest) -> HttpResponseBase:
    """The reader's list: empty with a field to type numbers in, shown, exported, or made into a link."""
    typed = request.POST.get("notices", "")
    records = lists.read_list(typed) if typed else []
    action = request.POST.get("action", "")
    if records and action in FORMATS:
        return _export(records, action)
    if records and action == "lien":
        if is_too_often(request, "list", limit=LISTS_PER_HOUR, seconds=3600):
            return too_often(request, 3600)
        return HttpResponseRedirect(f"{page.get_url(request)}liste/{lists.save_list(records)}/")
    title = _("Ma liste")
    context = {
        **_list_context(request, records),
        "title": title,
        "typed": typed if not records else "",
        "nothing_found": bool(typed) and not records,
        "gone": max(0, len(lists.names_in(typed)) - len(records)) if records else 0,
        "crumbs": [(title, f"{page.get_url(request)}ma-liste/")],
    }
    response = _private(_render(page, request, "pages/resources/list.html", context, records, action))
    response.headers["Referrer-Policy"] = "same-origin"  # without it browsers hide where the form was sent from
    return response


def show_saved_list(page: Any, request: HttpRequest, token: str) -> HttpResponseBase:
    """A list behind its link; a guess is not found, and too many guesses are refused."""
    saved = lists.find_list(token)
    if saved is None:
        return _refuse_guess(request)
    records = lists.records_of(saved)
    title = _("Une liste de documents")
    context = {
        **_list_context(request, records),
        "title": title,
        "saved": saved,
        "gone": len(saved.record_uuids) - len(records),
        "base": f"{page.get_url(request)}liste/{token}/",
        "crumbs": [(title, request.path)],
    }
    return _private(_render(page, request, "pages/resources/list.html", context, records, ""))


def export_saved_list(page: Any, request: HttpRequest, token: str, format_name: str) -> HttpResponseBase:
    """The whole of a saved list in a format, or as a bibliography."""
    saved = lists.find_list(token)
    if saved is None:
        return _refuse_guess(request)
    records = lists.records_of(saved)
    if format_name in FORMATS:
        return _private(_export(records, format_name))
    if format_name != BIBLIOGRAPHY:
        raise Http404
    title = _("Bibliographie")
    base = f"{page.get_url(request)}liste/{token}/"
    context = {**_list_context(request, records), "title": title, "saved": saved, "base": base}
    context["crumbs"] = [(_("Une liste de documents"), base), (title, request.path)]
    return _private(_render(page, request, "pages/resources/list.html", context, records, BIBLIOGRAPHY))


def _list_context(request: HttpRequest, records: Sequence[Record]) -> dict[str, Any]:
    """What every page of a list prints."""
    return {
        "total": len(records),
        "most": lists.MOST_RECORDS,
        "identities": " ".join(str(record.uuid) for record in records),
        "formats": [(name, each.label) for name, each in FORMATS.items()],
        "styles": list(STYLES.items()),
        "canonical": "",
        "robots": "noindex",
    }


def _render(
    page: Any, request: HttpRequest, template: str, context: dict[str, Any], records: Sequence[Record], action: str
) -> HttpResponse:
    """The list as cards, or as references in a style."""
    if records and action == BIBLIOGRAPHY:
        given = request.POST if request.method == "POST" else request.GET
        style = given.get("style", "")
        style = style if style in STYLES else next(iter(STYLES))
        context = {
            **context,
            "references": bibliography_of(records, style, (get_language() or "fr")[:2]),
            "style": style,
        }
    else:
        context = {**context, "cards": record_cards(records)}
    response: HttpResponse = page._render_route(request, template, context)
    return response


def _export(records: Sequence[Record], format_name: str) -> HttpResponseBase:
    """All records of the list, in its order."""
    return export_response([record.pk for record in records], format_name, _("ma liste"))


def _refuse_guess(request: HttpRequest) -> HttpResponse:
    """Not found; after some of those in an hour, refused for a while."""
    if is_too_often(request, "list-guess", limit=GUESSES_PER_HOUR, seconds=3600):
        return too_often(request, 3600)
    raise Http404


def _private(response: HttpResponseBase) -> HttpResponseBase:
    """Headers of what only those who hold the link may see."""
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
