"""A record of the documentation centre: the description of one document."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib import admin
from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.models import ClusterableModel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    RevisionMixin,
    WorkflowMixin,
)

from core.covers import letters_of
from core.dates import parse_date
from core.models import IdentifiedModel, IndexedModel, NumberedModel, TombstonedModel
from core.text import leading_article, sort_key, split_article
from resources.models.choices import Audience, LanguageLevel, MetadataLicence, RecordType
from resources.querysets import RecordQuerySet

COVER_KINDS: dict[str, str] = {
    RecordType.ARTICLE: "revue", RecordType.PERIODICAL: "revue", RecordType.ISSUE: "revue",
    RecordType.KIT: "agenda", RecordType.GAME: "agenda", RecordType.POSTER: "agenda",
    RecordType.FILM: "film", RecordType.SOUND: "audio", RecordType.WEB: "video",
}  # fmt: skip
"""Woven covers come in six formats; what is not named here is a book."""


class Record(
    IndexedModel, NumberedModel, IdentifiedModel, TombstonedModel,
    WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, PreviewableMixin, ClusterableModel,
):  # fmt: skip
    """The description of one document: what it is, who made it, what it is about, where it is."""

    lasting_fields: ClassVar[tuple[str, ...]] = ("added_at", "cataloguer_id")

    known_without_parts = known_without_sources = False
    """Set on a row by who has just asked the database, so that its page need not ask again."""

    type = models.CharField(_("type"), max_length=12, choices=RecordType.choices, default=RecordType.BOOK)
    title = models.CharField(
        _("titre"), max_length=1000,
        help_text=_("L’article initial peut être mis entre crochets pour le classement : [Le ]racisme."),
    )  # fmt: skip
    nonfiling = models.PositiveSmallIntegerField(default=0, editable=False)
    sort_title = models.CharField(max_length=255, editable=False, db_index=True)
    subtitle = models.CharField(_("complément du titre"), max_length=1000, blank=True)
    title_language = models.CharField(_("langue du titre"), max_length=12, blank=True)
    original_title = models.CharField(_("titre original"), max_length=1000, blank=True)
    original_title_language = models.CharField(_("langue du titre original"), max_length=12, blank=True)
    responsibility = models.CharField(_("mention de responsabilité"), max_length=1000, blank=True)

    date = models.CharField(
        _("date"), max_length=120, blank=True,
        help_text=_("Comme sur le document : 2018, [1998?], ca 2005, printemps 2014."),
    )  # fmt: skip
    date_edtf = models.CharField(max_length=60, blank=True, editable=False)
    first_year = models.SmallIntegerField(null=True, editable=False, db_index=True)
    last_year = models.SmallIntegerField(null=True, editable=False)
    edition = models.CharField(_("mention d’édition"), max_length=255, blank=True)
    series = models.CharField(pgettext_lazy("series", "collection"), max_length=500, blank=True)
    series_number = models.CharField(_("numéro dans la collection"), max_length=60, blank=True)
    host = models.ForeignKey(
        "self", verbose_name=_("document hôte"), on_delete=models.SET_NULL, null=True, blank=True,
        related_name="parts", help_text=_("La revue, le numéro ou le livre où se trouve ce document."),
    )  # fmt: skip
    host_title = models.CharField(
        _("titre du document hôte"), max_length=500, blank=True, help_text=_("S’il n’a pas de notice ici.")
    )
    host_part = models.CharField(_("numéro et pages"), max_length=255, blank=True)
    extent = models.CharField(_("étendue"), max_length=255, blank=True, help_text=_("Par exemple : 168 p., 52 min."))
    dimensions = models.CharField(_("format"), max_length=120, blank=True)
    accompanying = models.CharField(_("matériel joint"), max_length=255, blank=True)
    languages = models.JSONField(_("langues"), default=list, blank=True)
    original_languages = models.JSONField(_("langues de l’original"), default=list, blank=True)

    audience = models.CharField(_("public"), max_length=15, choices=Audience.choices, blank=True)
    age_min = models.PositiveSmallIntegerField(_("dès (ans)"), null=True, blank=True)
    age_max = models.PositiveSmallIntegerField(_("jusqu’à (ans)"), null=True, blank=True)
    levels = models.JSONField(_("niveaux d’enseignement"), default=list, blank=True)
    group_min = models.PositiveSmallIntegerField(_("groupe, au moins"), null=True, blank=True)
    group_max = models.PositiveSmallIntegerField(_("groupe, au plus"), null=True, blank=True)
    duration_minutes = models.PositiveIntegerField(_("durée (minutes)"), null=True, blank=True)
    objectives = models.TextField(_("objectifs"), blank=True)
    contents = models.TextField(_("contenu de la mallette ou du jeu"), blank=True)
    language_level = models.CharField(_("niveau de langue"), max_length=2, choices=LanguageLevel.choices, blank=True)

    keywords = models.JSONField(_("mots-clés libres"), default=list, blank=True)
    cover = models.ForeignKey(
        "media_library.CreditedImage", verbose_name=_("couverture"), on_delete=models.SET_NULL,
        null=True, blank=True, related_name="+",
    )  # fmt: skip
    metadata_licence = models.CharField(
        _("licence de la notice"), max_length=12, choices=MetadataLicence.choices, default=MetadataLicence.CC0
    )
    added_at = models.DateTimeField(_("entré le"), auto_now_add=True, db_index=True)

    cataloguer = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("catalogué par"), on_delete=models.SET_NULL, null=True, blank=True,
        editable=False, related_name="+",
    )  # fmt: skip

    workflow_states = GenericRelation(
        "wagtailcore.WorkflowState", content_type_field="base_content_type", object_id_field="object_id",
        related_query_name="record", for_concrete_model=False,
    )  # fmt: skip
    _revisions = GenericRelation(
        "wagtailcore.Revision", content_type_field="base_content_type", object_id_field="object_id",
        related_query_name="record", for_concrete_model=False,
    )  # fmt: skip

    objects = RecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        indexes = [
            models.Index(fields=["-added_at", "-id"]),
            models.Index(fields=["changed_at", "number"], name="resources_record_changed"),
            models.Index(fields=["type", "changed_at", "number"], name="resources_record_type_changed"),
            models.Index(
                fields=["changed_at", "number"],
                condition=models.Q(live=False)
                | models.Q(withdrawn_at__isnull=False)
                | models.Q(merged_into__isnull=False),
                name="resources_record_gone",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def revisions(self) -> Any:
        """Every saved version, the newest last; under the name Wagtail expects."""
        return self._revisions

    @property
    def slug(self) -> str:
        """The decoration of the address; changes with the title and redirects."""
        return slugify(self.title)[:60].strip("-") or "notice"

    def derive_fields(self) -> None:
        """Compute what is sorted and filtered by from what was written; bulk writers call it themselves."""
        if self.title.lstrip().startswith("["):
            self.title, self.nonfiling = split_article(self.title)
        if not self._keeps_article():
            self.nonfiling = leading_article(self.title, self.main_language or "fr")
        self.sort_title = sort_key(self.title[self.nonfiling :])[:255] or sort_key(self.title)[:255]
        parsed = parse_date(self.date)
        self.date_edtf, self.first_year, self.last_year = parsed.edtf, parsed.first_year, parsed.last_year

    def _keeps_article(self) -> bool:
        """Whether what sorting skips still looks like an article, after the title may have been changed."""
        article = self.title[: self.nonfiling]
        return 0 < len(article) < min(9, len(self.title)) and article.endswith((" ", "'", "’", "-"))

    @property
    def main_language(self) -> str:
        """The language the title is in, as far as is known; empty when it is not."""
        return self.title_language or (self.languages[0] if self.languages else "")

    @property
    def cover_kind(self) -> str:
        """The format of the woven cover that stands in for a missing picture."""
        return COVER_KINDS.get(self.type, "livre")

    @property
    def cover_letters(self) -> str:
        """The two letters woven into it: those of the original title, in its own script."""
        return letters_of(self.original_title) or letters_of(self.title, self.nonfiling)

    def clean(self) -> None:
        """Refuse ranges that run backwards and a record that hosts itself."""
        super().clean()
        for low, high in (("age_min", "age_max"), ("group_min", "group_max")):
            first, last = getattr(self, low), getattr(self, high)
            if first is not None and last is not None and first > last:
                raise ValidationError({high: _("La borne supérieure est plus petite que l’inférieure.")})
        if self.pk and self.host_id == self.pk:
            raise ValidationError({"host": _("Un document ne peut pas être son propre hôte.")})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep derived fields in step."""
        if not kwargs.get("update_fields"):
            self.derive_fields()
        super().save(*args, **kwargs)

    def source_names(self) -> list[str]:
        """The catalogues this record was imported from."""
        if self.known_without_sources:
            return []
        return list(self.sources.order_by("source").values_list("source", flat=True).distinct())

    @admin.display(description=_("Titre"), ordering="sort_title")
    def filed_title(self) -> str:
        """The title in the editors' list, which is sorted without its article."""
        return self.title

    @property
    def people_line(self) -> str:
        """Everyone named, for the editors' lists."""
        return ", ".join(one.name_as_printed or one.agent.name for one in self.contributions.all())

    @property
    def description_in_chooser(self) -> str:
        """What tells namesakes apart: “Zoom (Istvan Banyai, 1996, n° 57)”."""
        return (
            f"{self.title} ({', '.join(part for part in (self.people_line, self.date, f'n° {self.number}') if part)})"
        )

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """The public page of the record."""
        return "pages/resources/record.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """What the page would print of the record as it stands in the form."""
        from resources.presentation import present_record

        return {**super().get_preview_context(request, mode_name), **present_record(self)}
