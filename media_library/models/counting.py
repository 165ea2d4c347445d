"""How often things are heard and seen: sums by day, and for one day what tells two listeners apart."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ListeningDay(models.Model):
    """How many listeners a programme had on one day, by how they got it."""

    day = models.DateField(_("jour"))
    programme = models.UUIDField()
    """The page of the programme."""
    way = models.CharField(max_length=10)
    """`play` on the site, `embed` elsewhere, `download` by an application or by hand."""
    listeners = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("écoutes d’un jour")
        verbose_name_plural = _("écoutes par jour")
        constraints = [models.UniqueConstraint(fields=["day", "programme", "way"], name="media_library_one_sum_a_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.programme} {self.way}: {self.listeners}"


class ListeningSalt(models.Model):
    """The secret listeners of one day are hashed with; destroyed when the day is over."""

    day = models.DateField(unique=True)
    secret = models.BinaryField(max_length=32)

    class Meta:
        verbose_name = _("sel du jour")
        verbose_name_plural = _("sels du jour")

    def __str__(self) -> str:
        return str(self.day)


class ListeningSeen(models.Model):
    """What one listener of today has asked of one file so far; destroyed with the salt."""

    day = models.DateField(db_index=True)
    listener = models.BinaryField(max_length=16)
    """Keyed hash of address and application."""
    programme = models.UUIDField()
    way = models.CharField(max_length=10)
    ranges = models.JSONField(default=list)
    """Bytes asked for, joined: a list of `[first, last]`, by file."""
    counted = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("écoute du jour")
        verbose_name_plural = _("écoutes du jour")
        constraints = [
            models.UniqueConstraint(
                fields=["day", "listener", "programme", "way"], name="media_library_one_row_a_listener"
            )
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.programme} {self.way}"
