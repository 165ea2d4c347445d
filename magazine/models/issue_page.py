"""A number of the magazine."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from stdnum import isbn
from wagtail.admin.panels import CommentPanel, FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField

from core.blocks import TEXT_FEATURES
from core.models import BasePage
from magazine.models.follow import OffersFeeds
from magazine.models.takeaway import OffersFiles
from magazine.querysets import IssueManager
from magazine.releases.guards import WholeIssue


def check_isbn(value: str) -> None:
    """Refuse what is no ISBN."""
    if value and not isbn.is_valid(value):
        raise ValidationError(_("« %(value)s » n’est pas un ISBN."), params={"value": value})


class IssuePage(OffersFiles, OffersFeeds, WholeIssue, BasePage):
    """One number: its contents are the pages under it, in the order of the tree. It is published as a whole."""

    rubrique = "magazine"
    number = models.CharField(
        _("numéro"), max_length=20, help_text=_("Comme il est imprimé : 47, 12-13, hors-série 2.")
    )
    date_printed = models.CharField(
        _("date imprimée"), max_length=80, blank=True, help_text=_("Par exemple : automne 2026, avril-mai-juin 2014.")
    )
    issued_on = models.DateField(
        _("date de parution"), help_text=_("Sert au classement : le premier jour de la période imprimée.")
    )
    introduction = models.TextField(_("chapeau"), blank=True, max_length=2000)
    cover = models.ForeignKey(
        "media_library.CreditedImage", verbose_name=_("couverture"), on_delete=models.SET_NULL, null=True, blank=True,
        related_name="+",
    )  # fmt: skip
    presentation = RichTextField(_("présentation"), blank=True, features=TEXT_FEATURES)
    colophon = RichTextField(_("colophon"), blank=True, features=TEXT_FEATURES)
    isbn = models.CharField(_("ISBN"), max_length=20, blank=True, validators=[check_isbn])
    pages = models.PositiveIntegerField(_("nombre de pages"), null=True, blank=True)
    price = models.DecimalField(
        _("prix (€)"), max_digits=6, decimal_places=2, null=True, blank=True, help_text=_("0 pour un numéro gratuit.")
    )
    where_to_get = RichTextField(_("où le trouver"), blank=True, features=TEXT_FEATURES)
    facsimile = models.ForeignKey(
        "media_library.CreditedDocument", verbose_name=_("fac-similé (PDF du numéro imprimé)"),
        on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
    )  # fmt: skip
    source_identifier = models.CharField(max_length=255, blank=True, editable=False, db_index=True)
    """Where an import took it from; empty for a number made here."""

    objects: ClassVar[Any] = IssueManager()

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("number"), FieldPanel("date_printed"), FieldPanel("issued_on")])], _("Parution")
        ),
        FieldPanel("introduction"),
        FieldPanel("cover"),
        FieldPanel("presentation"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("isbn"), FieldPanel("pages"), FieldPanel("price")]),
                FieldPanel("where_to_get"),
                FieldPanel("facsimile"),
                FieldPanel("colophon"),
            ],
            _("Le numéro imprimé"),
        ),
    ]
    settings_panels: ClassVar[list[Any]] = [CommentPanel()]
    parent_page_types: ClassVar[list[str]] = ["magazine.MagazinePage"]
    subpage_types: ClassVar[list[str]] = ["magazine.ArticlePage", "magazine.DossierPage", "magazine.RubricPage"]
    template = "pages/magazine/issue.html"

    class Meta:
        verbose_name = _("numéro")
        verbose_name_plural = _("numéros")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Its cover, its contents and what surrounds them; `contents` when it is shown before it is out."""
        from magazine.showing.issue_page import present_issue

        contents = kwargs.pop("contents", None)
        return {**super().get_context(request, *args, **kwargs), **present_issue(self, request, contents)}

    def get_admin_display_title(self) -> str:
        """Its number before its title, in the lists of the workshop."""
        from magazine.showing.issues import number_label

        return f"{number_label(self)}, {super().get_admin_display_title()}"

    def share_caption(self) -> str:
        """Its number and date."""
        from magazine.showing.issues import number_label, printed_date

        return f"{number_label(self)}, {printed_date(self)}"
