"""Changes waiting for the search index."""

import uuid

import factory

from core.models import IndexChange


class IndexChangeFactory(factory.django.DjangoModelFactory[IndexChange]):
    """A change nobody has indexed yet."""

    class Meta:
        model = IndexChange

    kind = "tests.thing"
    object_uuid = factory.LazyFunction(uuid.uuid4)
