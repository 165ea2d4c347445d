"""What was changed in an article everybody may already have read, and whether a correction says so."""

from typing import Any

from core.stream_text import words_of_html
from magazine.assembly.drafts import read_texts
from magazine.models import ArticlePage


def changes_silently(before: ArticlePage, after: ArticlePage) -> bool:
    """Whether the words of a live article change while its list of corrections does not grow."""
    if not before.live:
        return False
    said = {(row.date, row.text) for row in before.corrections.all()}
    says = {(row.date, row.text) for row in after.corrections.all()}
    return not (says - said) and _words(before) != _words(after)


def _words(article: Any) -> list[str]:
    """What is read, without markup and without spaces."""
    texts = [article.title, article.subtitle, article.standfirst]
    texts += read_texts(article.body.get_prep_value())
    texts += [words_of_html(note.text) for note in article.footnotes.all()]
    return [word for text in texts for word in text.split()]
