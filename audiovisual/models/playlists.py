"""Episodes and capsules put in an order for somebody: a class, an evening, a theme."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, PageChooserPanel
from wagtail.models import Orderable

from audiovisual.forms import PlaylistForm
from audiovisual.models.shows import PageListManager
from core.models import BasePage


class PlaylistPage(BasePage):
    """A list to listen to or watch from one end to the other."""

    rubrique = "capsules"
    introduction = models.TextField(_("introduction"), blank=True, max_length=1000)

    objects: ClassVar[Any] = PageListManager()

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("introduction"),
        InlinePanel("entries", label=_("épisode ou capsule"), heading=_("Dans l’ordre")),
    ]
    parent_page_types: ClassVar[list[str]] = ["audiovisual.PodcastsPage", "audiovisual.CapsulesPage"]
    subpage_types: ClassVar[list[str]] = []
    base_form_class = PlaylistForm
    template = "pages/audiovisual/playlist.html"

    class Meta:
        verbose_name = _("liste de lecture")
        verbose_name_plural = _("listes de lecture")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """What is on it and may be seen."""
        from audiovisual.showing.playlists import present_playlist

        return {**super().get_context(request, *args, **kwargs), **present_playlist(self, request)}

    def share_caption(self) -> str:
        """What it is."""
        return str(self._meta.verbose_name).capitalize()


class PlaylistEntry(Orderable):
    """One episode or capsule on a list, and why it is there."""

    page = ParentalKey(PlaylistPage, on_delete=models.CASCADE, related_name="entries")
    programme = models.ForeignKey(
        "wagtailcore.Page", verbose_name=_("épisode ou capsule"), on_delete=models.CASCADE, related_name="+"
    )
    comment = models.CharField(_("pourquoi"), max_length=300, blank=True)

    panels = [
        PageChooserPanel("programme", page_type=["audiovisual.EpisodePage", "audiovisual.CapsulePage"]),
        FieldPanel("comment"),
    ]

    class Meta(Orderable.Meta):
        pass

    def __str__(self) -> str:
        return str(self.programme_id)
