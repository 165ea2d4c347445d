"""An article, with those who made it, what it is about and what was corrected since."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import CommentPanel, FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable

from core.models import BasePage
from directory.relators import RELATORS
from magazine.blocks import ArticleBody
from magazine.checks.forms import ArticleForm
from magazine.models.takeaway import OffersFiles
from magazine.querysets import ArticleManager
from magazine.releases.guards import IssuePart
from media_library.models import Licence


class ArticlePage(OffersFiles, IssuePart, BasePage):
    """An article of a number. It goes live with its number, never before it."""

    rubrique = "magazine"
    share_fields = ("share_image", "image")
    subtitle = models.CharField(_("sous-titre"), max_length=255, blank=True)
    standfirst = models.TextField(_("chapeau"), blank=True, max_length=1500)
    image = models.ForeignKey(
        "media_library.CreditedImage", verbose_name=_("image d’ouverture"), on_delete=models.SET_NULL, null=True,
        blank=True, related_name="+",
    )  # fmt: skip
    image_alt = models.CharField(
        _("description de l’image"), max_length=255, blank=True,
        help_text=_("Pour qui ne la voit pas. Sinon, la description de la médiathèque."),
    )  # fmt: skip
    image_caption = models.CharField(_("légende de l’image"), max_length=300, blank=True)
    body = StreamField(ArticleBody(), verbose_name=_("texte"), blank=True)
    word_count = models.PositiveIntegerField(default=0, editable=False)
    """Words of the body, the notes among them; kept at each save so that lists need not read bodies."""
    page_printed = models.CharField(_("page imprimée"), max_length=20, blank=True)
    licence = models.CharField(_("licence du texte"), max_length=20, choices=Licence.choices, default=Licence.RESERVED)
    first_printed = models.CharField(
        _("première parution"),
        max_length=255,
        blank=True,
        help_text=_("Où et quand, si le texte a paru ailleurs d’abord."),
    )
    first_printed_on = models.DateField(_("date de la première parution"), null=True, blank=True)
    embargo_until = models.DateTimeField(
        _("à lire à partir du"), null=True, blank=True,
        help_text=_("D’ici là, l’article figure au sommaire, mais son texte n’est pas montré."),
    )  # fmt: skip
    is_plain_language = models.BooleanField(
        _("en langage clair"), default=False, help_text=_("Les phrases trop longues sont alors signalées.")
    )
    source_identifier = models.CharField(max_length=255, blank=True, editable=False, db_index=True)

    objects: ClassVar[Any] = ArticleManager()
    base_form_class = ArticleForm

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("subtitle"),
        FieldPanel("standfirst"),
        InlinePanel("contributors", label=_("personne"), heading=_("Signatures")),
        MultiFieldPanel([FieldPanel("image"), FieldPanel("image_alt"), FieldPanel("image_caption")], _("Ouverture")),
        FieldPanel("body"),
        InlinePanel("footnotes", label=_("note"), heading=_("Notes")),
        InlinePanel("concepts", label=_("sujet"), heading=_("Sujets")),
        MultiFieldPanel(
            [
                FieldPanel("licence"),
                FieldRowPanel([FieldPanel("first_printed"), FieldPanel("first_printed_on")]),
                FieldPanel("page_printed"),
            ],
            _("Droits et parution"),
            classname="collapsed",
        ),
        InlinePanel("corrections", label=_("correction"), heading=_("Corrections après parution")),
    ]
    settings_panels: ClassVar[list[Any]] = [
        FieldPanel("embargo_until"),
        FieldPanel("is_plain_language"),
        CommentPanel(),
    ]
    parent_page_types: ClassVar[list[str]] = ["magazine.IssuePage", "magazine.DossierPage", "magazine.RubricPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "pages/magazine/article.html"

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, its words counted where its text is written."""
        from magazine.reading.words import count_words

        fields = kwargs.get("update_fields")
        if (fields is None or "body" in fields) and "body" not in self.get_deferred_fields():
            self.word_count = count_words(self)
            if fields is not None:
                kwargs["update_fields"] = {*fields, "word_count"}
        super().save(*args, **kwargs)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Its text and what surrounds it; `contents` when its number is shown before it is out."""
        from magazine.reading.presentation import present_article

        contents = kwargs.pop("contents", None)
        return {**super().get_context(request, *args, **kwargs), **present_article(self, request, contents)}

    @property
    def is_under_embargo(self) -> bool:
        """Whether its text may not be read yet."""
        return self.embargo_until is not None and self.embargo_until > timezone.now()


class ArticleContributor(Orderable):
    """Who did what for an article, in the order of the byline."""

    page = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="contributors")
    agent = models.ForeignKey(
        "directory.Agent", verbose_name=_("personne ou organisation"), on_delete=models.CASCADE,
        related_name="article_contributions",
    )  # fmt: skip
    role = models.CharField(_("rôle"), max_length=3, choices=RELATORS, default="aut")
    name_as_printed = models.CharField(_("nom tel qu’imprimé"), max_length=255, blank=True)
    about = models.CharField(
        _("présentation"),
        max_length=300,
        blank=True,
        help_text=_("Fonction au moment de l’article : rédactrice en chef."),
    )

    panels = [
        FieldPanel("agent"),
        FieldRowPanel([FieldPanel("role"), FieldPanel("name_as_printed")]),
        FieldPanel("about"),
    ]

    class Meta(Orderable.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.name_as_printed or self.agent_id} ({self.role})"


class ArticleConcept(Orderable):
    """What an article is about."""

    page = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="concepts")
    concept = models.ForeignKey(
        "thesaurus.Concept", verbose_name=_("sujet"), on_delete=models.CASCADE, related_name="articles"
    )

    panels = [FieldPanel("concept")]

    class Meta(Orderable.Meta):
        pass

    def __str__(self) -> str:
        return str(self.concept_id)


class ArticleCorrection(Orderable):
    """A mistake put right after publication, dated and shown."""

    page = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="corrections")
    date = models.DateField(_("date"), default=timezone.localdate)
    text = models.TextField(_("ce qui a été corrigé"), max_length=1000)

    panels = [FieldPanel("date"), FieldPanel("text")]

    class Meta(Orderable.Meta):
        pass

    def __str__(self) -> str:
        return f"{self.date} {self.text[:60]}"
