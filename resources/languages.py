"""Reading the languages of documents as other systems write them."""

from functools import lru_cache

from babel import Locale

from core.text import fold

_OTHER_CODES = {
    "fre": "fr", "fra": "fr", "dut": "nl", "nld": "nl", "eng": "en", "ger": "de", "deu": "de", "ara": "ar",
    "tur": "tr", "spa": "es", "ita": "it", "por": "pt", "rum": "ro", "ron": "ro", "pol": "pl", "rus": "ru",
    "ukr": "uk", "bul": "bg", "alb": "sq", "sqi": "sq", "gre": "el", "ell": "el", "srp": "sr", "hrv": "hr",
    "lat": "la", "heb": "he", "per": "fa", "fas": "fa", "kur": "ku", "chi": "zh", "zho": "zh", "jpn": "ja",
    "cat": "ca", "hun": "hu", "cze": "cs", "ces": "cs", "arm": "hy", "hye": "hy", "geo": "ka", "kat": "ka",
}  # fmt: skip
"""Three-letter codes of library formats for languages that have two letters here."""


@lru_cache(maxsize=1)
def _codes_by_name() -> dict[str, str]:
    """Every code and every name of a language in French, Dutch and English, folded, to its code."""
    codes: dict[str, str] = {}
    for interface in ("en", "nl", "fr"):
        for code, name in Locale.parse(interface).languages.items():
            if "_" not in code:
                codes[fold(str(name))] = codes[fold(code)] = code
    return {**codes, **_OTHER_CODES}


def read_language(written: str) -> str:
    """The code of a language written as a code of two or three letters or as a name; "" when it is none."""
    return _codes_by_name().get(fold(written).strip(), "")
