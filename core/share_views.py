"""`…/partage.png` under the address of a page: the picture shown where it is shared."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe
from wagtail.models import Page

from core.models import BasePage
from core.share_pictures import FILE_NAME, chosen_picture, woven_share_of
from core.throttling import is_too_often, too_often

DRAWN_A_MINUTE = 30
"""How many pictures one address has drawn in a minute; those already drawn cost nothing."""


@require_safe
def share_picture(request: HttpRequest, path: str) -> HttpResponse:
    """The picture of a visible page; 404 for anything else. What is under embargo has its title known already."""
    page = _find(request, path)
    chosen = chosen_picture(page)
    woven = woven_share_of(page)
    etag = quote_etag(f"{chosen.file.name}:{chosen.pk}" if chosen else woven.digest)
    response = get_conditional_response(request, etag=etag)
    if response is None:
        if chosen is None and not woven.is_kept and is_too_often(request, "draw", limit=DRAWN_A_MINUTE, seconds=60):
            return too_often(request, 60)
        response = _answer(chosen, woven)
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response


def _find(request: HttpRequest, path: str) -> Any:
    """The visible page whose own address the path is. Raises Http404."""
    result = Page.route_for_request(request, path)
    page = result.page if result else None
    own = isinstance(page, BasePage) and page.get_url(request) == request.path.removesuffix(FILE_NAME)
    if page is None or not own or not page.may_be_shared():
        raise Http404
    return page


def _answer(chosen: Any, woven: Any) -> HttpResponse:
    if chosen is None:
        return HttpResponse(woven.content(), content_type="image/png")
    try:
        with chosen.file.storage.open(chosen.file.name) as file:
            return HttpResponse(file.read(), content_type="image/jpeg")
    except OSError:  # the file is gone
        return HttpResponse(woven.content(), content_type="image/png")
