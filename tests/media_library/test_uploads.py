"""Bad pictures at upload: a clear word in French, and nothing decoded."""

import io
import struct
import zlib
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image, ImageFile

from media_library.models import CreditedImage
from media_library.pictures import check_picture
from tests.factories.media_library import png

pytestmark = pytest.mark.django_db

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>'


@pytest.fixture
def desk() -> Client:
    client = Client()
    client.force_login(get_user_model().objects.create_superuser("x", "x@example.org", "x"))
    return client


@pytest.fixture(autouse=True)
def nothing_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    """A refused picture is judged by its head."""

    def load(self: Any, *args: Any) -> None:
        raise AssertionError("decoded")

    monkeypatch.setattr(ImageFile.ImageFile, "load", load)


def huge(width: int, height: int) -> bytes:
    """A PNG whose head promises many pixels."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def jpeg() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (4, 4)).save(buffer, "JPEG")
    return buffer.getvalue()


BAD = {
    "100 megapixels": ("place.png", huge(10_000, 10_000), "50000000"),
    "a bomb": ("place.png", huge(60_000, 60_000), "50000000"),
    "false extension": ("place.jpg", png().read(), "(png)"),
    "SVG with a script": ("place.svg", SVG, "AVIF, GIF, JPG, JPEG, PNG, WEBP"),
    "SVG with a script named otherwise": ("place.png", SVG, "(svg)"),
    "no picture": ("place.jpg", b"Bonjour", "image"),
    "empty": ("place.jpg", b"", "vide"),
    "half a head": ("place.png", png().read()[:12], "image"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_picture_is_refused_in_the_form(desk: Client, case: str) -> None:
    name, content, word = BAD[case]
    answer = desk.post(
        reverse("wagtailimages:add"),
        {"title": "Place", "file": SimpleUploadedFile(name, content), "licence": "reserved"},
    )

    errors = answer.context["form"].errors["file"]
    assert CreditedImage.objects.count() == 0
    assert len(errors) == 1
    assert word in errors[0]
    assert not any(english in errors[0] for english in ("This file", "Not a", "Upload", "The submitted", "unknown"))


@pytest.mark.parametrize("case", BAD)
def test_bad_picture_is_refused_among_several(desk: Client, case: str) -> None:
    name, content, word = BAD[case]
    answer = desk.post(
        reverse("wagtailimages:add_multiple"), {"title": "Place", "files[]": SimpleUploadedFile(name, content)}
    ).json()

    assert (answer["success"], CreditedImage.objects.count()) == (False, 0)
    assert word in answer["error_message"]


@pytest.mark.parametrize("case", BAD)
def test_bad_picture_from_elsewhere_is_refused(case: str) -> None:
    name, content, word = BAD[case]

    with pytest.raises(ValidationError) as refused:
        check_picture(ContentFile(content, name))
    assert word in refused.value.messages[0]


def test_file_that_is_too_heavy_is_refused(desk: Client) -> None:
    content = jpeg() + b"\0" * (20 * 1024 * 1024)
    answer = desk.post(reverse("wagtailimages:add"), {"title": "x", "file": SimpleUploadedFile("a.jpg", content)})

    assert "trop" in answer.context["form"].errors["file"][0]


def test_good_picture_is_taken(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    desk.post(
        reverse("wagtailimages:add"),
        {"title": "Place", "file": SimpleUploadedFile("a.jpg", jpeg()), "licence": "reserved", "source_url": ""},
    )

    assert [(image.title, image.width) for image in CreditedImage.objects.all()] == [("Place", 4)]
    assert check_picture(ContentFile(jpeg(), "a.jpg")).image.mime_type == "image/jpeg"
