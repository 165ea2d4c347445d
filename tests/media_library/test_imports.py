"""Files an import brings from a folder."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from media_library.imports import FileShelf
from media_library.models import CreditedImage

pytestmark = pytest.mark.django_db
SITE = "https://ancien.be"


def png(size: tuple[int, int] = (3, 2)) -> bytes:
    file = BytesIO()
    Image.new("L", size).save(file, "PNG")
    return file.getvalue()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "site" / "u").mkdir(parents=True)
    (tmp_path / "secret.png").write_bytes(png())
    (tmp_path / "site" / "u" / "été.png").write_bytes(png())
    return tmp_path / "site"


def test_picture_is_brought_once_and_found_again_by_its_address(folder: Path) -> None:
    shelf = FileShelf(folder, SITE)

    first = shelf.picture("/u/%C3%A9t%C3%A9.png", "L’été")

    assert shelf.picture("https://ancien.be/u/%C3%A9t%C3%A9.png") == first
    image = CreditedImage.objects.get()
    assert (image.pk, image.source_url, image.credit) == (first, f"{SITE}/u/%C3%A9t%C3%A9.png", "")


@pytest.mark.parametrize(
    "address",
    ["/../secret.png", "/u/../../secret.png", "/%2e%2e/secret.png", "//x/../../secret.png", "", "/u", "/rien.png"],
)
def test_nothing_outside_the_folder_is_found(folder: Path, address: str) -> None:
    shelf = FileShelf(folder, SITE)

    assert (shelf.picture(address), shelf.document(address)) == (None, None)
    assert shelf.missing == [address, address]


def test_link_out_of_the_folder_is_not_followed(folder: Path) -> None:
    (folder / "lien.png").symlink_to(folder.parent / "secret.png")

    assert FileShelf(folder, SITE).picture("/lien.png") is None


@pytest.mark.parametrize(
    ("name", "content"), [("faux.png", b"<svg/>"), ("faux.jpg", png()), ("dessin.svg", b"<svg/>"), ("vide.png", b"")]
)
def test_file_that_is_no_picture_is_refused_with_the_reason(folder: Path, name: str, content: bytes) -> None:
    (folder / name).write_bytes(content)
    shelf = FileShelf(folder, SITE)

    assert shelf.picture(f"/{name}") is None
    assert shelf.missing[0].startswith(f"/{name} : ")
    assert not CreditedImage.objects.exists()


def test_trial_makes_nothing(folder: Path) -> None:
    assert FileShelf(folder, SITE, dry_run=True).picture("/u/été.png") is None
    assert not CreditedImage.objects.exists()
