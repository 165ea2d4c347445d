"""What is to be made: one order for each page and format, from which the public file follows."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from magazine.models.files import FileFormat, PublicationFile


class FileOrderQuerySet(models.QuerySet["FileOrder"]):
    """Named questions about orders."""

    def of_pages(self, pks: list[int]) -> Self:
        """Those of some pages."""
        return self.filter(page_id__in=pks)

    def of_format(self, file_format: str) -> Self:
        """Those of one format."""
        return self.filter(format=file_format)

    def fulfilled(self) -> Self:
        """Whose file shows what the page shows now."""
        return self.filter(made=F("wanted"), file__isnull=False).select_related("file")

    def waiting(self) -> Self:
        """Something they show changed since their file was made; the most urgent first."""
        return self.filter(made__lt=F("wanted")).order_by("due_at", "pk")

    def made_by_others(self, file_format: str, maker: str) -> Self:
        """Whose file an earlier version of the program made."""
        return self.filter(format=file_format, made__gt=0).exclude(maker=maker)

    def due(self, now: datetime) -> Self:
        """Those it is time for."""
        return self.filter(due_at__lte=now)

    def free(self, since: datetime) -> Self:
        """Nobody works on them, or whoever did has given no sign since a moment."""
        return self.filter(models.Q(taken_at=None) | models.Q(taken_at__lt=since))


class FileOrder(models.Model):
    """The file of one format a page should have. A file is offered while nothing changed since it was made.

    Each change adds one to `wanted`, in the transaction of the change; who makes the file notes for which number it
    did: no clock is compared, and a change during the making is never lost.
    """

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="file_orders")
    format = models.CharField(_("format"), max_length=5, choices=FileFormat.choices)
    wanted = models.PositiveIntegerField(default=1)
    made = models.PositiveIntegerField(default=0)
    file = models.ForeignKey(PublicationFile, on_delete=models.SET_NULL, null=True, blank=True, related_name="orders")
    read_at = models.DateTimeField(null=True, blank=True)
    """When what the file shows was read."""
    maker = models.CharField(max_length=64, blank=True)
    """Digest of the program, the styles and the fonts that made it."""
    due_at = models.DateTimeField(default=timezone.now)
    """Not before: several changes in a row are one file, and what failed is tried again later."""
    taken_at = models.DateTimeField(null=True, blank=True)
    """Since when somebody makes it."""
    attempts = models.PositiveSmallIntegerField(default=0)
    failure = models.TextField(blank=True)
    """Why it could not be made, the last time it was tried."""

    objects = FileOrderQuerySet.as_manager()

    class Meta:
        verbose_name = _("fichier à faire")
        verbose_name_plural = _("fichiers à faire")
        constraints = [models.UniqueConstraint(fields=["page", "format"], name="magazine_one_order_for_a_format")]

    def __str__(self) -> str:
        return f"{self.format} {self.page_id} ({self.made}/{self.wanted})"
