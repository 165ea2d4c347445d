"""The facets everything shares: type, language, subject, people, publisher."""

from collections.abc import Sequence

from babel import Locale as BabelLocale
from babel.core import UnknownLocaleError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from search import registry
from search.named import AGENTS, CONCEPTS
from search.registry import Facet


def register() -> None:
    """Declare them."""
    for facet in (
        Facet("type", "type", _("Type de document"), labels_of_types, order=10, size=16),
        Facet("language", "langue", _("Langue du document"), labels_of_languages, order=30, size=6),
        Facet(
            "concept",
            "sujet",
            _("Sujet"),
            labels_of_concepts,
            parents=parents_of_concepts,
            order=40,
            size=10,
            group=CONCEPTS,
        ),
        Facet("agent", "auteur", _("Auteur"), labels_of_agents, open=False, order=50, group=AGENTS),
        Facet("publisher", "editeur", _("Éditeur"), labels_of_agents, open=False, order=60, group=AGENTS),
    ):
        registry.register_facet(facet)


def labels_of_concepts(values: Sequence[str]) -> dict[str, str]:
    """Preferred labels of visible concepts, by number, in the current language."""
    from thesaurus.services import labels_of

    return labels_of(_numbers(values))


def parents_of_concepts(values: Sequence[str]) -> dict[str, str]:
    """The broader concept of each, by number."""
    from thesaurus.services import parents_of

    return parents_of(_numbers(values))


def labels_of_agents(values: Sequence[str]) -> dict[str, str]:
    """Names of visible people and organisations, by number."""
    from directory.services import labels_of

    return labels_of(_numbers(values))


def labels_of_types(values: Sequence[str]) -> dict[str, str]:
    """What types are called in the current language, with a capital."""
    labels = {value: str(registry.type_labels.get(value, value)) for value in values}
    return {value: label[:1].upper() + label[1:] for value, label in labels.items()}


def labels_of_languages(values: Sequence[str]) -> dict[str, str]:
    """Names of languages in the current language, with a capital."""
    names = {value: language_name(value) for value in values}
    return {value: name[:1].upper() + name[1:] for value, name in names.items()}


def language_name(code: str, language: str | None = None) -> str:
    """The name of a language (ISO 639 code) in a language, the current one by default; the code when unknown."""
    spoken = BabelLocale.parse((language or get_language() or "fr")[:2])
    try:
        return spoken.languages.get(code) or BabelLocale.parse(code).get_language_name(spoken.language) or code
    except (UnknownLocaleError, ValueError):
        return code


def _numbers(values: Sequence[str]) -> list[int]:
    return [int(value) for value in values if value.isdecimal() and len(value) < 12]
