"""Which files a page offers, and which file an address hands out: only what shows the page as it is now."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page

from magazine.models import ArticlePage, FileFormat, FileOrder, IssuePage, PublicationFile

CONTENT_TYPES = {"pdf": "application/pdf", "epub": "application/epub+zip"}


@dataclass(frozen=True)
class FileLink:
    """A file to take away as a page lists it; `size` in bytes."""

    label: str
    url: str
    format: str
    size: int
    content_type: str
    language: str
    accessibility: str


def files_of(page: Any) -> list[FileLink]:
    """The files of an article or a number that show it as it is now; none while they are in the making. One query."""
    if isinstance(page, ArticlePage) and page.is_under_embargo:
        return []
    orders = FileOrder.objects.of_pages([page.pk]).fulfilled()
    files = {order.format: order.file for order in orders if order.file}
    base = page.get_url() if files else ""
    return [
        link_to(files[each], f"{base}{each}/", page.locale.language_code) for each in FileFormat.values if each in files
    ]


def link_to(file: PublicationFile, url: str, language: str) -> FileLink:
    """How a file is listed; the private preview gives its own addresses."""
    return FileLink(
        label=FileFormat(file.format).label, url=url, format=file.format, size=file.size, language=language,
        content_type=CONTENT_TYPES[file.format], accessibility=_accessibility(file),
    )  # fmt: skip


def _accessibility(file: PublicationFile) -> str:
    """What the file gives to who reads it with other means than the eyes, in one sentence."""
    if file.format == FileFormat.PDF:
        said = _("PDF balisé, avec signets")
    else:
        said = _("EPUB accessible : le texte s’adapte à l’écran et se laisse lire à voix haute")
    if not file.undescribed_images:
        return said
    count = file.undescribed_images
    missing = ngettext("une image sans description", "%(count)s images sans description", count) % {"count": count}
    return f"{said}, {missing}"


@dataclass(frozen=True)
class FileInTheMaking(Exception):
    """The page may be read, its file shows an older state or is not made yet; `seconds` until it is worth asking."""

    seconds: int = 60


def find_file(page: Page, file_format: str) -> PublicationFile:
    """The file that shows a page as it is now. Raises Http404 when the page may not be read, FileInTheMaking."""
    if not may_be_taken(page):
        raise Http404
    order = FileOrder.objects.of_pages([page.pk]).fulfilled().of_format(file_format).first()
    if order is None or order.file is None:
        raise FileInTheMaking
    return order.file


def may_be_taken(page: Page) -> bool:
    """Whether the public may read a page now, itself and the number it stands in."""
    if isinstance(page, ArticlePage):
        return bool(ArticlePage.objects.readable().filter(pk=page.pk).exists())
    return bool(IssuePage.objects.visible().filter(pk=page.pk).exists())
