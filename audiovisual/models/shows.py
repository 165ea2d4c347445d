"""The page of the podcasts, the shows that stand under it, and their seasons."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable, PageManager

from audiovisual.categories import CATEGORIES
from audiovisual.models.follow import OffersPodcastFeed
from audiovisual.querysets import SHOW_DEPTH, ListingQuerySet
from core.blocks import TEXT_FEATURES
from core.models import BasePage
from media_library.models import Licence, WebAddressField

PageListManager = PageManager.from_queryset(ListingQuerySet)


class PodcastsPage(OffersPodcastFeed, BasePage):
    """The podcasts of a language."""

    rubrique = "podcasts"
    introduction = models.TextField(_("introduction"), blank=True, max_length=1000)

    objects: ClassVar[Any] = PageListManager()

    content_panels = [*BasePage.content_panels, FieldPanel("introduction")]
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["audiovisual.ShowPage", "audiovisual.PlaylistPage"]
    template = "pages/audiovisual/podcasts.html"

    class Meta:
        verbose_name = _("page des podcasts")
        verbose_name_plural = _("pages des podcasts")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Its shows and the latest episodes."""
        from audiovisual.showing.podcasts import present_podcasts

        return {**super().get_context(request, *args, **kwargs), **present_podcasts(self, request)}


