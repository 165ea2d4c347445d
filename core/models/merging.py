"""What was merged into what, and which pairs may be the same thing: kept for records, agents and concepts alike."""

import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class MergeQuerySet(models.QuerySet["Merge"]):
    """Named questions about merges."""

    def last_of(self, uuid: uuid.UUID) -> "Merge | None":
        """The merge in which a thing went into another, unless it was undone."""
        return self.filter(merged_uuid=uuid, undone_at=None).order_by("-pk").first()


class Merge(models.Model):
    """One merge: what went into what, and all that moved, so that it can be read and undone."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=60)
    """The label of the model: `resources.record`, `directory.agent`, `thesaurus.concept`."""
    merged_uuid = models.UUIDField(db_index=True)
    target_uuid = models.UUIDField(db_index=True)
    moved = models.JSONField(default=dict)
    """What was moved or made, by relation: enough to put it back."""
    merged_at = models.DateTimeField(_("fusionné le"), auto_now_add=True)
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    undone_at = models.DateTimeField(_("défait le"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = MergeQuerySet.as_manager()

    class Meta:
        verbose_name = _("fusion")
        verbose_name_plural = _("fusions")

    def __str__(self) -> str:
        return f"{self.kind} {self.merged_uuid} → {self.target_uuid}"


class PairQuerySet(models.QuerySet["DuplicatePair"]):
    """Named questions about pairs."""

    def of_kind(self, kind: str, *, dismissed: bool) -> Self:
        """Pairs to look at, or those that were said to be two; the most alike first."""
        return self.filter(kind=kind, dismissed_at__isnull=not dismissed).order_by("-score", "pk")


class DuplicatePair(models.Model):
    """Two things that may be one, as the last report found them; a person says they are not, once and for all."""

    kind = models.CharField(max_length=60)
    first_uuid = models.UUIDField()
    """The smaller UUID of the two, so that a pair is kept once."""
    second_uuid = models.UUIDField()
    score = models.PositiveSmallIntegerField(_("ressemblance"))
    """From 0 to 100."""
    reasons = models.JSONField(default=list)
    """What they share, as codes."""
    found_at = models.DateTimeField(auto_now_add=True)
    dismissed_at = models.DateTimeField(null=True, blank=True)
    dismissed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = PairQuerySet.as_manager()

    class Meta:
        verbose_name = _("doublon possible")
        verbose_name_plural = _("doublons possibles")
        constraints = [
            models.UniqueConstraint(fields=["kind", "first_uuid", "second_uuid"], name="core_one_row_per_pair")
        ]
        indexes = [models.Index(fields=["kind", "-score"], name="core_pair_score")]

    def __str__(self) -> str:
        return f"{self.kind} {self.first_uuid} = {self.second_uuid} ({self.score})"


class DuplicateReport(models.Model):
    """When the pairs of one kind were last looked for, and how long it took."""

    kind = models.CharField(max_length=60, unique=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    """When the worker was last asked for it."""
    started_at = models.DateTimeField(null=True, blank=True)
    """Set while somebody is at it, and after; older than a few hours without an end, it was interrupted."""
    finished_at = models.DateTimeField(null=True, blank=True)
    compared = models.PositiveIntegerField(default=0)
    """How many things were read."""
    seconds = models.FloatField(default=0)

    class Meta:
        verbose_name = _("recherche de doublons")
        verbose_name_plural = _("recherches de doublons")

    def __str__(self) -> str:
        return f"{self.kind} {self.finished_at}"
