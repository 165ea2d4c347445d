"""What a series of like records have in common, to start the next one from."""

from typing import Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import IdentifiedModel


class RecordTemplateQuerySet(models.QuerySet["RecordTemplate"]):
    """Named questions about templates."""

    def called(self, name: str) -> Self:
        """The template of a name, if there is one."""
        return self.filter(name=name)

    def known_as(self, uuid: str) -> Self:
        """The template of a UUID, as an address gives it; none when it is not one."""
        try:
            return self.filter(uuid=UUID(uuid))
        except ValueError:
            return self.none()

    def for_list(self) -> Self:
        """With who made each."""
        return self.select_related("created_by")


class RecordTemplate(IdentifiedModel):
    """A named beginning of a record: “Imag, article”, “mallette du prêt”."""

    name = models.CharField(_("nom"), max_length=120, unique=True)
    content = models.JSONField(default=dict, editable=False)
    """Fields and parts as `Record.serializable_data` gives them, without identity."""
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )

    objects = RecordTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("modèle de notice")
        verbose_name_plural = _("modèles de notice")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
