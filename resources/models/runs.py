"""An import as a person does it: the file, what was found in it, what was done, and how to undo it."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import IdentifiedModel
from resources.models.choices import ImportState, LineState, UndoState
from resources.models.record import Record


class ImportRunQuerySet(models.QuerySet["ImportRun"]):
    """Named questions about imports."""

    def recent(self) -> Self:
        """The newest first, with who gave each."""
        return self.select_related("created_by")

    def with_mapping(self) -> list["ImportRun"]:
        """The last one of each source that was read by a mapping, to use it again; twenty at most."""
        found: dict[str, ImportRun] = {}
        for run in self.exclude(mapping="").order_by("-created_at")[:200]:
            found.setdefault(run.source, run)
        return list(found.values())[:20]


class ImportRun(IdentifiedModel):
    """One import, from the upload to its report, which is kept."""

    state = models.CharField(_("état"), max_length=10, choices=ImportState.choices, default=ImportState.WAITING)
    file_name = models.CharField(_("fichier"), max_length=255)
    stored_as = models.CharField(max_length=255, blank=True, editable=False)
    """Name of the kept copy in the private folder of imports; the copy cannot change under a running import."""
    mapping = models.TextField(_("correspondance"), blank=True)
    """TOML, as given; empty when it was guessed or the format needs none."""
    source = models.CharField(_("source"), max_length=80, blank=True)
    format = models.CharField(_("format"), max_length=40, blank=True)
    encoding = models.CharField(_("encodage"), max_length=60, blank=True)
    complete = models.BooleanField(
        _("le fichier contient toute la source"), default=False,
        help_text=_("Les notices qui n’y sont plus seront proposées au retrait."),
    )  # fmt: skip
    skip_duplicates = models.BooleanField(
        _("ne pas importer les doublons probables"), default=False,
        help_text=_("Une notice qui ressemble à une autre du catalogue est signalée, et laissée de côté."),
    )  # fmt: skip
    digest = models.CharField(max_length=64, blank=True, editable=False)
    """SHA-256 of the kept copy, by which it is known to be the file that was tried."""
    rows_read = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)
    remarks = models.JSONField(default=list)
    """Sentences about the file: what was detected, fields that have no place, what stopped it."""
    created_at = models.DateTimeField(_("déposé le"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("par"), on_delete=models.SET_NULL, null=True, blank=True,
        related_name="+",
    )  # fmt: skip
    started_at = models.DateTimeField(null=True, blank=True)
    beat_at = models.DateTimeField(null=True, blank=True)
    """Last sign of life of the process at work, by which an interrupted run is told."""
    finished_at = models.DateTimeField(_("terminé le"), null=True, blank=True)
    undone_at = models.DateTimeField(_("annulé le"), null=True, blank=True)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["source"], condition=models.Q(state__in=["writing", "undoing"]),
                name="resources_one_import_at_a_time",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.file_name} ({self.get_state_display()})"


class ImportLineQuerySet(models.QuerySet["ImportLine"]):
    """Named questions about the lines of imports."""

    def shown(self, state: str = "") -> Self:
        """All, or those of one state, in the order of the file, with their records."""
        lines = self.filter(state=state) if state in LineState.values else self
        return lines.select_related("record")

    def count_states(self) -> dict[str, int]:
        """How many there are in each state."""
        counted = self.order_by().values_list("state").annotate(models.Count("pk"))
        return dict(counted)


class ImportLine(models.Model):
    """What one record of the source became; those that were unchanged have none, they are counted."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="lines")
    state = models.CharField(max_length=10, choices=LineState.choices)
    position = models.CharField(max_length=60)
    identifier = models.CharField(max_length=255, blank=True)
    title = models.CharField(max_length=255, blank=True)
    record = models.ForeignKey(Record, on_delete=models.SET_NULL, null=True, blank=True, related_name="import_lines")
    reason = models.TextField(blank=True)
    changes = models.JSONField(default=list)
    """[field, before, after, outcome] for each field that differs; outcome is “taken” or “kept”."""
    duplicates = models.JSONField(default=list)
    """Public numbers of the records that look the same."""
    before = models.JSONField(null=True, blank=True)
    """What a change replaced, parts included, to undo it; None for a new record."""
    undone = models.CharField(max_length=10, choices=UndoState.choices, blank=True)

    objects = ImportLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("ligne d’import")
        verbose_name_plural = _("lignes d’import")
        ordering = ["pk"]
        indexes = [models.Index(fields=["run", "state"], name="resources_line_state")]

    def __str__(self) -> str:
        return f"{self.position} {self.get_state_display()}"
