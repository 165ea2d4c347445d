"""Where a page was imported from, and what it was like then: told from what was edited here since."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class ImportedPage(models.Model):
    """One page an import made. It is found again by its identifier, and left alone once somebody edited it."""

    identifier = models.CharField(max_length=255, unique=True)
    """The source, the kind and the place there: “Source/articles/68/titre”."""
    page = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="imported")
    source_digest = models.CharField(max_length=64)
    """Of what the source said, and of the rules it was read by."""
    content_digest = models.CharField(max_length=64)
    """Of what the import wrote."""
    imported_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("page importée")
        verbose_name_plural = _("pages importées")

    def __str__(self) -> str:
        return self.identifier
