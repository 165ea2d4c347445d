"""Private links to a number that is not out yet."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import IdentifiedModel
from magazine.models.issue_page import IssuePage


class PreviewLinkQuerySet(models.QuerySet["IssuePreviewLink"]):
    """Named questions about private links."""

    def of_issue(self, issue: IssuePage) -> Self:
        """The links of a number, the newest first."""
        return self.filter(issue=issue).select_related("created_by").order_by("-created_at", "-pk")

    def with_hash(self, token_hash: str) -> Self:
        """The link of a token."""
        return self.filter(token_hash=token_hash).select_related("issue__locale")

    def expired_before(self, moment: datetime) -> Self:
        """Links that stopped answering before a moment."""
        return self.filter(models.Q(expires_at__lt=moment) | models.Q(revoked_at__lt=moment))


class IssuePreviewLink(IdentifiedModel):
    """A link that shows a whole number as it will be, to people without an account, until it expires."""

    issue = models.ForeignKey(IssuePage, on_delete=models.CASCADE, related_name="preview_links")
    token_hash = models.CharField(max_length=64, unique=True)
    """What `core.secret_links.hash_token` keeps of the link's random bits."""
    label = models.CharField(_("pour qui"), max_length=120, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    expires_at = models.DateTimeField(_("jusqu’au"), db_index=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("lien d’aperçu")
        verbose_name_plural = _("liens d’aperçu")

    def __str__(self) -> str:
        return self.label or f"{self.created_at:%Y-%m-%d}"

    @property
    def is_open(self) -> bool:
        """Whether it still answers."""
        return self.revoked_at is None and self.expires_at > timezone.now()
