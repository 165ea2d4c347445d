"""What the editors plan around an article: from whom it is expected, for when, and whether it is ready."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision

from magazine.models.article_page import ArticlePage


class ArticleCommission(models.Model):
    """The plan of one article. An article that is only expected is a draft without text, in its place in the tree.

    Not part of the page's versions: going back to an old text changes nothing of who does what for when.
    """

    article = models.OneToOneField(ArticlePage, on_delete=models.CASCADE, related_name="commission")
    agent = models.ForeignKey(
        "directory.Agent", verbose_name=_("personne"), on_delete=models.SET_NULL, null=True, blank=True,
        related_name="commissions",
    )  # fmt: skip
    author_name = models.CharField(_("de qui"), max_length=200, blank=True)
    author_email = models.EmailField(_("adresse de rappel"), blank=True)
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("suivi par"), on_delete=models.SET_NULL, null=True, blank=True,
        related_name="followed_articles",
    )  # fmt: skip
    due_on = models.DateField(_("attendu pour le"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True, max_length=1000)
    reminded_at = models.DateTimeField(null=True, blank=True, editable=False)
    overdue_reminded_at = models.DateTimeField(null=True, blank=True, editable=False)
    ready_revision = models.ForeignKey(
        Revision, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    """The version that was found ready; the article is ready while it is still the latest."""
    ready_at = models.DateTimeField(null=True, blank=True, editable=False)
    ready_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )

    class Meta:
        verbose_name = _("article attendu")
        verbose_name_plural = _("articles attendus")

    def __str__(self) -> str:
        return str(self.article_id)
