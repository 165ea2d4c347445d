"""What the feed doctor found when it last asked the server."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FeedReport(models.Model):
    """The last report on what a show gives to applications; `findings` are what `podcasts.doctor.findings` reads."""

    show = models.OneToOneField("audiovisual.ShowPage", on_delete=models.CASCADE, related_name="feed_report")
    asked_at = models.DateTimeField(auto_now_add=True)
    made_at = models.DateTimeField(null=True, blank=True)
    """None while it is being made for the first time."""
    is_waiting = models.BooleanField(default=True)
    findings = models.JSONField(default=list)

    class Meta:
        verbose_name = _("rapport sur un flux")
        verbose_name_plural = _("rapports sur les flux")

    def __str__(self) -> str:
        return str(self.show_id)
