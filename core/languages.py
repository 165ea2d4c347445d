"""Languages of names and texts: what they are called in the reader's language, and which way they are written."""

from functools import lru_cache

from babel import Locale, UnknownLocaleError
from django.utils.html import format_html
from django.utils.translation import get_language

from core.text import fold

CODES = (
    "fr", "nl", "en", "de", "ar", "tr", "es", "it", "pt", "ro", "pl", "ru", "uk", "bg", "sq", "el", "sr", "hr", "bs",
    "mk", "sl", "sk", "cs", "hu", "lt", "lv", "et", "fi", "sv", "da", "no", "ga", "ca", "eu", "gl", "br", "co", "oc",
    "la", "eo", "rom", "he", "yi", "fa", "ps", "ckb", "ku", "ur", "hi", "pa", "bn", "ta", "ne", "zh", "ja", "ko", "vi",
    "th", "id", "km", "my", "mn", "ka", "hy", "az", "kk", "uz", "am", "ti", "so", "sw", "ln", "kg", "lua", "rw", "rn",
    "wo", "ff", "bm", "ha", "yo", "ig", "mg", "kab", "zgh", "arc", "mul",
)  # fmt: skip
"""ISO 639 codes offered in forms, the most used first; a text may carry others."""

UNKNOWN = "und"
"""BCP 47's code of a text whose language nobody has said."""

_RIGHT_TO_LEFT = {"ar", "fa", "he", "yi", "ur", "ps", "ckb", "arc", "syr", "dv", "ug", "sd"}


@lru_cache(maxsize=8)
def _names(interface: str) -> dict[str, str]:
    try:
        names = Locale.parse(interface).languages
    except (UnknownLocaleError, ValueError):
        names = Locale.parse("fr").languages
    return {str(code): str(name) for code, name in names.items()}


def language_name(code: str, interface: str | None = None) -> str:
    """“grec” for “el”, in the current language or another; the code itself when nobody has named it."""
    return _names((interface or get_language() or "fr")[:2]).get(code, code)


def language_choices() -> list[tuple[str, str]]:
    """The languages a form offers, by name; the six most used first."""
    named = [(code, language_name(code)) for code in CODES]
    return named[:6] + sorted(named[6:], key=lambda pair: fold(pair[1]))


def direction(code: str) -> str:
    """“rtl” for languages written from right to left, else “ltr”."""
    return "rtl" if code.split("-")[0] in _RIGHT_TO_LEFT else "ltr"


def in_language(text: str, language: str) -> str:
    """A text as a page prints it: marked with its language when that is known and not the reader’s."""
    if not text or not language or language == (get_language() or "fr")[:2]:
        return text
    return format_html('<span lang="{}" dir="{}">{}</span>', language, direction(language), text)
