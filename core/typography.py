"""French typography, put on when a text is shown and never when it is kept."""

from core.text import typeset


def typeset_text(text: str, language: str) -> str:
    """A plain text as it is printed in its language; only French has rules here."""
    return typeset(text, language)


def typeset_html(html: str, language: str) -> str:
    """Running HTML as it is printed in its language."""
    return html
