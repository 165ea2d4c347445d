"""Files by their own address: pictures of public collections, and nothing else."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from wagtail.models import CollectionViewRestriction

from media_library.models import CreditedImage
from tests.factories.media_library import CollectionFactory, DocumentFactory, ImageFactory

pytestmark = pytest.mark.django_db


def read(client: Client, address: str) -> tuple[int, bytes]:
    """The status and the bytes of an answer, read to the end as browsers do."""
    answer = client.get(address)
    return answer.status_code, b"".join(answer.streaming_content) if answer.streaming else answer.content


def size_of(image: CreditedImage) -> str:
    """The address of one size of a picture."""
    return str(image.get_rendition("width-200|format-webp").url)


def test_sizes_and_original_of_a_public_picture_are_served(client: Client) -> None:
    image = ImageFactory()
    answer = client.get(size_of(image))

    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/webp")
    assert answer.headers["Cache-Control"] == "public, max-age=3600"
    assert b"".join(answer.streaming_content)[:4] == b"RIFF"
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert read(client, image.file.url)[1][:4] == b"\x89PNG"


def test_pictures_of_private_collections_are_not_there(client: Client) -> None:
    private = CollectionFactory(private=True)
    below = CollectionFactory(parent=private)
    for image in (ImageFactory(collection=private), ImageFactory(collection=below)):
        assert client.get(size_of(image)).status_code == 404
        assert client.get(image.file.url).status_code == 404


def test_editors_see_pictures_of_private_collections_uncached(admin_client: Client) -> None:
    image = ImageFactory(collection=CollectionFactory(private=True))
    answer = admin_client.get(size_of(image))

    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "private, no-store")
    assert b"".join(answer.streaming_content)[:4] == b"RIFF"


def test_a_picture_made_private_is_gone_at_once(client: Client) -> None:
    collection = CollectionFactory()
    image = ImageFactory(collection=collection)
    address = size_of(image)
    assert read(client, address)[0] == 200

    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")

    assert client.get(address).status_code == 404


def test_documents_are_never_served_by_their_file(client: Client, admin_client: Client) -> None:
    document = DocumentFactory()
    address = settings.MEDIA_URL + document.file.name

    assert client.get(address).status_code == 404
    assert admin_client.get(address).status_code == 404
    assert read(client, document.url) == (200, b"%PDF-1.4\n" + b"x" * 2000)


@pytest.mark.parametrize("path", ["../secret.txt", "%2e%2e/secret.txt", "secret.txt", "images/none.webp"])
def test_other_files_are_not_there(client: Client, path: str) -> None:
    folder = Path(settings.MEDIA_ROOT)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "secret.txt").write_text("secret")
    (folder.parent / "secret.txt").write_text("secret")

    assert client.get(f"/media/{path}").status_code == 404
