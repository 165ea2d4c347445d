"""An episode of a show."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable

from audiovisual.forms import EpisodeForm
from audiovisual.models.programme import Programme, ProgrammeConcept, ProgrammePerson, ProgrammeRecord
from audiovisual.querysets import EpisodeManager


class EpisodePage(Programme):
    """What is heard in one go."""

    class Kind(models.TextChoices):
        """What applications call it."""

        FULL = "full", _("épisode")
        TRAILER = "trailer", _("bande-annonce")
        BONUS = "bonus", _("bonus")

    class Explicit(models.TextChoices):
        """Whether it is for everybody."""

        SHOW = "", _("comme le podcast")
        YES = "yes", _("propos explicites")
        NO = "no", _("pour tout le monde")

    rubrique = "podcasts"
    number = models.PositiveSmallIntegerField(_("numéro"), null=True, blank=True)
    kind = models.CharField(_("type"), max_length=10, choices=Kind.choices, default=Kind.FULL)
    explicit = models.CharField(_("propos"), max_length=3, choices=Explicit.choices, default=Explicit.SHOW, blank=True)
    guid = models.CharField(max_length=500, unique=True, editable=False)
    """What applications know it by, as its first feed gave it: never changed."""

    lasting_fields: ClassVar[tuple[str, ...]] = ("guid",)
    objects: ClassVar[Any] = EpisodeManager()

    content_panels = [
        *Programme.opening_panels,
        FieldRowPanel([FieldPanel("number"), FieldPanel("kind"), FieldPanel("published_at")]),
        *Programme.about_panels,
        InlinePanel("soundbites", label=_("extrait"), heading=_("Extraits à partager")),
        MultiFieldPanel([FieldPanel("explicit"), FieldPanel("licence")], _("Droits"), classname="collapsed"),
    ]
    base_form_class = EpisodeForm
    parent_page_types: ClassVar[list[str]] = ["audiovisual.ShowPage", "audiovisual.SeasonPage"]
    template = "pages/audiovisual/episode.html"
    exclude_fields_in_copy = [*Programme.exclude_fields_in_copy, "guid", "source_identifier"]

    class Meta:
        verbose_name = _("épisode")
        verbose_name_plural = _("épisodes")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Give its lasting identifier at the first save, and keep it whatever a version says."""
        from audiovisual.podcasts.publishing import keep_guid

        keep_guid(self)
        if not self.guid:
            self.guid = f"urn:uuid:{self.uuid}"
        super().save(*args, **kwargs)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """What is heard, by whom, what is said in it."""
        from audiovisual.showing.programmes import present_episode

        return {**super().get_context(request, *args, **kwargs), **present_episode(self, request)}

    def share_caption(self) -> str:
        """The show, and which episode it is."""
        from audiovisual.showing.captions import caption_of_episode

        return caption_of_episode(self)


class EpisodePerson(ProgrammePerson):
    """Who had which part in an episode."""

    page = ParentalKey(EpisodePage, on_delete=models.CASCADE, related_name="people")


class EpisodeConcept(ProgrammeConcept):
    """What an episode is about."""

    page = ParentalKey(EpisodePage, on_delete=models.CASCADE, related_name="concepts")


class EpisodeRecord(ProgrammeRecord):
    """A document an episode speaks of."""

    page = ParentalKey(EpisodePage, on_delete=models.CASCADE, related_name="records")


class Soundbite(Orderable):
    """A passage that makes one want to hear the rest."""

    page = ParentalKey(EpisodePage, on_delete=models.CASCADE, related_name="soundbites")
    start = models.FloatField(_("début, en secondes"))
    duration = models.FloatField(_("durée, en secondes"), default=30)
    title = models.CharField(_("titre"), max_length=128, blank=True)

    panels = [FieldRowPanel([FieldPanel("start"), FieldPanel("duration")]), FieldPanel("title")]

    class Meta(Orderable.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.start:g} s: {self.title}"
