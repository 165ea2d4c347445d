"""Decisions to publish a number, or to take it offline: now or at a set time, and how they ended."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import IdentifiedModel
from magazine.models.issue_page import IssuePage


class ReleaseAction(models.TextChoices):
    """What is done with the whole number."""

    PUBLISH = "publish", _("publier")
    WITHDRAW = "withdraw", _("mettre hors ligne")


class IssueRelease(IdentifiedModel):
    """One decision about a whole number; it waits for its time, then is done as a whole or not at all."""

    issue = models.ForeignKey(IssuePage, on_delete=models.CASCADE, related_name="releases")
    action = models.CharField(_("quoi"), max_length=10, choices=ReleaseAction.choices)
    due_at = models.DateTimeField(_("quand"))
    left_out = models.JSONField(default=list, blank=True)
    """Identities of the articles the number goes out without."""
    asked_at = models.DateTimeField(auto_now_add=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    done_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    failure = models.TextField(blank=True)
    """Why it could not be done, the last time it was tried; everything was left as before."""
    told_at = models.DateTimeField(null=True, blank=True, editable=False)
    """When those concerned were told by mail how it ended; the clock does it."""

    class Meta:
        verbose_name = _("parution d’un numéro")
        verbose_name_plural = _("parutions de numéros")
        constraints = [
            models.UniqueConstraint(
                fields=["issue"],
                condition=models.Q(done_at=None, cancelled_at=None),
                name="magazine_one_waiting_release",
            )
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.due_at:%Y-%m-%d %H:%M}"
