"""Files of cues somebody gave, read but not taken yet."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from media_library.models.recordings import Recording
from media_library.models.tracks import Track


class TrackUpload(models.Model):
    """A file of cues, kept as it came until it is taken or given up; the clock forgets it after some weeks."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    recording = models.ForeignKey(Recording, on_delete=models.CASCADE, related_name="track_uploads")
    track = models.ForeignKey(Track, on_delete=models.CASCADE, null=True, blank=True, related_name="uploads")
    """The track whose cues it replaces; None for a new one."""
    kind = models.CharField(max_length=12, choices=Track.Kind.choices)
    language = models.CharField(max_length=12)
    label = models.CharField(max_length=120, blank=True)
    is_automatic = models.BooleanField(default=False)
    file_name = models.CharField(max_length=255)
    content = models.BinaryField()
    given_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("fichier de répliques")
        verbose_name_plural = _("fichiers de répliques")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.file_name
