"""The words of the query language: fields and operators in three languages, and the names of types and languages."""

import re
from collections.abc import Mapping
from functools import lru_cache

from babel import Locale as BabelLocale
from django.utils.translation import override

from core.text import fold, squeeze
from search import registry
from search.analysis import LANGUAGES
from search.query_tree import Years

FIELD_NAMES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "title": {"en": ("title",), "fr": ("titre",), "nl": ("titel",)},
    "author": {"en": ("author",), "fr": ("auteur", "autrice"), "nl": ("auteur",)},
    "subject": {"en": ("subject",), "fr": ("sujet",), "nl": ("onderwerp",)},
    "publisher": {"en": ("publisher",), "fr": ("éditeur", "éditrice"), "nl": ("uitgever",)},
    "year": {"en": ("year",), "fr": ("année", "an"), "nl": ("jaar",)},
    "isbn": {"en": ("isbn", "issn"), "fr": ("isbn",), "nl": ("isbn",)},
    "type": {"en": ("type",), "fr": ("type",), "nl": ("type",)},
    "language": {"en": ("language",), "fr": ("langue",), "nl": ("taal",)},
    "kind": {"en": ("kind",), "fr": ("genre", "sorte"), "nl": ("soort", "genre")},
}
"""What each field is called; the first name of a language is the one written in it."""
OPERATORS: Mapping[str, Mapping[str, str]] = {
    "and": {"en": "AND", "fr": "ET", "nl": "EN"},
    "or": {"en": "OR", "fr": "OU", "nl": "OF"},
    "not": {"en": "NOT", "fr": "SAUF", "nl": "NIET"},
}
"""Operators, in capitals only."""
OPERATOR_OF = {word: operator for operator, words in OPERATORS.items() for word in words.values()}
FIELD_OF = {
    fold(name): field for field, languages in FIELD_NAMES.items() for names in languages.values() for name in names
}
_RANGE = re.compile(r"^(?P<first>-?\d{1,4})?\s?(?:\.{2,3}|…|–|(?<=\d)-)\s?(?P<last>-?\d{1,4})?$")
_YEAR = re.compile(r"^-?\d{1,4}$")


def field_name(field: str, language: str) -> str:
    """What a field is called in a language of the site."""
    return FIELD_NAMES[field].get(language, FIELD_NAMES[field]["en"])[0]


def operator_name(operator: str, language: str) -> str:
    """What an operator is called in a language of the site."""
    return OPERATORS[operator].get(language, OPERATORS[operator]["en"])


def read_years(text: str) -> Years | None:
    """`1990`, `1990..1999`, `..1999` or `2001..`, the ends in any order; None for anything else."""
    text = text.strip()
    if _YEAR.match(text):
        return Years(int(text), int(text))
    found = _RANGE.match(text)
    if not found or (found["first"] is None and found["last"] is None):
        return None
    first, last = (int(year) if year is not None else None for year in (found["first"], found["last"]))
    if first is not None and last is not None and first > last:
        first, last = last, first
    return Years(first, last)


def values_named(field: str, name: str) -> tuple[str, ...]:
    """The values of a closed list that a code or a name in any language of the site stands for; none when unknown."""
    wanted = squeeze(fold(name))
    if field == "language":
        return _language_names().get(wanted, ())
    labels = registry.type_labels if field == "type" else registry.kind_labels
    codes = _names_of(field, len(labels)).get(wanted, ())
    return tuple(kind for code in codes for kind in registry.kinds_of[code]) if field == "kind" else codes


def name_of(field: str, value: str, language: str) -> str:
    """How a value is written in a query: its name when that leads back to it alone, else its code."""
    if field == "language":
        name = str(BabelLocale.parse(language).languages.get(value, value))
    else:
        with override(language):
            name = str(registry.type_labels.get(value, value))
    return name if values_named(field, name) == (value,) else value


@lru_cache(maxsize=8)
def _names_of(field: str, size: int) -> Mapping[str, tuple[str, ...]]:
    """Codes by folded name; `size` asks again when apps have declared more."""
    labels = registry.type_labels if field == "type" else registry.kind_labels
    names: dict[str, tuple[str, ...]] = {}
    for language in LANGUAGES:
        with override(language):
            for code, label in labels.items():
                key = squeeze(fold(str(label)))
                names[key] = tuple(dict.fromkeys((*names.get(key, ()), code)))
    return {**names, **{fold(code): (code,) for code in labels}}


@lru_cache(maxsize=1)
def _language_names() -> Mapping[str, tuple[str, ...]]:
    """Codes of languages by folded name or code."""
    names: dict[str, tuple[str, ...]] = {}
    known = {language: BabelLocale.parse(language).languages for language in LANGUAGES}
    for languages in known.values():
        for code, name in languages.items():
            if str(code).isalpha():
                names.setdefault(squeeze(fold(str(name))), (str(code),))
    codes = {str(code) for languages in known.values() for code in languages if str(code).isalpha()}
    return {**names, **{code.lower(): (code,) for code in codes}}
