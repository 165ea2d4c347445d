"""Where an imported record came from, exactly as it was."""

from collections.abc import Iterable
from typing import Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from resources.models.record import Record


class SourceRecordQuerySet(models.QuerySet["SourceRecord"]):
    """Named questions about the records of other systems."""

    def present(self, source: str) -> Self:
        """Those of a source whose records are still here; what somebody decided to keep or undo is left out."""
        here = self.filter(source=source, kept_at=None, undone_at=None)
        return here.filter(record__withdrawn_at=None, record__merged_into=None)

    def among(self, keys: Iterable[str]) -> Self:
        """Those with these primary keys, as a form posts them."""
        return self.filter(pk__in=[key for key in keys if key.isascii() and key.isdigit()][:1000])

    def gone(self) -> Self:
        """Those their source no longer has, the longest first, until somebody decides."""
        here = self.filter(gone_at__isnull=False, record__withdrawn_at=None, record__merged_into=None)
        return here.select_related("record").defer("payload").order_by("gone_at", "pk")


class SourceRecord(models.Model):
    """One record of another system, as imported; its identifier there makes imports repeatable."""

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="sources")
    source = models.CharField(_("source"), max_length=80)
    identifier = models.CharField(_("identifiant à la source"), max_length=255)
    format = models.CharField(_("format"), max_length=20)
    payload = models.TextField(_("notice d’origine"))
    digest = models.CharField(max_length=64)
    fingerprints = models.JSONField(default=dict)
    """A short digest of each field as the import wrote it: a field that no longer has it was edited here."""
    first_imported_at = models.DateTimeField(auto_now_add=True)
    imported_at = models.DateTimeField(auto_now=True)
    seen_at = models.DateTimeField(default=timezone.now, db_index=True)
    """When the source last had it."""
    gone_at = models.DateTimeField(null=True, blank=True)
    """When a complete file of the source no longer had it: proposed for withdrawal until somebody decides."""
    kept_at = models.DateTimeField(null=True, blank=True)
    """When somebody decided to keep a record its source no longer has: it is not proposed again."""
    undone_at = models.DateTimeField(null=True, blank=True)
    """When the import that made the record was undone; the next import brings the same record back."""

    objects = SourceRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice d’origine")
        verbose_name_plural = _("notices d’origine")
        constraints = [
            models.UniqueConstraint(fields=["source", "identifier"], name="resources_one_record_per_source_identifier")
        ]
        indexes = [
            models.Index(fields=["gone_at"], condition=models.Q(gone_at__isnull=False), name="resources_source_gone"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.identifier}"
