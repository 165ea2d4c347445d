"""PDF and e-books made of articles and numbers."""

from typing import Self

from django.core.files.storage import Storage, storages
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from core.models import IdentifiedModel


def publications_storage() -> Storage:
    """Where files made of pages are kept; they are never served from their address, but by a view that checks."""
    return storages["publications"]


class FileFormat(models.TextChoices):
    """What can be taken away."""

    PDF = "pdf", "PDF"
    EPUB = "epub", "EPUB"


class PublicationFileQuerySet(models.QuerySet["PublicationFile"]):
    """Named questions about files."""

    def of_page(self, page: int, file_format: str, *, is_preview: bool = False) -> Self:
        """Those of a page in one format, old ones among them."""
        return self.filter(page_id=page, format=file_format, is_preview=is_preview)

    def showing(self, digest: str) -> Self:
        """The one that shows a certain content."""
        return self.filter(digest=digest)


class PublicationFile(IdentifiedModel):
    """A file made of what a page shows, kept under a digest of it: the same content is never made twice."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="publication_files")
    format = models.CharField(_("format"), max_length=5, choices=FileFormat.choices)
    is_preview = models.BooleanField(default=False)
    """Made of drafts, for holders of a private link alone."""
    digest = models.CharField(max_length=64)
    """SHA-256 of everything the file shows and of the version of what makes it."""
    file = models.FileField(storage=publications_storage, upload_to="%Y/%m", max_length=200)
    size = models.PositiveBigIntegerField(default=0)
    """In bytes."""
    undescribed_images = models.PositiveSmallIntegerField(default=0)
    """Pictures that say nothing to who does not see them: the file then claims no conformity."""
    made_at = models.DateTimeField(auto_now_add=True)

    objects = PublicationFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("fichier à emporter")
        verbose_name_plural = _("fichiers à emporter")
        constraints = [
            models.UniqueConstraint(
                fields=["page", "format", "is_preview", "digest"], name="magazine_one_file_for_a_content"
            )
        ]

    def __str__(self) -> str:
        return f"{self.format} {self.digest[:12]}"
