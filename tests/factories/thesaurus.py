"""Concepts with their labels and links, and the page they are under."""

from collections.abc import Sequence
from typing import Any

import factory

from tests.factories.home import home_page
from thesaurus.models import BroaderLink, Concept, ConceptLabel, RelatedLink, Scheme, ThesaurusPage


class SchemeFactory(factory.django.DjangoModelFactory[Scheme]):
    """A vocabulary; the same one each time unless its URI is given."""

    class Meta:
        model = Scheme
        django_get_or_create = ("uri",)

    uri = "https://example.org/vocabulaire"
    title = "Vocabulaire de la maison"


class ConceptFactory(factory.django.DjangoModelFactory[Concept]):
    """A live concept: `ConceptFactory(fr="Exil", nl="Ballingschap", alt=["Bannissement"], broader=[migrations])`."""

    class Meta:
        model = Concept

    scheme = factory.SubFactory(SchemeFactory)

    @classmethod
    def _create(cls, model_class: type[Concept], *args: Any, **kwargs: Any) -> Concept:
        words = {code: kwargs.pop(code) for code in ("fr", "nl", "en", "ar", "und") if code in kwargs}
        words = words or {"fr": f"Sujet {Concept.objects.count() + 1}"}
        alternatives: Sequence[str] = kwargs.pop("alt", ())
        hidden: Sequence[str] = kwargs.pop("hidden", ())
        broader, related = kwargs.pop("broader", ()), kwargs.pop("related", ())
        concept = model_class(*args, **kwargs)
        concept.labels = [
            *(ConceptLabel(kind="pref", language=code, text=text) for code, text in words.items()),
            *(ConceptLabel(kind="alt", language="fr", text=text) for text in alternatives),
            *(ConceptLabel(kind="hidden", language="fr", text=text) for text in hidden),
        ]
        concept.broader_links = [BroaderLink(broader=other) for other in broader]
        concept.related_links = [RelatedLink(related=other) for other in related]
        concept.save()
        return concept


def thesaurus_page(language: str = "fr") -> ThesaurusPage:
    """The page of the subjects in a language, made when there is none yet."""
    found = ThesaurusPage.objects.filter(locale__language_code=language).first()
    if found is None:
        home = home_page(language)
        found = ThesaurusPage(title="Sujets", slug="sujets", locale=home.locale)
        home.add_child(instance=found)
    return found
