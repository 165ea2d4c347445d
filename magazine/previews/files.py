"""PDF and e-book of a number that is not out, for who holds a private link; the worker makes them when asked."""

from django.core.cache import cache
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django_tasks import task

from magazine.models import FileFormat, IssuePage, PublicationFile
from magazine.publications.content import digest_of
from magazine.publications.gathering import read_publication
from magazine.publications.making import make_preview_file, maker_digest
from magazine.publications.pdf import can_make_pdf
from magazine.publications.serving import answer_with

ASKED_AGAIN_AFTER = 120
"""Seconds after which a file that is still not there is asked for once more."""
COME_BACK = 5


@task()
def make_preview(issue_pk: int, file_format: str) -> None:
    """Make one file of a number's drafts."""
    make_preview_file(IssuePage.objects.get(pk=issue_pk), file_format)


def offered_formats() -> list[str]:
    """The formats this machine can make."""
    return [name for name in FileFormat.values if name != FileFormat.PDF or can_make_pdf()]


def answer_file(issue: IssuePage, file_format: str, request: HttpRequest) -> HttpResponseBase:
    """The file that shows the drafts as they are now; while it is being made, a page that asks again by itself."""
    digest = digest_of(read_publication(issue, drafts=True), maker_digest(file_format))
    file = PublicationFile.objects.of_page(issue.pk, file_format, is_preview=True).showing(digest).first()
    if file is not None:
        return answer_with(file, request, issue.slug)
    if cache.add(f"preview-file:{issue.pk}:{file_format}:{digest}", 1, ASKED_AGAIN_AFTER):
        make_preview.enqueue(issue.pk, file_format)
    context = {"format": FileFormat(file_format).label, "seconds": COME_BACK}
    response = TemplateResponse(request, "pages/magazine/preview_in_the_making.html", context, status=202).render()
    response.headers["Retry-After"] = str(COME_BACK)
    return response
