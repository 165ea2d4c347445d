"""Private links to a number that is not out yet."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import IdentifiedModel
from magazine.models.issue_page import IssuePage


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

    class Meta:
        verbose_name = _("lien d’aperçu")
        verbose_name_plural = _("liens d’aperçu")

    def __str__(self) -> str:
        return self.label or f"{self.created_at:%Y-%m-%d}"
