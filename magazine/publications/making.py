"""Makes the files that are wanted, one after the other; what fails is written down and tried again later."""

import hashlib
import logging
from datetime import timedelta
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from magazine.models import FileFormat, FileOrder, IssuePage, PublicationFile
from magazine.publications.content import Publication, digest_of
from magazine.publications.epub import make_epub
from magazine.publications.fonts import FOLDER
from magazine.publications.gathering import read_publication
from magazine.publications.pdf import can_make_pdf, make_pdf
from magazine.publications.services import may_be_taken

LEASE = timedelta(minutes=10)
"""Who took an order and is silent for so long has died."""
LONGEST_WAIT = timedelta(hours=1)
WITHOUT_LIBRARIES = timedelta(days=1)

logger = logging.getLogger(__name__)


class NoPdfHere(Exception):
    """This machine lacks the libraries that lay out pages."""


@lru_cache(maxsize=2)
def maker_digest(file_format: str) -> str:
    """What a file owes to the program: its source, templates, styles and fonts, in hexadecimal."""
    here = Path(__file__).parent
    sources = [*here.rglob("*.py"), *here.rglob("*.css"), *FOLDER.glob("*.woff2")]
    sources += (Path(settings.BASE_DIR) / "templates" / "publications").rglob("*.*")
    said = hashlib.sha256(file_format.encode())
    if file_format == FileFormat.PDF:
        said.update(version("weasyprint").encode())
    for path in sorted(sources):
        said.update(path.name.encode())
        said.update(path.read_bytes())
    return said.hexdigest()


def make_next_file() -> bool:
    """Make the file that is most urgent; returns whether there was one to make."""
    order = _take()
    if order is None:
        return False
    try:
        _fulfil(order)
    except NoPdfHere as error:
        _put_off(order, str(error), WITHOUT_LIBRARIES)
    except Exception as error:
        logger.exception("The %s of page %s could not be made", order.format, order.page_id)
        _put_off(order, f"{type(error).__name__}: {error}", min(timedelta(minutes=2**order.attempts), LONGEST_WAIT))
    return True


def _take() -> FileOrder | None:
    """An order nobody else works on; None when nothing is due."""
    now = timezone.now()
    for order in FileOrder.objects.waiting().due(now).free(now - LEASE)[:5]:
        free = FileOrder.objects.waiting().free(now - LEASE)
        if free.filter(pk=order.pk).update(taken_at=now):
            order.refresh_from_db()
            return order
    return None


def _put_off(order: FileOrder, reason: str, wait: timedelta) -> None:
    FileOrder.objects.filter(pk=order.pk).update(
        taken_at=None, attempts=min(order.attempts + 1, 30), failure=reason[:2000], due_at=timezone.now() + wait
    )


def _fulfil(order: FileOrder) -> None:
    """Make what an order wants, or forget it with its files when the public may not read the page."""
    page = Page.objects.filter(pk=order.page_id).first()
    page = page.specific if page else None
    if page is None or not may_be_taken(page):
        _withdraw(order)
        return
    read_at = timezone.now()
    publication = read_publication(page)
    file = find_or_make(page, publication, order.format)
    with transaction.atomic():
        FileOrder.objects.filter(pk=order.pk).update(
            made=order.wanted, file=file, read_at=read_at, maker=maker_digest(order.format), taken_at=None, attempts=0,
            failure="",
        )  # fmt: skip
        PublicationFile.objects.of_page(page.pk, order.format).exclude(pk=file.pk).delete()


def _withdraw(order: FileOrder) -> None:
    """No file for now; publishing the page again brings a new order."""
    with transaction.atomic():
        PublicationFile.objects.of_page(order.page_id, order.format).delete()
        if not FileOrder.objects.filter(pk=order.pk, wanted=order.wanted).delete()[0]:
            FileOrder.objects.filter(pk=order.pk).update(taken_at=None)


def find_or_make(page: Any, publication: Publication, file_format: str, *, is_preview: bool = False) -> PublicationFile:
    """The file of this very content: the one there is, else a new one. Raises NoPdfHere."""
    digest = digest_of(publication, maker_digest(file_format))
    there = PublicationFile.objects.filter(
        page_id=page.pk, format=file_format, digest=digest, is_preview=is_preview
    ).first()
    if there is not None and there.file.storage.exists(str(there.file.name)):
        return there
    content = _make(publication, file_format)
    if there is None:
        there = PublicationFile(page_id=page.pk, format=file_format, digest=digest, is_preview=is_preview)
    there.size, there.undescribed_images = len(content), publication.undescribed
    there.file.save(f"{there.uuid}.{file_format}", ContentFile(content), save=False)
    there.save()
    return there


def _make(publication: Publication, file_format: str) -> bytes:
    if file_format == FileFormat.EPUB:
        return make_epub(publication)
    if not can_make_pdf():
        raise NoPdfHere("The libraries WeasyPrint needs (Pango, HarfBuzz) are not installed.")
    return make_pdf(publication)


def make_preview_file(issue: IssuePage, file_format: str) -> PublicationFile:
    """The file of a number as its drafts make it, for holders of a private link alone. Raises NoPdfHere.

    It takes seconds; the file of the same drafts is made once, and the clock deletes it after a day.
    """
    publication = read_publication(issue, drafts=True)
    file = find_or_make(issue, publication, file_format, is_preview=True)
    PublicationFile.objects.of_page(issue.pk, file_format, is_preview=True).exclude(pk=file.pk).delete()
    return file
