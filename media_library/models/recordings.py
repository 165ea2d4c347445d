"""Audio and video files: what they are, what was read in them, and what browsers are given in their place."""

from typing import Any, ClassVar

from django.core.files.storage import Storage, storages
from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtailmedia.models import AbstractMedia, MediaType

from core.models import IndexedModel
from media_library.models.credited import CreditedFile
from media_library.querysets import RecordingQuerySet

SIGN_LANGUAGES = [
    ("sfb", _("langue des signes de Belgique francophone (LSFB)")),
    ("vgt", _("langue des signes flamande (VGT)")),
    ("fsl", _("langue des signes française (LSF)")),
    ("bfi", _("langue des signes britannique (BSL)")),
    ("ils", _("signes internationaux")),
]
"""By ISO 639-3."""


def recordings_storage() -> Storage:
    """Where recordings lie: no address leads there but the view that asks who may have them."""
    return storages["recordings"]


def name_of_original(recording: Any, filename: str) -> str:
    """Where an original is stored; its name is ASCII, as podcast applications want it."""
    from media_library.file_names import ascii_file_name

    return f"originals/{recording.uuid}/{ascii_file_name(filename)}"


def name_of_rendition(rendition: Any, filename: str) -> str:
    """Where what was made of a recording is stored."""
    return f"renditions/{rendition.recording.uuid}/{filename}"


class ProbeState(models.TextChoices):
    """How far the reading of a file is."""

    WAITING = "waiting", _("à lire")
    READY = "ready", _("lu")
    REFUSED = "refused", _("illisible")


class Recording(CreditedFile, IndexedModel, AbstractMedia):
    """An audio or video file with its rights, the language spoken in it, and what was read in it.

    `duration` is in seconds and is only there once two readers agree, or once the file was decoded to its end.
    """

    file = models.FileField(_("fichier"), storage=recordings_storage, upload_to=name_of_original, max_length=255)
    thumbnail = models.FileField(upload_to="media_thumbnails", blank=True, editable=False)
    duration = models.FloatField(_("durée"), blank=True, default=0, validators=[MinValueValidator(0)], editable=False)
    language = models.CharField(_("langue parlée"), max_length=12, blank=True, help_text=_("Code : fr, nl, ar…"))
    poster = models.ForeignKey(
        "media_library.CreditedImage", verbose_name=_("image fixe"), on_delete=models.SET_NULL, null=True, blank=True,
        related_name="+", help_text=_("Montrée avant la lecture. Sans elle, une image du film est prise."),
    )  # fmt: skip
    probe_state = models.CharField(
        max_length=10, choices=ProbeState.choices, default=ProbeState.WAITING, editable=False
    )
    probed_at = models.DateTimeField(null=True, blank=True, editable=False)
    size = models.PositiveBigIntegerField(default=0, editable=False)
    """In bytes."""
    mime_type = models.CharField(max_length=80, blank=True, editable=False)
    digest = models.CharField(max_length=64, blank=True, editable=False)
    """SHA-256 of the file."""
    facts = models.JSONField(default=dict, blank=True, editable=False)
    """What was read: `container`, `audio` and `video` (codec, bitrate…), `bitrate` (bit/s), `loudness` (LUFS)."""
    findings = models.JSONField(default=list, blank=True, editable=False)
    """What an editor should know of the file: a list of `[code, {parameters}]`, put into words when shown."""
    taken_at = models.DateTimeField(null=True, blank=True, editable=False)
    """When whoever reads it last gave a sign of life."""
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    """How often somebody has begun to read it; who never comes back has died of it."""
    followed_on = models.DateField(null=True, blank=True, editable=False)
    """The day whose hidden passages its renditions and documents were last brought to."""

    objects: ClassVar[Any] = RecordingQuerySet.as_manager()

    admin_form_fields = (
        "title", "file", "collection", "language", "poster", "tags", "credit", "rights_holder", "licence", "source_url",
    )  # fmt: skip

    class Meta:
        verbose_name = _("enregistrement")
        verbose_name_plural = _("enregistrements")

    @property
    def url(self) -> str:
        """Where its original is given to whoever may have it."""
        return reverse("recording-file", args=[self.uuid, "original", self.filename])

    @property
    def is_video(self) -> bool:
        """Whether it has a picture."""
        return bool(self.type == MediaType.VIDEO)


class RenditionState(models.TextChoices):
    """How far the making of a rendition is."""

    WAITING = "waiting", _("à faire")
    READY = "ready", _("prête")
    FAILED = "failed", _("échec")


class ListedSource(models.TextChoices):
    """What a rendition is for."""

    WEB = "web", _("pour tous les navigateurs")
    LIGHT = "light", _("légère")
    REMUX = "remux", _("réécrite sans perte")


class RecordingRendition(models.Model):
    """A file made of a recording: for all browsers, for a poor connection, or without the passages that are hidden."""

    recording = models.ForeignKey(Recording, on_delete=models.CASCADE, related_name="renditions")
    kind = models.CharField(max_length=10, choices=ListedSource.choices)
    height = models.PositiveIntegerField(default=0)
    """Of the picture, in pixels; 0 for sound."""
    state = models.CharField(max_length=10, choices=RenditionState.choices, default=RenditionState.WAITING)
    file = models.FileField(storage=recordings_storage, upload_to=name_of_rendition, max_length=255, blank=True)
    mime_type = models.CharField(max_length=80, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    bitrate = models.PositiveIntegerField(default=0)
    """In bits a second."""
    duration = models.FloatField(default=0)
    made_of = models.CharField(max_length=64, blank=True)
    """Digest of the original and of the passages left out: one made of anything else is never given out."""
    error = models.TextField(blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField(auto_now_add=True)
    made_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("version d’un enregistrement")
        verbose_name_plural = _("versions d’un enregistrement")
        constraints = [
            models.UniqueConstraint(
                fields=["recording", "kind", "height"], name="media_library_one_rendition_of_a_kind"
            )
        ]

    def __str__(self) -> str:
        return f"{self.recording_id} {self.kind} {self.height}"


class RecordingVersion(models.Model):
    """Another recording of the same programme: in sign language, or with what is seen told aloud."""

    class Kind(models.TextChoices):
        """What the other recording brings."""

        SIGNED = "signed", _("en langue des signes")
        DESCRIBED = "described", _("avec audiodescription")

    recording = models.ForeignKey(Recording, on_delete=models.CASCADE, related_name="versions")
    version = models.ForeignKey(
        Recording, verbose_name=_("enregistrement"), on_delete=models.CASCADE, related_name="version_of"
    )
    kind = models.CharField(_("ce qu’il apporte"), max_length=10, choices=Kind.choices)
    sign_language = models.CharField(_("langue des signes"), max_length=3, choices=SIGN_LANGUAGES, blank=True)

    class Meta:
        verbose_name = _("autre version")
        verbose_name_plural = _("autres versions")
        constraints = [models.UniqueConstraint(fields=["recording", "version"], name="media_library_one_version_once")]

    def __str__(self) -> str:
        return f"{self.recording_id} {self.kind} {self.version_id}"
