"""`/id/<kind>/<uuid>` leads to the page of a programme while it is public; the sitemap lists the same pages."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from tests.factories.audiovisual import CapsuleFactory, EpisodeFactory, SeriesFactory, ShowFactory

pytestmark = pytest.mark.django_db


def programmes() -> dict[str, Any]:
    """One of each kind."""
    show = ShowFactory(slug="rives")
    return {
        "podcast": show,
        "episode": EpisodeFactory(parent=show, slug="gue"),
        "serie": SeriesFactory(slug="ponts"),
        "capsule": CapsuleFactory(slug="pont"),
    }


def test_identifiers_lead_to_pages(client: Client) -> None:
    found = {
        kind: client.get(f"/id/{kind}/{page.uuid}", headers={"Accept": "text/html"})
        for kind, page in programmes().items()
    }

    assert {kind: (answer.status_code, answer.headers["Location"]) for kind, answer in found.items()} == {
        "podcast": (303, "/fr/podcasts/rives/"),
        "episode": (303, "/fr/podcasts/rives/gue/"),
        "serie": (303, "/fr/capsules/ponts/"),
        "capsule": (303, "/fr/capsules/pont/"),
    }


def test_hidden_programmes_are_as_those_that_never_were(client: Client) -> None:
    pages = programmes()
    pages["episode"].unpublish()
    PageViewRestriction.objects.create(page=pages["capsule"], restriction_type="login")
    asked = [("episode", pages["episode"].uuid), ("capsule", pages["capsule"].uuid), ("episode", uuid4())]

    assert [client.get(f"/id/{kind}/{uuid}").status_code for kind, uuid in asked] == [404, 404, 404]


def test_sitemap_lists_what_is_public(client: Client) -> None:
    pages = programmes()
    pages["episode"].unpublish()

    listed = client.get("/sitemap-pages.xml").content.decode()

    assert [f"{path}</loc>" in listed for path in ("/rives/", "/rives/gue/", "/ponts/", "/pont/", "/fr/podcasts/")] == [
        True, False, True, True, True,
    ]  # fmt: skip