class ShowPage(OffersPodcastFeed, BasePage):
    """A podcast: what it is, who speaks in it, where it is followed."""

    class Kind(models.TextChoices):
        """In which order applications offer its episodes."""

        EPISODIC = "episodic", _("épisodes indépendants, le dernier d’abord")
        SERIAL = "serial", _("à suivre, le premier d’abord")

    rubrique = "podcasts"
    share_fields = ("share_image", "artwork")
    summary = models.TextField(_("résumé"), blank=True, max_length=1000)
    presentation = RichTextField(_("présentation"), blank=True, features=TEXT_FEATURES)
    artwork = models.ForeignKey(
        "media_library.CreditedImage", verbose_name=_("pochette"), on_delete=models.SET_NULL, null=True, blank=True,
        related_name="+", help_text=_("Carrée, de 1 400 à 3 000 pixels de côté, JPEG ou PNG, sans transparence."),
    )  # fmt: skip
    kind = models.CharField(_("type"), max_length=10, choices=Kind.choices, default=Kind.EPISODIC)
    spoken_language = models.CharField(
        _("langue parlée"), max_length=12, blank=True, help_text=_("Code : fr, nl, en. Sinon, celle de la page.")
    )
    author = models.CharField(_("nom de l’auteur"), max_length=255, blank=True, help_text=_("Sinon, l’organisation."))
    owner_email = models.EmailField(
        _("adresse du propriétaire"), blank=True,
        help_text=_("Les plateformes y envoient un code de vérification. Elle est publique dans le flux."),
    )  # fmt: skip
    copyright = models.CharField(_("mention de droits"), max_length=255, blank=True)
    licence = models.CharField(_("licence"), max_length=20, choices=Licence.choices, default=Licence.RESERVED)
    is_explicit = models.BooleanField(_("propos explicites"), default=False)
    is_complete = models.BooleanField(_("terminé"), default=False, help_text=_("Il n’y aura plus d’épisode."))
    is_locked = models.BooleanField(
        _("verrouillé"), default=True, help_text=_("Interdit aux autres hébergeurs de reprendre le flux.")
    )
    funding_url = WebAddressField(_("soutenir : adresse"), blank=True)
    funding_label = models.CharField(_("soutenir : texte"), max_length=128, blank=True)
    guid = models.UUIDField(_("identifiant du podcast"), null=True, editable=False)
    """The `podcast:guid`: UUIDv5 of the first address of the feed, then never changed; None until it has an address."""
    old_feed_url = WebAddressField(_("ancienne adresse du flux"), blank=True, max_length=500, editable=False)
    """Where the show was taken over from."""
    new_feed_url = WebAddressField(
        _("nouvelle adresse du flux"), blank=True, max_length=500,
        help_text=_("Si le podcast déménage : le flux y renvoie pour toujours, épisodes compris."),
    )  # fmt: skip

    lasting_fields: ClassVar[tuple[str, ...]] = ("guid",)
    objects: ClassVar[Any] = PageListManager()

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("summary"),
        FieldPanel("presentation"),
        FieldPanel("artwork"),
        InlinePanel("hosts", label=_("personne"), heading=_("Avec")),
        InlinePanel("categories", label=_("catégorie"), heading=_("Catégories d’Apple"), max_num=3),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("spoken_language")]),
        InlinePanel("platforms", label=_("plateforme"), heading=_("Où l’écouter")),
        MultiFieldPanel([FieldPanel("funding_url"), FieldPanel("funding_label")], _("Soutien")),
        MultiFieldPanel(
            [
                FieldPanel("author"), FieldPanel("owner_email"), FieldPanel("copyright"), FieldPanel("licence"),
                FieldPanel("is_explicit"), FieldPanel("is_complete"), FieldPanel("is_locked"),
            ],
            _("Flux"),
        ),
    ]  # fmt: skip
    settings_panels: ClassVar[list[Any]] = [FieldPanel("new_feed_url")]
    parent_page_types: ClassVar[list[str]] = ["audiovisual.PodcastsPage"]
    subpage_types: ClassVar[list[str]] = ["audiovisual.SeasonPage", "audiovisual.EpisodePage"]
    template = "pages/audiovisual/show.html"
    exclude_fields_in_copy = [*BasePage.exclude_fields_in_copy, "guid", "old_feed_url", "new_feed_url"]

    class Meta:
        verbose_name = _("podcast")
        verbose_name_plural = _("podcasts")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Give it what it is known by everywhere, once its feed has an address; never another afterwards."""
        from audiovisual.podcasts.publishing import give_guid, keep_guid

        keep_guid(self)
        super().save(*args, **kwargs)
        give_guid(self)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """What it is, and its episodes."""
        from audiovisual.showing.podcasts import present_show

        return {**super().get_context(request, *args, **kwargs), **present_show(self, request)}

    def share_caption(self) -> str:
        """What it is."""
        return str(self._meta.verbose_name).capitalize()


class ShowHost(Orderable):
    """Who makes a show, whatever the episode."""

    page = ParentalKey(ShowPage, on_delete=models.CASCADE, related_name="hosts")
    agent = models.ForeignKey(
        "directory.Agent", verbose_name=_("personne"), on_delete=models.CASCADE, related_name="hosted_shows"
    )
    role = models.CharField(_("fonction"), max_length=120, blank=True)

    panels = [FieldPanel("agent"), FieldPanel("role")]

    class Meta(Orderable.Meta):
        pass

    def __str__(self) -> str:
        return str(self.agent_id)


class ShowCategory(Orderable):
    """Where the directories of podcasts shelve a show; the first counts most."""

    page = ParentalKey(ShowPage, on_delete=models.CASCADE, related_name="categories")
    category = models.CharField(_("catégorie"), max_length=60, choices=CATEGORIES)

    panels = [FieldPanel("category")]

    class Meta(Orderable.Meta):
        pass

    def __str__(self) -> str:
        return self.category


class ShowPlatform(Orderable):
    """Where else a show can be heard."""

    page = ParentalKey(ShowPage, on_delete=models.CASCADE, related_name="platforms")
    name = models.CharField(_("nom"), max_length=60)
    url = WebAddressField(_("adresse"), max_length=500)

    panels = [FieldRowPanel([FieldPanel("name"), FieldPanel("url")])]

    class Meta(Orderable.Meta):
        pass

    def __str__(self) -> str:
        return self.name


class SeasonPage(OffersPodcastFeed, BasePage):
    """A season of a show."""

    rubrique = "podcasts"
    stands_on_live_from: ClassVar[int | None] = SHOW_DEPTH
    number = models.PositiveSmallIntegerField(_("numéro"), default=1)
    introduction = models.TextField(_("introduction"), blank=True, max_length=1000)

    objects: ClassVar[Any] = PageListManager()

    content_panels = [*BasePage.content_panels, FieldPanel("number"), FieldPanel("introduction")]
    parent_page_types: ClassVar[list[str]] = ["audiovisual.ShowPage"]
    subpage_types: ClassVar[list[str]] = ["audiovisual.EpisodePage"]
    template = "pages/audiovisual/season.html"

    class Meta:
        verbose_name = _("saison")
        verbose_name_plural = _("saisons")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Its episodes."""
        from audiovisual.showing.podcasts import present_season

        return {**super().get_context(request, *args, **kwargs), **present_season(self, request)}

    def share_caption(self) -> str:
        """The show it is of."""
        return str(self.get_parent().title)
