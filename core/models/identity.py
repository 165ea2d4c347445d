"""What identifies a thing for good: a UUID, a public number, and a tombstone when it is gone."""

import uuid
from typing import Any, ClassVar, Self

from django.db import models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class LastingModel(models.Model):
    """Fields that belong to the thing and not to one of its revisions: publishing an old one leaves them as they are.

    Without this, a revision saved before a withdrawal would bring the thing back, and the first revision of a copied
    page would give it the UUID of its original.
    """

    lasting_fields: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True

    def with_content_json(self, content: dict[str, Any]) -> Self:
        """The thing as it is in a revision, except for what never changes with one; what was merged is followed."""
        from core.merged_links import follow_merges

        content = follow_merges(type(self), content)
        thing: Self = super().with_content_json(content)  # type: ignore[misc]  # Wagtail's RevisionMixin follows
        for kind in type(self).__mro__:
            for name in vars(kind).get("lasting_fields", ()):
                setattr(thing, name, getattr(self, name))
        return thing

    def save_revision(self, *args: Any, overwrite_revision: Any = None, **kwargs: Any) -> Any:
        """Keep a version; a form that saves itself writes over its last one, unless that was published or submitted."""
        from core.saves import is_settled

        if overwrite_revision is not None and is_settled(self, overwrite_revision):
            overwrite_revision = None
        return super().save_revision(*args, overwrite_revision=overwrite_revision, **kwargs)  # type: ignore[misc]  # as above


class IdentifiedModel(LastingModel):
    """Anything shown or exported: its UUID never changes and primary keys never leave the database."""

    lasting_fields: ClassVar[tuple[str, ...]] = ("uuid",)

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


class NumberedModel(LastingModel):
    """A thing whose public address carries a number."""

    lasting_fields: ClassVar[tuple[str, ...]] = ("number",)

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


class TombstonedModel(LastingModel):
    """A thing others name: it is withdrawn or merged, never deleted.

    No index on these two columns: nearly all rows hold NULL there, and a planner without statistics that walks such an
    index instead of the one on the identity reads the whole table.
    """

    lasting_fields: ClassVar[tuple[str, ...]] = ("withdrawn_at", "withdrawn_reason", "merged_into_id")

    withdrawn_at = models.DateTimeField(_("retiré le"), null=True, blank=True, editable=False)
    withdrawn_reason = models.CharField(_("raison du retrait"), max_length=255, blank=True, editable=False)
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        db_index=False,
        related_name="merged_from",
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
        seen: set[Any] = {self.pk}
        thing: Any = self
        while thing.merged_into is not None and thing.merged_into.pk not in seen:
            thing = thing.merged_into
            seen.add(thing.pk)
        resolved: Self = thing
        return resolved
