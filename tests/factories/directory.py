"""People and organisations, and the page they are under."""

import factory

from directory.models import Agent, DirectoryPage
from tests.factories.home import home_page


class AgentFactory(factory.django.DjangoModelFactory[Agent]):
    """A live person."""

    class Meta:
        model = Agent

    kind = "person"
    name = factory.Sequence(lambda number: f"Ismaël Personne{number}")


class OrganisationFactory(AgentFactory):
    """A live organisation."""

    kind = "organisation"
    name = factory.Sequence(lambda number: f"Maison {number}")


def directory_page(language: str = "fr") -> DirectoryPage:
    """The page of people and organisations in a language, made when there is none yet."""
    found = DirectoryPage.objects.filter(locale__language_code=language).first()
    if found is None:
        home = home_page(language)
        found = DirectoryPage(title="Personnes", slug="personnes", locale=home.locale)
        home.add_child(instance=found)
    return found
