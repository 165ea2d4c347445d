"""Who signs in to the demonstration, what they may do, and who approves their work."""

from collections.abc import Iterable

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import models
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowContentType,
    WorkflowPage,
    WorkflowTask,
)
from wagtail.users.models import UserProfile

from directory.models import Agent
from resources.models import HoldingSite, Record, RecordTemplate
from thesaurus.models import Concept, Scheme

AUTHORS, EDITORS, PROOFREADERS = "Autrices et auteurs", "Rédaction", "Correction"
CHIEFS, DOCUMENTALISTS = "Rédaction en chef", "Documentation"
TRAINEES = "Stage"
"""A group of the demonstration alone, beside those every site has: it drafts records and pages, and submits them."""
USERS = {
    "demo": ("Eleni", "Démonstration", (EDITORS, PROOFREADERS, CHIEFS, DOCUMENTALISTS)),
    "stagiaire": ("Sam", "Stagiaire", (TRAINEES, AUTHORS)),
    "autrice": ("Nour", "Autrice", (AUTHORS,)),
    "redactrice": ("Jeanne", "Rédactrice", (EDITORS,)),
    "correctrice": ("Lieve", "Correctrice", (PROOFREADERS,)),
    "chef": ("Omar", "Rédacteur en chef", (CHIEFS,)),
}
"""Who signs in, with a password equal to the name: these accounts exist in the demonstration only."""
WRITTEN = (Record, Agent, Concept)
"""What the trainees draft, pages apart."""


def load_people() -> int:
    """Make the trainees’ group, the workflow and the users that are not there yet; returns how many users were made."""
    trainees, is_new = Group.objects.get_or_create(name=TRAINEES)
    if is_new:
        _permit_trainees(trainees)
        _make_workflow(Group.objects.filter(name__in=(CHIEFS, DOCUMENTALISTS)))
    return sum(_make_user(name, *details) for name, details in USERS.items())


def _make_user(name: str, first_name: str, last_name: str, groups: Iterable[str]) -> bool:
    """One user; tells whether it was made."""
    users = get_user_model()._default_manager
    if users.filter(username=name).exists():
        return False
    user = users.create_user(
        username=name,
        password=name,
        email=f"{name}@passerelles.example",
        first_name=first_name,
        last_name=last_name,
    )
    user.groups.set(Group.objects.filter(name__in=groups))
    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": "fr"})
    return True


def _permit_trainees(group: Group) -> None:
    """Draft and submit."""
    _permit_models(group, WRITTEN, ("add", "change", "view"))
    _permit_models(group, (HoldingSite, Scheme), ("view",))
    _permit_models(group, (RecordTemplate,), ("add", "view"))
    _permit_pages(group, ("add_page", "change_page"))
    _permit_files(group, ("add", "change", "choose"))


def _permit_models(group: Group, written: Iterable[type[models.Model]], actions: Iterable[str]) -> None:
    """Permissions on whole models, and on the admin."""
    codenames = [f"{action}_{model._meta.model_name}" for model in written for action in actions]
    types = ContentType.objects.get_for_models(*written).values()
    group.permissions.add(*Permission.objects.filter(content_type__in=types, codename__in=codenames))
    group.permissions.add(Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"))


def _permit_pages(group: Group, codenames: Iterable[str]) -> None:
    """Permissions on every page."""
    root = Page.objects.filter(depth=1).order_by("path").first()
    for permission in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=codenames):
        GroupPagePermission.objects.create(group=group, page=root, permission=permission)


def _permit_files(group: Group, actions: Iterable[str]) -> None:
    """Permissions on images and documents of every collection."""
    root = Collection.get_first_root_node()
    files = {"wagtailimages": "image", "wagtaildocs": "document"}
    for app, name in files.items():
        codenames = [f"{action}_{name}" for action in actions]
        for permission in Permission.objects.filter(content_type__app_label=app, codename__in=codenames):
            GroupCollectionPermission.objects.create(group=group, collection=root, permission=permission)


def _make_workflow(reviewers: Iterable[Group]) -> None:
    """One reading, for pages and records alike; the magazine has its own way."""
    task = GroupApprovalTask.objects.create(name="Relecture")
    task.groups.add(*reviewers)
    workflow = Workflow.objects.create(name="Relecture avant publication")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    root = Page.objects.filter(depth=1).order_by("path").first()
    Workflow.objects.filter(name="Moderators approval").update(active=False)  # Wagtail's own, whose group is empty
    WorkflowPage.objects.update_or_create(page=root, defaults={"workflow": workflow})
    for content_type in ContentType.objects.get_for_models(Record).values():
        WorkflowContentType.objects.update_or_create(content_type=content_type, defaults={"workflow": workflow})
