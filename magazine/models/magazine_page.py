"""The magazine itself: what it is, who makes it, how to get it, and all its numbers."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from stdnum import issn
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable

from core.blocks import TEXT_FEATURES
from core.models import BasePage
from magazine.models.follow import OffersFeeds
from magazine.querysets import MagazineManager
from magazine.releases.guards import CollectionPermissions


def check_issn(value: str) -> None:
    """Refuse what is no ISSN."""
    if value and not issn.is_valid(value):
        raise ValidationError(_("« %(value)s » n’est pas un ISSN."), params={"value": value})


class MagazinePage(OffersFeeds, BasePage):
    """A periodical of the house; its numbers stand under it."""

    rubrique = "magazine"
    subtitle = models.CharField(_("sous-titre"), max_length=200, blank=True)
    issn = models.CharField(_("ISSN imprimé"), max_length=9, blank=True, validators=[check_issn])
    issn_online = models.CharField(_("ISSN en ligne"), max_length=9, blank=True, validators=[check_issn])
    frequency = models.CharField(_("périodicité"), max_length=80, blank=True)
    publisher = models.CharField(_("éditeur"), max_length=200, blank=True)
    presentation = RichTextField(_("présentation"), blank=True, features=TEXT_FEATURES)
    subscription = RichTextField(_("s’abonner"), blank=True, features=TEXT_FEATURES)
    ordering = RichTextField(_("commander un numéro"), blank=True, features=TEXT_FEATURES)

    objects: ClassVar[Any] = MagazineManager()

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("subtitle"),
        FieldPanel("presentation", help_text=_("Ce qu’est la revue, en quelques phrases.")),
        InlinePanel(
            "board",
            label=_("membre de la rédaction"),
            heading=_("Rédaction"),
            help_text=_("Dans l’ordre où la page les nomme ; qui n’est pas public dans l’annuaire n’est pas nommé."),
        ),
        MultiFieldPanel([FieldPanel("subscription"), FieldPanel("ordering")], _("Pour le recevoir")),
        MultiFieldPanel(
            [
                FieldPanel("publisher"),
                FieldPanel("frequency", help_text=_("Comme on le dit : quatre numéros par an.")),
                FieldPanel("issn", help_text=_("Huit signes : 0151-0282.")),
                FieldPanel("issn_online"),
            ],
            _("Identité"),
        ),
    ]
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["magazine.IssuePage"]
    template = "pages/magazine/magazine.html"

    class Meta:
        verbose_name = _("magazine")

    def permissions_for_user(self, user: Any) -> CollectionPermissions:
        """What a user may do with it: its numbers are made as drafts."""
        return CollectionPermissions(user, self)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """What it is, who makes it, and all its numbers."""
        from magazine.showing.magazines import present_magazine

        return {**super().get_context(request, *args, **kwargs), **present_magazine(self, request)}


class BoardMember(Orderable):
    """Somebody of the editorial board, and what they do there."""

    page = ParentalKey(MagazinePage, on_delete=models.CASCADE, related_name="board")
    agent = models.ForeignKey(
        "directory.Agent", verbose_name=_("personne"), on_delete=models.CASCADE, related_name="board_places"
    )
    role = models.CharField(_("fonction"), max_length=120, blank=True)

    panels = [FieldPanel("agent"), FieldPanel("role")]

    class Meta(Orderable.Meta):
        pass

    def __str__(self) -> str:
        return self.role
