"""Pictures, documents and collections."""

import io
from typing import Any

import factory
from django.core.files.base import ContentFile
from PIL import Image
from wagtail.models import Collection, CollectionViewRestriction

from media_library.models import CreditedDocument, CreditedImage


def png(width: int = 1200, height: int = 800) -> ContentFile:
    """A small picture file."""
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), "#1d4690").save(buffer, "PNG")
    return ContentFile(buffer.getvalue(), "tissage.png")


class CollectionFactory(factory.django.DjangoModelFactory[Collection]):
    """A collection under the root; `private` closes it to those who are not signed in."""

    class Meta:
        model = Collection

    name = factory.Sequence(lambda number: f"Collection {number}")

    @classmethod
    def _create(cls, model_class: type[Collection], *args: Any, **kwargs: Any) -> Collection:
        private = kwargs.pop("private", False)
        parent = kwargs.pop("parent", None) or Collection.get_first_root_node()
        collection = parent.add_child(instance=model_class(*args, **kwargs))
        if private:
            CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
        return collection  # type: ignore[no-any-return]  # treebeard is untyped


class ImageFactory(factory.django.DjangoModelFactory[CreditedImage]):
    """A picture with its credit."""

    class Meta:
        model = CreditedImage

    title = factory.Sequence(lambda number: f"Image {number}")
    file = factory.LazyFunction(png)
    credit = "Dessin : Ayşe Tunç, 2026"


class DocumentFactory(factory.django.DjangoModelFactory[CreditedDocument]):
    """A file to take away."""

    class Meta:
        model = CreditedDocument

    title = factory.Sequence(lambda number: f"Document {number}")
    file = factory.LazyFunction(lambda: ContentFile(b"%PDF-1.4\n" + b"x" * 2000, "guide.pdf"))
