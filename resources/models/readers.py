"""What readers leave: a list they made, a mistake they report."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import IdentifiedModel
from resources.models.record import Record


class SavedListQuerySet(models.QuerySet["SavedList"]):
    """Named questions about lists."""

    def unexpired(self) -> Self:
        """Lists whose link still answers."""
        return self.filter(expires_at__gt=timezone.now())

    def expired(self, now: datetime) -> Self:
        """Lists past their date."""
        return self.filter(expires_at__lte=now)

    def with_hash(self, token_hash: str) -> Self:
        """The list of a link."""
        return self.filter(token_hash=token_hash)


class SavedList(models.Model):
    """Records somebody put together, behind a link nobody can guess; no account, no name."""

    token_hash = models.CharField(max_length=64, unique=True)
    """SHA-256 of the link's 128 random bits, which are written nowhere."""
    record_uuids = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(db_index=True)

    objects = SavedListQuerySet.as_manager()

    class Meta:
        verbose_name = _("liste de lecture")
        verbose_name_plural = _("listes de lecture")

    def __str__(self) -> str:
        return f"{len(self.record_uuids)} ({self.created_at:%Y-%m-%d})"


class ErrorReportQuerySet(models.QuerySet["ErrorReport"]):
    """Named questions about reported mistakes."""

    def waiting(self) -> Self:
        """Those nobody has dealt with."""
        return self.filter(done_at=None)

    def waiting_first(self) -> Self:
        """In the order they are dealt with: those that wait, the oldest first, then the others, the newest first."""
        return self.select_related("record").order_by(models.F("done_at").desc(nulls_first=True), "created_at", "pk")

    def about(self, record: Record) -> Self:
        """Those about one record."""
        return self.filter(record=record)

    def saying(self, text: str) -> Self:
        """Those with these very words."""
        return self.filter(text=text)

    def with_old_address(self, before: datetime) -> Self:
        """Those dealt with before a moment that still hold the reader's address."""
        return self.filter(done_at__lt=before).exclude(email="")


class ErrorReport(IdentifiedModel):
    """A mistake a reader reports in a record, until somebody has dealt with it."""

    record = models.ForeignKey(Record, verbose_name=_("notice"), on_delete=models.CASCADE, related_name="reports")
    text = models.TextField(_("message"))
    email = models.EmailField(_("adresse pour la réponse"), blank=True)
    created_at = models.DateTimeField(_("reçu le"), auto_now_add=True)
    done_at = models.DateTimeField(_("traité le"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("traité par"), on_delete=models.SET_NULL, null=True, blank=True,
        related_name="+",
    )  # fmt: skip
    answer = models.TextField(_("ce qui a été fait"), blank=True)

    objects = ErrorReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("erreur signalée")
        verbose_name_plural = _("erreurs signalées")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["done_at"], name="resources_report_done")]

    def __str__(self) -> str:
        return self.text[:60]
