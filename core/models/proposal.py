"""A term or a name proposed by someone who catalogues, until somebody validates it."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models.identity import LastingModel


class ProposedModel(LastingModel):
    """A draft made while cataloguing: already used by the editors, hidden from the public until it is validated."""

    lasting_fields: ClassVar[tuple[str, ...]] = ("proposed_at", "proposed_by_id", "proposal_note")

    proposed_at = models.DateTimeField(_("proposé le"), null=True, blank=True, editable=False)
    """None for what nobody proposed, and again once it is validated."""
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("proposé par"), on_delete=models.SET_NULL, null=True, blank=True,
        editable=False, related_name="+",
    )  # fmt: skip
    proposal_note = models.CharField(_("pourquoi"), max_length=500, blank=True, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """What is published, by whatever way, is no longer a proposal."""
        if getattr(self, "live", False) and self.proposed_at and not kwargs.get("update_fields"):
            self.proposed_at = None
        super().save(*args, **kwargs)
