"""From HTML and Markdown that came from elsewhere to the blocks of a page; nothing is lost without being said."""

from core.conversion.converting import Pictures, convert_html
from core.conversion.markdown import markdown_to_html
from core.conversion.reading import ConversionRefused
from core.conversion.result import Converted, Note, Remark, stream_data

__all__ = [
    "ConversionRefused",
    "Converted",
    "Note",
    "Pictures",
    "Remark",
    "convert_html",
    "markdown_to_html",
    "stream_data",
]
