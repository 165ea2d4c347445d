"""The body of the site's own pages: blocks of text, pictures, and records of the documentation centre."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from core.blocks import (
    AccordionBlock,
    ActionBlock,
    CalloutBlock,
    EmbedBlock,
    HeadingBlock,
    KeyFiguresBlock,
    OptionalLinkBlock,
    QuoteBlock,
    RichTextBlock,
    TableBlock,
)
from home.teasers import record_teasers
from magazine.blocks import ForeignHtmlBlock
from media_library.blocks import DownloadsBlock, FigureBlock

TEASERS_KEY = "record_teasers"
"""The key of a page's context under which the teasers of all picked records wait."""


def record_context(body: Any) -> dict[str, Any]:
    """What a page puts in its context for the records of its body, however many blocks; a fixed number of queries."""
    blocks_of_records = [block for block in body if isinstance(block.block, RecordsBlock)]
    picked = [record.pk for block in blocks_of_records for record in block.value["records"] if record]
    return {TEASERS_KEY: record_teasers(picked)}


class RecordsBlock(blocks.StructBlock):
    """Records picked by hand; those that are no longer public do not show."""

    title = blocks.CharBlock(label=_("titre"), max_length=120)
    introduction = blocks.TextBlock(label=_("introduction"), required=False)
    records = blocks.ListBlock(SnippetChooserBlock("resources.Record"), label=_("notices"), min_num=1, max_num=12)
    link_label = blocks.CharBlock(label=_("texte du lien vers la suite"), required=False, max_length=80)
    link = OptionalLinkBlock(label=_("lien vers la suite"))

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """The teasers of the records that may be seen, in the order they were picked."""
        context = super().get_context(value, parent_context=parent_context)
        picked = [record.pk for record in value["records"] if record]
        known = (parent_context or {}).get(TEASERS_KEY)
        found = record_teasers(picked) if known is None else known
        teasers = [found[key] for key in picked if key in found]
        context["teasers"] = list({teaser["uuid"]: teaser for teaser in teasers}.values())
        return context

    class Meta:
        icon = "doc-full"
        label = _("notices choisies")
        label_format = "{title}"
        template = "components/blocks/records.html"


class BodyBlock(blocks.StreamBlock):
    """The body of a page."""

    text = RichTextBlock()
    heading = HeadingBlock()
    image = FigureBlock()
    quote = QuoteBlock()
    callout = CalloutBlock()
    figures = KeyFiguresBlock()
    accordion = AccordionBlock()
    table = TableBlock()
    downloads = DownloadsBlock()
    action = ActionBlock()
    embed = EmbedBlock()
    records = RecordsBlock()


class BulletinBody(BodyBlock):
    """The body of news and press releases: that of any page, and what an import could turn into no other block."""

    html = ForeignHtmlBlock()
