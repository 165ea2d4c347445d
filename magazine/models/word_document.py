"""A Word document given to make an article of, and what was found in it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from core.models import IdentifiedModel
from magazine.models.article_page import ArticlePage


class WordState(models.TextChoices):
    """How far a document is."""

    WAITING = "waiting", _("en attente")
    DONE = "done", _("lu")
    FAILED = "failed", _("n’a pas pu être lu")


class WordDocument(IdentifiedModel):
    """One document. Its report is kept for as long as the article."""

    place = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    """Under which page the article goes; or the article that waits for its text."""
    article = models.ForeignKey(ArticlePage, on_delete=models.CASCADE, null=True, related_name="word_documents")
    file_name = models.CharField(_("fichier"), max_length=255)
    content = models.BinaryField(default=b"", blank=True)
    """The file itself, until it is read."""
    state = models.CharField(max_length=10, choices=WordState.choices, default=WordState.WAITING)
    report = models.JSONField(default=dict, blank=True)
    """What was found: `counts` by kind of block, `remarks` as pairs of kind and text."""
    failure = models.TextField(blank=True)
    """Why it could not be read, in a sentence."""
    given_at = models.DateTimeField(auto_now_add=True)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("document Word")
        verbose_name_plural = _("documents Word")

    def __str__(self) -> str:
        return self.file_name
