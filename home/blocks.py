"""The blocks pages are written with."""

from wagtail import blocks


class BodyBlock(blocks.StreamBlock):
    """The body of a page."""

    text = blocks.RichTextBlock()
