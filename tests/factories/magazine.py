"""Pages of the magazine."""

import datetime
from typing import Any

import factory

from magazine.models import ArticlePage, DossierPage, IssuePage, MagazinePage, RubricPage
from tests.factories.home import stream


def magazine_page(language: str = "fr") -> MagazinePage:
    """The magazine of a language."""
    return MagazinePage.objects.get(locale__language_code=language)


class _UnderParent(factory.django.DjangoModelFactory[Any]):
    """A page made under `parent`; `live` by default."""

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class: type[Any], *args: Any, **kwargs: Any) -> Any:
        parent = kwargs.pop("parent", None) or magazine_page()
        page = model_class(*args, **{"locale": parent.locale, **kwargs})
        return parent.add_child(instance=page)


class IssueFactory(_UnderParent):
    """A live number under the French magazine, or under `parent`."""

    class Meta:
        model = IssuePage

    number = factory.Sequence(lambda number: str(number + 1))
    title = factory.LazyAttribute(lambda page: f"Numéro {page.number}")
    slug = factory.LazyAttribute(lambda page: f"numero-{page.number}")
    date_printed = "automne 2026"
    issued_on = datetime.date(2026, 9, 1)


class DossierFactory(_UnderParent):
    """A live dossier under a number (`parent`)."""

    class Meta:
        model = DossierPage

    title = factory.Sequence(lambda number: f"Dossier {number}")
    slug = factory.Sequence(lambda number: f"dossier-{number}")


class RubricFactory(_UnderParent):
    """A live rubric under a number (`parent`)."""

    class Meta:
        model = RubricPage

    title = factory.Sequence(lambda number: f"Rubrique {number}")
    slug = factory.Sequence(lambda number: f"rubrique-{number}")


class ArticleFactory(_UnderParent):
    """A live article of one paragraph under a number, a dossier or a rubric (`parent`)."""

    class Meta:
        model = ArticlePage

    title = factory.Sequence(lambda number: f"Article {number}")
    slug = factory.Sequence(lambda number: f"article-{number}")
    standfirst = "Un chapeau."
    body = factory.LazyFunction(lambda: stream(("text", "<p>Un paragraphe.</p>")))
