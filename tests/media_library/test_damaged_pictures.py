"""A picture whose file is lost or damaged leaves the page that shows it standing."""

from pathlib import Path

import pytest
from django.test import Client

from tests.factories.home import StandardPageFactory, stream
from tests.factories.media_library import ImageFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("damage", [b"this was a picture", None], ids=["damaged", "lost"])
def test_page_is_shown_without_a_picture_that_can_not_be_drawn(client: Client, damage: bytes | None) -> None:
    sound, broken = ImageFactory(credit="Une main"), ImageFactory(credit="Une autre main")
    for image in (sound, broken):
        image.renditions.all().delete()
    path = Path(broken.file.path)
    path.write_bytes(damage) if damage else path.unlink()
    chosen = [
        ("image", {"picture": {"image": image.pk, "decorative": True, "alt_text": ""}, "caption": "", "wide": False})
        for image in (sound, broken)
    ]
    page = StandardPageFactory(body=stream(*chosen, ("text", "<p>Le reste se lit.</p>")))

    response = client.get(page.url)

    assert response.status_code == 200
    html = response.content.decode()
    assert ("Une main" in html, "Une autre main" in html, "Le reste se lit." in html) == (True, False, True)
