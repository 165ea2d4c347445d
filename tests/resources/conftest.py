"""Editors of the documentation centre, and what they type."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.test import Client

PARTS = (
    "contributions", "publications", "notes", "subjects", "holdings", "identifiers", "links", "files", "other_titles",
)  # fmt: skip


def make_editor(name: str, *actions: str) -> Any:
    """A user who may enter the admin and do these things to records."""
    group = Group.objects.create(name=name)
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for action in actions:
        group.permissions.add(Permission.objects.get(codename=f"{action}_record", content_type__app_label="resources"))
    user = get_user_model().objects.create_user(username=name, password="p", email=f"{name}@example.org")
    user.groups.add(group)
    return user


def permit(user: Any, model: str, *actions: str) -> None:
    """Let a user do these things to another model of the documentation centre."""
    group = user.groups.first()
    for action in actions:
        group.permissions.add(Permission.objects.get(codename=f"{action}_{model}", content_type__app_label="resources"))


def signed_in(user: Any) -> Client:
    """A browser in which someone is signed in."""
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def librarian(db: None) -> Any:
    """May do everything to records."""
    return make_editor("documentaliste", "add", "change", "delete", "publish", "view")


@pytest.fixture
def desk(librarian: Any) -> Client:
    """The librarian's browser."""
    return signed_in(librarian)


def typed(**fields: Any) -> dict[str, Any]:
    """What the form of a record posts; parts are given as lists of dicts."""
    posted: dict[str, Any] = {
        "type": "book", "title": "Un titre", "languages": ["fr"], "metadata_licence": "CC0-1.0", "date": "2018",
        "subtitle": "", "keywords": "",
    }  # fmt: skip
    for part in PARTS:
        rows = fields.pop(part, [])
        posted |= {f"{part}-TOTAL_FORMS": len(rows), f"{part}-INITIAL_FORMS": 0}
        posted |= {f"{part}-MIN_NUM_FORMS": 0, f"{part}-MAX_NUM_FORMS": 1000}
        for index, row in enumerate(rows):
            posted |= {f"{part}-{index}-{name}": value for name, value in row.items()}
            posted |= {f"{part}-{index}-ORDER": index + 1, f"{part}-{index}-DELETE": "", f"{part}-{index}-id": ""}
    return posted | fields
