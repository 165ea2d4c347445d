"""What identifies a thing for good: a UUID, a public number, and a tombstone when it is gone."""

import uuid
from typing import Any, Self

from django.db import models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class IdentifiedModel(models.Model):
    """Anything shown or exported: its UUID never changes and primary keys never leave the database."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        abstract = True


class NumberSequence(models.Model):
    """The last public number given in a series; numbers are given once and never reused."""

    series = models.CharField(max_length=40, primary_key=True)
    last = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.series}: {self.last}"

    @classmethod
    def take(cls, series: str, count: int = 1) -> range:
        """Reserve `count` consecutive numbers; two processes never get the same one."""
        with transaction.atomic():
            cls.objects.get_or_create(series=series)
            cls.objects.filter(series=series).update(last=F("last") + count)
            last = cls.objects.values_list("last", flat=True).get(series=series)
        return range(last - count + 1, last + 1)


class NumberedModel(models.Model):
    """A thing whose public address carries a number."""

    number = models.PositiveBigIntegerField(_("numéro"), unique=True, editable=False)

    class Meta:
        abstract = True

    @classmethod
    def number_series(cls) -> str:
        """The name of the series numbers are taken from."""
        return cls._meta.label_lower

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Give the number at the first save."""
        if self.number is None:
            self.number = NumberSequence.take(self.number_series())[0]
        super().save(*args, **kwargs)


class TombstonedModel(models.Model):
    """A thing others name: it is withdrawn or merged, never deleted."""

    withdrawn_at = models.DateTimeField(_("retiré le"), null=True, blank=True, editable=False, db_index=True)
    withdrawn_reason = models.CharField(_("raison du retrait"), max_length=255, blank=True, editable=False)
    merged_into = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="merged_from"
    )

    class Meta:
        abstract = True

    def withdraw(self, reason: str = "") -> None:
        """Take out of public view for good, keeping the row and its address."""
        self.withdrawn_at = timezone.now()
        self.withdrawn_reason = reason[:255]
        self.save(update_fields=["withdrawn_at", "withdrawn_reason"])

    def resolve(self) -> Self:
        """The thing this one was merged into, at the end of the chain; itself when it was not."""
        seen, thing = {self.pk}, self
        while thing.merged_into is not None and thing.merged_into.pk not in seen:
            thing = thing.merged_into
            seen.add(thing.pk)
        return thing
