"""What holders of a private link see: the number whole, as it will be."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from core.throttling import is_too_often, too_often
from magazine.contents import Contents, read_drafts
from magazine.models import DossierItemPage, IssuePreviewLink
from magazine.previews.addresses import keep_inside, preview_paths
from magazine.previews.services import find_link

GUESSES_PER_HOUR = 60


@require_safe
def show_issue(request: HttpRequest, token: str) -> HttpResponse:
    """The number itself."""
    return _answer(request, token, None)


@require_safe
def show_page(request: HttpRequest, token: str, uuid: UUID) -> HttpResponse:
    """One page of the number."""
    return _answer(request, token, uuid)


def _answer(request: HttpRequest, token: str, uuid: UUID | None) -> HttpResponse:
    """A page of the number behind a link, in the number's language; only what belongs to that number is shown."""
    link = find_link(token)
    if link is None:
        return _refuse_guess(request)
    with translation.override(link.issue.locale.language_code):
        if not link.is_open:
            return private(TemplateResponse(request, "pages/magazine/preview_over.html", status=410).render())
        contents = read_drafts(link.issue)
        page = _find(contents, uuid)
        if isinstance(page, DossierItemPage):
            return private(_lead_to_thing(page, token))
        return private(_show(request, link, token, contents, page))


def _find(contents: Contents, uuid: UUID | None) -> Any:
    """A page of the number by its identity. Raises Http404 for anything else, another number's pages among it."""
    for page in contents.pages:
        if uuid is None or page.uuid == uuid:
            return page
    raise Http404


def _show(request: HttpRequest, link: IssuePreviewLink, token: str, contents: Contents, page: Any) -> HttpResponse:
    request.is_preview = True  # type: ignore[attr-defined]  # Wagtail's own mark of a preview
    context = page.get_context(request, contents=contents)
    context |= {
        "canonical": "",
        "alternates": {},
        "preview_until": link.expires_at,
    }
    response = TemplateResponse(request, page.get_template(request), context).render()
    paths = preview_paths(contents.pages, token)
    response.content = keep_inside(response.content.decode(), paths, token).encode()
    return response


def _lead_to_thing(page: DossierItemPage, token: str) -> HttpResponse:
    """A placed thing has its own public page; the preview leads to it."""
    from magazine.showing.items import thing_path

    return HttpResponseRedirect(thing_path(page) or reverse("preview-issue", args=[token]))


def _refuse_guess(request: HttpRequest) -> HttpResponse:
    """Not found; after some of those in an hour, refused for a while."""
    if is_too_often(request, "preview-guess", limit=GUESSES_PER_HOUR, seconds=3600):
        return too_often(request, 3600)
    raise Http404


def private(response: HttpResponse) -> HttpResponse:
    """Headers of what only those who hold the link may see: nobody keeps it, nobody is told its address."""
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response
