"""A newsroom: somebody of each role, and what they do in the admin."""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, querydict_from_html, rich_text, streamfield
from wagtail.users.models import UserProfile

from magazine.blocks import NOTED_FEATURES

ROLES = {
    "autrice": "Autrices et auteurs",
    "redactrice": "Rédaction",
    "correctrice": "Correction",
    "chef": "Rédaction en chef",
    "documentaliste": "Documentation",
    "administratrice": "Administration",
}


def member(name: str, language: str = "fr", group: str = "") -> Any:
    """Somebody of the house, in the group of that role."""
    user = get_user_model().objects.create_user(username=name, password="p", email=f"{name}@example.org")
    user.groups.add(Group.objects.get(name=group or ROLES[name]))
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": language})
    return user


def entered(user: Any) -> Client:
    """A browser in which somebody is signed in."""
    client = Client()
    client.force_login(user)
    return client


def edit_address(page: Page) -> str:
    """The form of a page."""
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def form_of(client: Client, page: Page, **changes: Any) -> dict[str, Any]:
    """What the form of a page would post, with some fields changed; bodies of paragraphs and headings only."""
    html = client.get(edit_address(page)).content.decode()
    posted = querydict_from_html(html, form_id="page-edit-form").dict()
    if hasattr(page, "body"):
        posted |= nested_form_data({"body": body_form(page.get_latest_revision_as_object().body)})
    return posted | changes


def body_form(body: Any) -> dict[str, Any]:
    """What the form of a body would post."""
    posted = streamfield([(block.block_type, _value(block)) for block in body])
    for index, block in enumerate(body):
        posted[f"{index}"]["id"] = block.id
    return posted


def _value(block: Any) -> Any:
    stored = block.get_prep_value()["value"]
    return rich_text(stored, features=NOTED_FEATURES) if isinstance(stored, str) else stored


def submit(client: Client, page: Page, **changes: Any) -> Any:
    """Submit a page to the workflow from its form."""
    return client.post(edit_address(page), form_of(client, page, **changes) | {"action-submit": "1"}, follow=True)


def decide(client: Client, page: Page, action: str = "approve", comment: str = "") -> Any:
    """Approve or reject a page at the step it has reached."""
    page = page.__class__.objects.get(pk=page.pk)
    state = page.current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, state.pk])
    return client.post(address, {"comment": comment})
