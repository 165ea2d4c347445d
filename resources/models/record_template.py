"""What a series of like records have in common, to start the next one from."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import IdentifiedModel


class RecordTemplate(IdentifiedModel):
    """A named beginning of a record: “Imag, article”, “mallette du prêt”."""

    name = models.CharField(_("nom"), max_length=120, unique=True)
    content = models.JSONField(default=dict, editable=False)
    """Fields and parts as `Record.serializable_data` gives them, without identity."""
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )

    class Meta:
        verbose_name = _("modèle de notice")
        verbose_name_plural = _("modèles de notice")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
