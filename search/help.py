"""What the help page says of the query language: examples that can be tried, in the words of the reader's language."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from search.addresses import SearchAddress
from search.query_vocabulary import FIELD_NAMES, OPERATORS, name_of, operator_name
from search.query_vocabulary import field_name as named


@dataclass(frozen=True, slots=True)
class Example:
    """A query to try, and what it finds."""

    query: str
    meaning: str
    url: str


@dataclass(frozen=True, slots=True)
class FieldHelp:
    """A field: how it may be called, and what it looks in."""

    names: tuple[str, ...]
    meaning: str


def present_help(path: str) -> dict[str, Any]:
    """The context of the help page of a search page."""
    language = (get_language() or "fr")[:2]
    return {
        "simple_examples": _examples(_simple(), path),
        "field_examples": _examples(_in_fields(language), path),
        "operator_examples": _examples(_with_operators(language), path),
        "fields": [FieldHelp(_names(field, language), meaning) for field, meaning in _meanings().items()],
        "operators": [tuple(words[code] for code in ("fr", "nl", "en")) for words in OPERATORS.values()],
        "crumbs": [(_("Comment chercher"), "")],
    }


def _examples(pairs: list[tuple[str, str]], path: str) -> list[Example]:
    return [Example(query, meaning, SearchAddress(query=query).url(path)) for query, meaning in pairs]


def _names(field: str, language: str) -> tuple[str, ...]:
    """All names of a field, those of the reader's language first."""
    order = [language, *(code for code in ("fr", "nl", "en") if code != language)]
    return tuple(dict.fromkeys(name for code in order for name in FIELD_NAMES[field].get(code, ())))


def _meanings() -> dict[str, str]:
    return {
        "title": _("le titre, le titre original et les autres titres"),
        "author": _("les auteurs et tous ceux qui ont contribué"),
        "subject": _("les sujets et les mots-clés, dans toutes les langues"),
        "publisher": _("l’éditeur"),
        "year": _("l’année ou les années de parution"),
        "isbn": _("l’ISBN ou l’ISSN, avec ou sans tirets"),
        "type": _("le type de document, par son nom"),
        "language": _("la langue du document, par son nom ou son code"),
        "kind": _("la sorte de contenu : notice, page"),
    }


def _simple() -> list[tuple[str, str]]:
    return [
        (
            pgettext("exemple de recherche", "migration mémoire"),
            _("les deux mots, dans n’importe quel ordre, au singulier comme au pluriel"),
        ),
        (pgettext("exemple de recherche", '"vivre ensemble"'), _("ces mots à la suite")),
        ("migr*", _("tous les mots qui commencent ainsi")),
        (pgettext("exemple de recherche", "migration -film"), _("le premier mot, sans le second")),
    ]


def _in_fields(language: str) -> list[tuple[str, str]]:
    film, dutch = name_of("type", "film", language), name_of("language", "nl", language)
    town, subjects = pgettext("exemple de recherche", "ville"), pgettext("exemple de recherche", "(accueil OU exil)")
    return [
        (f"{named('title', language)}:{town}", _("le mot dans un titre")),
        (f"{named('subject', language)}:{subjects}", _("l’un de ces sujets")),
        (f"{named('type', language)}:{film}", _("un type de document")),
        (f"{named('language', language)}:{dutch}", _("les documents dans cette langue")),
        (f"{named('year', language)}:2010..2019", _("parus de 2010 à 2019")),
        (f"{named('year', language)}:2015..", _("parus depuis 2015")),
    ]


def _with_operators(language: str) -> list[tuple[str, str]]:
    either, without = operator_name("or", language), operator_name("not", language)
    first, second = pgettext("exemple de recherche", "exil"), pgettext("exemple de recherche", "accueil")
    town = pgettext("exemple de recherche", "ville")
    book = name_of("type", "book", language)
    return [
        (f"{first} {either} {second}", _("l’un des deux mots, ou les deux")),
        (f"{town} {without} {named('type', language)}:{book}", _("le mot, mais aucun livre")),
        (
            f"({first} {either} {second}) {named('year', language)}:2000..",
            _("les parenthèses disent ce qui va ensemble"),
        ),
    ]
