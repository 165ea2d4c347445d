"""Folding, sorting and cleaning of text: the one place for each of these rules."""

import re
import unicodedata

NBSP = "\u00a0"
NARROW_NBSP = "\u202f"

_LIGATURES = str.maketrans(
    {
        "œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d",
        "ł": "l", "Ł": "l", "ð": "d", "þ": "th", "ı": "i", "ĳ": "ij", "Ĳ": "ij", "ﬁ": "fi", "ﬂ": "fl",
        "’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "′": "'", "ʹ": "'", "＇": "'",
    }
)  # fmt: skip
_SPACES = re.compile(r"\s+")
_NOT_WORD = re.compile(r"[^\w']+|_")
_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\uffff]"
)
_BRACKETED_ARTICLE = re.compile(r"^\s*\[((?:[^\W\d_]|[\s’']){1,8})\]\s*(?=\S)")
_LEADING_ARTICLES = {
    "fr": ("le ", "la ", "les ", "l'", "un ", "une ", "des "),
    "nl": ("de ", "het ", "een ", "'t "),
    "en": ("the ", "a ", "an "),
    "de": ("der ", "die ", "das ", "ein ", "eine "),
    "es": ("el ", "la ", "los ", "las ", "un ", "una "),
    "it": ("il ", "lo ", "la ", "i ", "gli ", "le ", "l'", "un ", "una "),
}


def fold(text: str) -> str:
    """Lower case without accents, ligatures or typographic apostrophes: how two spellings are compared."""
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKD", text.translate(_LIGATURES))
    return "".join(char for char in text if not unicodedata.combining(char)).lower()


def sort_key(text: str) -> str:
    """What lists are sorted by: folded words, single spaces, no punctuation."""
    return _SPACES.sub(" ", _NOT_WORD.sub(" ", fold(text)).replace("'", " ")).strip()


def squeeze(text: str) -> str:
    """Without control characters, with single spaces: any text that came from outside."""
    return _SPACES.sub(" ", _CONTROL.sub("", text)).strip()


def without_controls(text: str) -> str:
    """Without characters that no database or reader wants; line breaks and tabs stay."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def split_article(title: str) -> tuple[str, int]:
    """Take the brackets off “[Le ]racisme”: the title as displayed, and how many characters sorting skips."""
    found = _BRACKETED_ARTICLE.match(title)
    if not found:
        return squeeze(title), 0
    article = found.group(1).strip()
    rest = squeeze(title[found.end() :])
    glue = "" if article.endswith(("'", "’")) else " "
    return f"{article}{glue}{rest}", len(article) + len(glue)


def leading_article(title: str, language: str = "fr") -> int:
    """How many characters the leading article of a title takes, in the language of the title; 0 without one."""
    start = title[:6].lower().replace("’", "'")
    for article in _LEADING_ARTICLES.get(language, ()):
        if start.startswith(article) and len(title) > len(article):
            return len(article)
    return 0
