"""A change to many records at once, done by the worker: how far it has come and what it came to."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class BulkState(models.TextChoices):
    """How far a bulk change has come."""

    WAITING = "waiting", _("en attente")
    RUNNING = "running", _("en cours")
    DONE = "done", _("terminé")
    FAILED = "failed", _("interrompu")


class BulkRun(models.Model):
    """One bulk change too long for a request; it can be taken up again where it stopped."""

    operation = models.CharField(max_length=20)
    options = models.JSONField(default=dict)
    keys = models.JSONField(default=list)
    """Primary keys of the records, in the order they are taken."""
    state = models.CharField(_("état"), max_length=10, choices=BulkState.choices, default=BulkState.WAITING)
    position = models.PositiveIntegerField(default=0)
    """How many of the keys have been dealt with."""
    changed = models.PositiveIntegerField(default=0)
    left_out = models.JSONField(default=dict)
    """How many were left alone, by reason."""
    created_at = models.DateTimeField(_("demandé le"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("par"), on_delete=models.SET_NULL, null=True, blank=True,
        related_name="+",
    )  # fmt: skip
    beat_at = models.DateTimeField(null=True, blank=True)
    """Last sign of life of the process at work."""
    finished_at = models.DateTimeField(_("terminé le"), null=True, blank=True)

    STALE_AFTER: ClassVar[int] = 300
    """Seconds without a sign of life after which a run counts as interrupted."""

    class Meta:
        verbose_name = _("action groupée")
        verbose_name_plural = _("actions groupées")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.operation} ({self.get_state_display()})"

    @property
    def total(self) -> int:
        """How many records it is about."""
        return len(self.keys)

    @property
    def in_progress(self) -> bool:
        """Whether somebody works on it, or will."""
        return self.state in {BulkState.WAITING, BulkState.RUNNING} and not self.is_stale

    @property
    def is_stale(self) -> bool:
        """Whether the process that worked on it is gone."""
        last: Any = self.beat_at
        silent = last is not None and (timezone.now() - last).total_seconds() > self.STALE_AFTER
        return self.state == BulkState.RUNNING and silent
