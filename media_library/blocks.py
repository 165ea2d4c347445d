"""Blocks that show pictures and hand out files; those of private collections never show."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

from core.blocks import SHORT_FEATURES
from media_library.visibility import is_public_file, private_collections

PRIVATE_KEY = "private_collections"
"""The key of a page's context under which the private collections wait, asked once for all blocks."""


class ShowsPictures:
    """A block that shows pictures: they are prepared together with those of the whole body."""

    def pictures_of(self, value: Any) -> list[Any]:
        """The pictures of a value, None for a place left empty."""
        return [value["picture"]]


def file_context(body: Any) -> dict[str, Any]:
    """What a page puts in its context for the blocks of its body: a fixed number of queries for any number of files."""
    pictures = [
        one for block in body if isinstance(block.block, ShowsPictures) for one in block.block.pictures_of(block.value)
    ]
    pictures = [picture for picture in pictures if picture]
    has_files = any(isinstance(block.block, DownloadsBlock) for block in body)
    if pictures:
        prefetch_related_objects(pictures, "renditions")
    return {PRIVATE_KEY: private_collections()} if pictures or has_files else {}


def known_private(context: Mapping[str, Any] | None) -> set[int]:
    """The private collections: those the page asked for, else asked now."""
    known = (context or {}).get(PRIVATE_KEY)
    return private_collections() if known is None else known


BODY_FILTER = "width-960|format-webp"
"""A size the templates of pictures in a body always ask for."""


def can_be_drawn(image: Any, spec: str) -> bool:
    """Whether a size of a picture is there or can be made: not when its file is lost, damaged or no picture at all."""
    try:
        image.get_rendition(spec)
    except (OSError, ValueError):
        return False
    return True


class FigureBlock(ShowsPictures, blocks.StructBlock):
    """A picture with its caption and credit; it has a text for those who do not see it, or is said to be decorative."""

    picture = ImageBlock(label=_("image"))
    caption = blocks.RichTextBlock(label=_("légende"), required=False, features=SHORT_FEATURES)
    wide = blocks.BooleanBlock(label=_("plus large que le texte"), required=False)

    def clean(self, value: Any) -> Any:
        """Refuse a picture whose rights nobody has stated; a draft may still be without one."""
        cleaned = super().clean(value)
        if cleaned["picture"] and not cleaned["picture"].credit:
            message = _("Cette image n’a pas de crédit. Complétez d’abord sa fiche dans la médiathèque.")
            raise StructBlockValidationError({"picture": ValidationError(message)})
        return cleaned

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """The picture, None when it may not be seen."""
        context = super().get_context(value, parent_context=parent_context)
        picture = value["picture"]
        shows = is_public_file(picture, known_private(parent_context)) and can_be_drawn(picture, BODY_FILTER)
        context["shown"] = picture if shows else None
        return context

    class Meta:
        icon = "image"
        label = _("image")
        template = "components/blocks/image.html"


class DownloadBlock(blocks.StructBlock):
    """One file to take away."""

    document = DocumentChooserBlock(label=_("fichier"))
    label = blocks.CharBlock(label=_("libellé"), required=False, help_text=_("Sinon, le titre du fichier."))


class DownloadsBlock(blocks.StructBlock):
    """Files to take away."""

    title = blocks.CharBlock(label=_("titre"), required=False, max_length=120)
    files = blocks.ListBlock(DownloadBlock(), label=_("fichiers"), min_num=1)

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """The files that may be seen."""
        context = super().get_context(value, parent_context=parent_context)
        private = known_private(parent_context)
        context["shown"] = [file for file in value["files"] if is_public_file(file["document"], private)]
        return context

    class Meta:
        icon = "download"
        label = _("fichiers à télécharger")
        template = "components/blocks/downloads.html"
