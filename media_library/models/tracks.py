"""Texts that run along a recording: transcripts, captions, subtitles, chapters, descriptions."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import RevisionMixin

from core.models import IdentifiedModel, IndexedModel
from media_library.models.recordings import Recording
from media_library.querysets import TrackQuerySet


class Track(IndexedModel, IdentifiedModel, RevisionMixin, models.Model):
    """One text with times, in one language. Its earlier versions are kept.

    `cues` is what `media_library.tracks.cues` writes and reads: a list of `{"id", "start", "end", "text"}` in order of
    time, times in seconds, with `speaker` (the UUID of a Speaker), `settings` (of WebVTT) and, for chapters, `url` and
    `image` (of a CreditedImage) where there are some.
    """

    class Kind(models.TextChoices):
        """As HTML names them, and the transcript, which is read beside the player and never over the picture."""

        TRANSCRIPT = "transcript", _("transcription")
        CAPTIONS = "captions", _("sous-titres pour sourds et malentendants")
        SUBTITLES = "subtitles", _("sous-titres de traduction")
        CHAPTERS = "chapters", _("chapitres")
        DESCRIPTIONS = "descriptions", _("description de l’image")

    recording = models.ForeignKey(Recording, on_delete=models.CASCADE, related_name="tracks")
    kind = models.CharField(_("ce que c’est"), max_length=12, choices=Kind.choices)
    language = models.CharField(_("langue"), max_length=12)
    label = models.CharField(
        _("nom dans le lecteur"), max_length=120, blank=True, help_text=_("Sinon, le nom de la langue.")
    )
    cues = models.JSONField(default=list, blank=True, editable=False)
    is_shown = models.BooleanField(_("montrée au public"), default=True)
    is_automatic = models.BooleanField(_("faite par une machine"), default=False)
    reviewed_at = models.DateTimeField(_("relue le"), null=True, blank=True, editable=False)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("relue par"), on_delete=models.SET_NULL, null=True, blank=True,
        editable=False, related_name="+",
    )  # fmt: skip

    objects: ClassVar[Any] = TrackQuerySet.as_manager()

    class Meta:
        verbose_name = _("piste de texte")
        verbose_name_plural = _("pistes de texte")
        ordering = ["kind", "language", "pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.language})"

    @property
    def is_unreviewed(self) -> bool:
        """Whether a machine made it and nobody has read it since."""
        return self.is_automatic and self.reviewed_at is None
