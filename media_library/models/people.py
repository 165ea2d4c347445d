"""Those who are heard and seen in a recording, and what they agreed to."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from media_library.models.recordings import Recording


class Release(models.Model):
    """What somebody signed to be heard or seen. Withdrawn or over, they are hidden at once, everywhere.

    `passages` are pairs of seconds where they are heard or seen; with none, those of their cues; with none either, the
    whole recording is hidden.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    recording = models.ForeignKey(Recording, on_delete=models.CASCADE, related_name="releases")
    agent = models.ForeignKey(
        "directory.Agent", verbose_name=_("personne"), on_delete=models.SET_NULL, null=True, blank=True,
        related_name="releases",
    )  # fmt: skip
    name = models.CharField(_("nom"), max_length=255, blank=True, help_text=_("Pour l’équipe ; jamais montré."))
    signed_on = models.DateField(_("signé le"), null=True, blank=True)
    terms = models.TextField(_("ce qui a été accepté"), blank=True)
    document = models.ForeignKey(
        "media_library.CreditedDocument", verbose_name=_("accord signé"), on_delete=models.SET_NULL, null=True,
        blank=True, related_name="+",
    )  # fmt: skip
    ends_on = models.DateField(_("valable jusqu’au"), null=True, blank=True, help_text=_("Ce jour compris."))
    withdrawn_on = models.DateField(_("retiré le"), null=True, blank=True)
    passages = models.JSONField(_("passages"), default=list, blank=True)

    class Meta:
        verbose_name = _("accord")
        verbose_name_plural = _("accords")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name or str(self.agent or "")


class Speaker(models.Model):
    """Whoever speaks in a recording: somebody of the directory or, where they did not agree to be named, a label."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    recording = models.ForeignKey(Recording, on_delete=models.CASCADE, related_name="speakers")
    agent = models.ForeignKey(
        "directory.Agent", verbose_name=_("personne"), on_delete=models.SET_NULL, null=True, blank=True,
        related_name="spoken_in",
    )  # fmt: skip
    label = models.CharField(
        _("nom affiché"), max_length=120, help_text=_("Un prénom, « une voisine », « voix 2 »."),
    )  # fmt: skip
    release = models.ForeignKey(
        Release, verbose_name=_("accord"), on_delete=models.SET_NULL, null=True, blank=True, related_name="speakers"
    )

    class Meta:
        verbose_name = _("voix")
        verbose_name_plural = _("voix")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.label
