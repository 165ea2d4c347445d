"""What holders of a private link see: the number whole, as it will be."""

from typing import Any, TypeVar
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from core.throttling import is_too_often, too_often
from magazine.contents import Contents, read_drafts
from magazine.models import DossierItemPage, FileFormat, IssuePreviewLink
from magazine.previews.addresses import keep_inside, preview_paths
from magazine.previews.files import answer_file, offered_formats
from magazine.previews.services import find_link

GUESSES_PER_HOUR = 60
Response = TypeVar("Response", bound=HttpResponseBase)


@require_safe
def show_issue(request: HttpRequest, token: str) -> HttpResponseBase:
    """The number itself."""
    return _answer(request, token, None)


@require_safe
def show_page(request: HttpRequest, token: str, uuid: UUID) -> HttpResponseBase:
    """One page of the number."""
    return _answer(request, token, uuid)


@require_safe
def show_file(request: HttpRequest, token: str, suffix: str) -> HttpResponseBase:
    """The number as PDF or as e-book."""
    if suffix not in offered_formats():
        raise Http404
    link = find_link(token)
    if link is None or not link.is_open:
        return _refuse(request, link)
    with translation.override(link.issue.locale.language_code):
        return private(answer_file(link.issue, suffix, request))


def _answer(request: HttpRequest, token: str, uuid: UUID | None) -> HttpResponseBase:
    """A page of the number behind a link, in the number's language; only what belongs to that number is shown."""
    link = find_link(token)
    if link is None or not link.is_open:
        return _refuse(request, link)
    with translation.override(link.issue.locale.language_code):
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
        "preview_files": _files(token),
    }
    response = TemplateResponse(request, page.get_template(request), context).render()
    paths = preview_paths(contents.pages, token)
    response.content = keep_inside(response.content.decode(), paths, token).encode()
    return response


def _files(token: str) -> list[tuple[str, str]]:
    """The number's files as the preview offers them: name and address."""
    return [(str(FileFormat(name).label), reverse("preview-file", args=[token, name])) for name in offered_formats()]


def _lead_to_thing(page: DossierItemPage, token: str) -> HttpResponse:
    """A placed thing has its own public page; the preview leads to it."""
    from magazine.showing.items import thing_path

    return HttpResponseRedirect(thing_path(page) or reverse("preview-issue", args=[token]))


def _refuse(request: HttpRequest, link: IssuePreviewLink | None) -> HttpResponse:
    """A link that is over says so; a guess is not found, and after some of those in an hour refused for a while."""
    if link is not None:
        with translation.override(link.issue.locale.language_code):
            return private(TemplateResponse(request, "pages/magazine/preview_over.html", status=410).render())
    if is_too_often(request, "preview-guess", limit=GUESSES_PER_HOUR, seconds=3600):
        return too_often(request, 3600)
    raise Http404


def private(response: Response) -> Response:
    """Headers of what only those who hold the link may see: nobody keeps it, nobody is told its address."""
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response
