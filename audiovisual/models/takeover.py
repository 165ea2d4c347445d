"""Podcasts taken over from another host: what was asked, and how far it is, episode by episode."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _


class Takeover(models.Model):
    """A foreign feed, and the show that was made of it. Taking it again goes on with the same."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    address = models.CharField(max_length=500, unique=True)
    """Of the foreign feed, or the name of its file."""
    show = models.ForeignKey("audiovisual.ShowPage", on_delete=models.CASCADE, related_name="takeovers")
    goes_live = models.BooleanField(default=False)
    """Whether episodes are published once their sound is there."""
    artwork_url = models.CharField(max_length=1000, blank=True)
    asked_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("reprise d’un podcast")
        verbose_name_plural = _("reprises de podcasts")

    def __str__(self) -> str:
        return self.address


class TakenEpisode(models.Model):
    """One episode of a foreign feed."""

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", _("à rapatrier")
        READY = "ready", _("repris")
        FAILED = "failed", _("échec")

    takeover = models.ForeignKey(Takeover, on_delete=models.CASCADE, related_name="episodes")
    guid = models.CharField(max_length=500)
    episode = models.ForeignKey(
        "audiovisual.EpisodePage", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    files = models.JSONField(default=dict)
    """Addresses of its `audio`, `image`, `chapters` and `transcripts`, as the feed gave them."""
    digest = models.CharField(max_length=64, blank=True)
    """Of what was written in the page: a page that says something else was edited, and is left alone."""
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    message = models.TextField(blank=True)

    class Meta:
        verbose_name = _("épisode repris")
        verbose_name_plural = _("épisodes repris")
        constraints = [models.UniqueConstraint(fields=["takeover", "guid"], name="audiovisual_one_row_a_taken_episode")]

    def __str__(self) -> str:
        return f"{self.guid}: {self.state}"
