"""What a number is divided into: dossiers and rubrics; and what a dossier may hold beside articles."""

from typing import Any, ClassVar

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import CommentPanel, FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable

from core.blocks import TEXT_FEATURES
from core.models import BasePage
from magazine.models.follow import OffersFeeds
from magazine.placing import DossierItemForm
from magazine.querysets import DossierManager, IssuePartManager, ItemManager
from magazine.releases.guards import IssuePart


class DossierPage(OffersFeeds, IssuePart, BasePage):
    """The thematic part of a number; its title is the theme."""

    rubrique = "magazine"
    share_fields = ("share_image", "image")
    standfirst = models.TextField(_("chapeau"), blank=True, max_length=1000)
    introduction = RichTextField(_("introduction"), blank=True, features=TEXT_FEATURES)
    image = models.ForeignKey(
        "media_library.CreditedImage", verbose_name=_("image"), on_delete=models.SET_NULL, null=True, blank=True,
        related_name="+",
    )  # fmt: skip
    source_identifier = models.CharField(max_length=255, blank=True, editable=False, db_index=True)

    objects: ClassVar[Any] = DossierManager()

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("standfirst", help_text=_("Montré aussi au sommaire du numéro et dans les résultats de recherche.")),
        FieldPanel("introduction", help_text=_("Sur la page du dossier seulement, avant les articles.")),
        FieldPanel("image"),
        InlinePanel("guest_editors", label=_("personne"), heading=_("Dossier coordonné par")),
        InlinePanel("concepts", label=_("sujet"), heading=_("Sujets")),
    ]
    settings_panels: ClassVar[list[Any]] = [CommentPanel()]
    parent_page_types: ClassVar[list[str]] = ["magazine.IssuePage"]
    subpage_types: ClassVar[list[str]] = ["magazine.ArticlePage", "magazine.DossierItemPage"]
    template = "pages/magazine/dossier.html"

    class Meta:
        verbose_name = _("dossier")
        verbose_name_plural = _("dossiers")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Its articles and other things in reading order; `contents` when its number is shown before it is out."""
        from magazine.showing.dossiers import present_part

        contents = kwargs.pop("contents", None)
        return {**super().get_context(request, *args, **kwargs), **present_part(self, request, contents)}

    def share_caption(self) -> str:
        """What it is."""
        return str(self._meta.verbose_name).capitalize()


class GuestEditor(Orderable):
    """Who put a dossier together."""

    page = ParentalKey(DossierPage, on_delete=models.CASCADE, related_name="guest_editors")
    agent = models.ForeignKey(
        "directory.Agent", verbose_name=_("personne"), on_delete=models.CASCADE, related_name="edited_dossiers"
    )

    panels = [FieldPanel("agent")]

    class Meta(Orderable.Meta):
        pass

    def __str__(self) -> str:
        return str(self.agent_id)


class DossierConcept(Orderable):
    """What a dossier is about."""

    page = ParentalKey(DossierPage, on_delete=models.CASCADE, related_name="concepts")
    concept = models.ForeignKey(
        "thesaurus.Concept", verbose_name=_("sujet"), on_delete=models.CASCADE, related_name="dossiers"
    )

    panels = [FieldPanel("concept")]

    class Meta(Orderable.Meta):
        pass

    def __str__(self) -> str:
        return str(self.concept_id)


class RubricPage(IssuePart, BasePage):
    """A standing part of the magazine in one number: editorial, portraits, readings."""

    rubrique = "magazine"
    note = models.CharField(
        _("note"), max_length=300, blank=True, help_text=_("Une phrase sous le nom de la rubrique.")
    )

    objects: ClassVar[Any] = IssuePartManager()

    content_panels = [*BasePage.content_panels, FieldPanel("note")]
    settings_panels: ClassVar[list[Any]] = [CommentPanel()]
    parent_page_types: ClassVar[list[str]] = ["magazine.IssuePage"]
    subpage_types: ClassVar[list[str]] = ["magazine.ArticlePage"]
    template = "pages/magazine/rubric.html"

    class Meta:
        verbose_name = _("rubrique")
        verbose_name_plural = _("rubriques")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Its articles in reading order; `contents` when its number is shown before it is out."""
        from magazine.showing.dossiers import present_part

        contents = kwargs.pop("contents", None)
        return {**super().get_context(request, *args, **kwargs), **present_part(self, request, contents)}


class DossierItemPage(IssuePart, BasePage):
    """The place, in the reading order of a dossier, of something that is no article: its address leads there."""

    rubrique = "magazine"
    record = models.ForeignKey(
        "resources.Record", verbose_name=_("notice"), on_delete=models.SET_NULL, null=True, blank=True,
        related_name="dossier_places",
    )  # fmt: skip
    episode = models.ForeignKey(
        "audiovisual.EpisodePage", verbose_name=_("épisode"), on_delete=models.SET_NULL, null=True, blank=True,
        related_name="dossier_places",
    )  # fmt: skip
    capsule = models.ForeignKey(
        "audiovisual.CapsulePage", verbose_name=_("capsule"), on_delete=models.SET_NULL, null=True, blank=True,
        related_name="dossier_places",
    )  # fmt: skip
    comment = models.TextField(_("pourquoi elle est là"), blank=True, max_length=600)

    objects: ClassVar[Any] = ItemManager()
    base_form_class = DossierItemForm

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [FieldPanel("record"), FieldPanel("episode"), FieldPanel("capsule")],
            _("Ce qui est placé ici"),
            help_text=_("Une seule de ces trois choses."),
        ),
        FieldPanel("comment"),
    ]
    settings_panels: ClassVar[list[Any]] = [CommentPanel()]
    parent_page_types: ClassVar[list[str]] = ["magazine.DossierPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("notice ou programme dans un dossier")
        verbose_name_plural = _("notices et programmes dans des dossiers")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Lead to the thing; nothing to show while it may not be seen."""
        from magazine.showing.items import thing_path

        path = thing_path(self)
        if not path:
            raise Http404
        return HttpResponseRedirect(path)

    def may_be_shared(self) -> bool:
        """It has nothing of its own to show."""
        return False
