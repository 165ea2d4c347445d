"""The picture of a podcast: what directories refuse, and the square the feed gives."""

from typing import Any

import pytest
from django.urls import reverse
from PIL import Image

from audiovisual.podcasts.artwork import artwork_findings, artwork_path, made_artwork
from tests.audiovisual.full_show import square
from tests.factories.media_library import CollectionFactory, ImageFactory, png

pytestmark = pytest.mark.django_db


def test_good_artwork_has_no_findings() -> None:
    for side, form in ((1400, "PNG"), (3000, "JPEG")):
        assert artwork_findings(ImageFactory(file=square(side, form=form))) == []


def test_artwork_that_is_not_square_or_of_another_size_is_told() -> None:
    assert artwork_findings(ImageFactory(file=png(1600, 1500))) == [
        "La pochette n’est pas carrée (1600 × 1500 pixels) : ses bords seront coupés."
    ]
    assert artwork_findings(ImageFactory(file=square(1399))) == [
        "La pochette est trop petite (1399 pixels de côté) : il en faut au moins 1400."
    ]
    assert artwork_findings(ImageFactory(file=square(3001))) == [
        "La pochette est trop grande (3001 pixels) : elle sera réduite à 3000 pixels dans le flux."
    ]


@pytest.mark.parametrize(
    ("mode", "form", "word"),
    [("RGBA", "PNG", "transparentes"), ("LA", "PNG", "transparentes"), ("L", "PNG", "RVB"), ("CMYK", "JPEG", "CMYK"),
     ("RGB", "WEBP", "WEBP")],
)  # fmt: skip
def test_artwork_of_other_colours_or_form_is_told(mode: str, form: str, word: str) -> None:
    (found,) = artwork_findings(ImageFactory(file=square(1400, mode, form)))

    assert word in found


def test_missing_or_broken_artwork_is_told() -> None:
    assert len(artwork_findings(None)) == 1
    image: Any = ImageFactory(file=square(1400))
    image.file.storage.delete(image.file.name)

    assert artwork_findings(image) == ["Le fichier de la pochette ne peut pas être lu."]


def test_square_of_the_feed_is_jpeg_and_never_enlarged() -> None:
    image: Any = ImageFactory(file=square(1600, "RGBA"))
    assert made_artwork(image, set()) == ""

    path = artwork_path(image, set())

    assert made_artwork(image, set()) == path
    rendition = image.renditions.get()
    with Image.open(rendition.file.path) as made:
        assert (made.format, made.mode, made.size) == ("JPEG", "RGB", (1600, 1600))


def test_private_artwork_has_no_address() -> None:
    collection: Any = CollectionFactory(private=True)
    image: Any = ImageFactory(file=square(1400), collection=collection)

    assert artwork_path(image, {collection.pk}) == ""
    assert reverse("podcast_doctor", args=[1]) == "/admin/podcasts/1/flux/"
