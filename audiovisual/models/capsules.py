"""The page of the capsules, their series, and the films themselves."""

from typing import Any, ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField

from audiovisual.forms import CapsuleForm
from audiovisual.models.follow import OffersPodcastFeed
from audiovisual.models.programme import Programme, ProgrammeConcept, ProgrammePerson, ProgrammeRecord
from audiovisual.models.shows import PageListManager
from audiovisual.querysets import ProgrammeManager
from core.blocks import TEXT_FEATURES
from core.models import BasePage
from media_library.models import WebAddressField


class CapsulesPage(OffersPodcastFeed, BasePage):
    """The capsules and documentaries of a language."""

    rubrique = "capsules"
    introduction = models.TextField(_("introduction"), blank=True, max_length=1000)

    objects: ClassVar[Any] = PageListManager()

    content_panels = [*BasePage.content_panels, FieldPanel("introduction")]
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = [
        "audiovisual.SeriesPage", "audiovisual.CapsulePage", "audiovisual.PlaylistPage",
    ]  # fmt: skip
    template = "pages/audiovisual/capsules.html"

    class Meta:
        verbose_name = _("page des capsules")
        verbose_name_plural = _("pages des capsules")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Its series and its films."""
        from audiovisual.showing.capsules import present_capsules

        return {**super().get_context(request, *args, **kwargs), **present_capsules(self, request)}


class SeriesPage(OffersPodcastFeed, BasePage):
    """A series of short films."""

    rubrique = "capsules"
    share_fields = ("share_image", "image")
    summary = models.TextField(_("résumé"), blank=True, max_length=1000)
    presentation = RichTextField(_("présentation"), blank=True, features=TEXT_FEATURES)
    image = models.ForeignKey(
        "media_library.CreditedImage", verbose_name=_("image"), on_delete=models.SET_NULL, null=True, blank=True,
        related_name="+",
    )  # fmt: skip

    objects: ClassVar[Any] = PageListManager()

    content_panels = [
        *BasePage.content_panels, FieldPanel("summary"), FieldPanel("presentation"), FieldPanel("image"),
    ]  # fmt: skip
    parent_page_types: ClassVar[list[str]] = ["audiovisual.CapsulesPage"]
    subpage_types: ClassVar[list[str]] = ["audiovisual.CapsulePage"]
    template = "pages/audiovisual/series.html"

    class Meta:
        verbose_name = _("série de capsules")
        verbose_name_plural = _("séries de capsules")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Its films, in the order of the tree."""
        from audiovisual.showing.capsules import present_series

        return {**super().get_context(request, *args, **kwargs), **present_series(self, request)}

    def share_caption(self) -> str:
        """What it is."""
        return str(self._meta.verbose_name).capitalize()


class CapsulePage(Programme):
    """A short film or a documentary: a file of the house, or one that another site holds."""

    class Kind(models.TextChoices):
        """What it is called."""

        CAPSULE = "capsule", _("capsule")
        DOCUMENTARY = "documentary", _("documentaire")

    rubrique = "capsules"
    kind = models.CharField(_("type"), max_length=12, choices=Kind.choices, default=Kind.CAPSULE)
    hosted_url = WebAddressField(
        _("vidéo hébergée ailleurs"), blank=True, max_length=500,
        help_text=_("YouTube, Vimeo ou PeerTube. Rien n’en est chargé avant que le visiteur le demande."),
    )  # fmt: skip
    hosted_duration = models.PositiveIntegerField(
        _("sa durée, en secondes"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    spoken_languages = models.CharField(
        _("langues parlées"), max_length=80, blank=True, help_text=_("Codes séparés par des virgules : fr, wo.")
    )
    shot_in = models.CharField(_("lieu de tournage"), max_length=255, blank=True)
    shot_on = models.CharField(_("date de tournage"), max_length=40, blank=True, help_text=_("2025, 2025-06…"))
    worksheet = models.ForeignKey(
        "media_library.CreditedDocument", verbose_name=_("fiche pour animer"), on_delete=models.SET_NULL, null=True,
        blank=True, related_name="+",
    )  # fmt: skip
    worksheet_note = models.CharField(_("ce que contient la fiche"), max_length=300, blank=True)

    objects: ClassVar[Any] = ProgrammeManager()

    content_panels = [
        *Programme.opening_panels,
        MultiFieldPanel(
            [FieldPanel("hosted_url"), FieldPanel("hosted_duration")],
            _("Ou une vidéo hébergée"),
            classname="collapsed",
            help_text=_("Si un enregistrement est choisi plus haut, c’est lui qui est montré, et jamais cette vidéo."),
        ),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("published_at")]),
        *Programme.about_panels,
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("shot_in"), FieldPanel("shot_on")]), FieldPanel("spoken_languages")],
            _("Tournage"),
        ),
        MultiFieldPanel([FieldPanel("worksheet"), FieldPanel("worksheet_note")], _("Pour animer")),
        FieldPanel("licence"),
    ]
    base_form_class = CapsuleForm
    parent_page_types: ClassVar[list[str]] = ["audiovisual.CapsulesPage", "audiovisual.SeriesPage"]
    template = "pages/audiovisual/capsule.html"

    class Meta:
        verbose_name = _("capsule")
        verbose_name_plural = _("capsules")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """What is seen, who is in it, what is said."""
        from audiovisual.showing.programmes import present_capsule

        return {**super().get_context(request, *args, **kwargs), **present_capsule(self, request)}

    def share_caption(self) -> str:
        """What kind of film it is, and its series."""
        from audiovisual.showing.captions import caption_of_capsule

        return caption_of_capsule(self)


class CapsulePerson(ProgrammePerson):
    """Who had which part in a capsule."""

    page = ParentalKey(CapsulePage, on_delete=models.CASCADE, related_name="people")


class CapsuleConcept(ProgrammeConcept):
    """What a capsule is about."""

    page = ParentalKey(CapsulePage, on_delete=models.CASCADE, related_name="concepts")


class CapsuleRecord(ProgrammeRecord):
    """A document a capsule speaks of."""

    page = ParentalKey(CapsulePage, on_delete=models.CASCADE, related_name="records")
