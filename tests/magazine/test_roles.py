"""The groups of the house: exactly what each may do, by its permissions and by what the admin lets it."""

import importlib
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupCollectionPermission, GroupPagePermission, Page, Workflow, WorkflowPage

from magazine.models import ArticleCommission, ArticlePage, DossierPage, IssuePage
from resources.models import CataloguePage
from tests.factories.magazine import ArticleFactory, DossierFactory, IssueFactory, magazine_page
from tests.factories.resources import RecordFactory
from tests.magazine.newsroom import ROLES, edit_address, entered, member

pytestmark = pytest.mark.django_db

ALL = ("add", "change", "delete", "view")
EVERYTHING = (*ALL, "lock", "publish", "unlock")
DRAFTING = ("add", "change", "view")
WRITING = {"add_page", "change_page", "lock_page"}
PUBLISHING = {*WRITING, "publish_page", "unlock_page", "bulk_delete_page"}


def named(app: str, model: str, actions: tuple[str, ...]) -> set[str]:
    return {f"{app}.{action}_{model}" for action in actions}


ENTERING = {"wagtailadmin.access_admin"}
READING = {"resources.view_record", "directory.view_agent", "thesaurus.view_concept"}
PROPOSING = {"resources.view_record"} | named("directory", "agent", DRAFTING) | named("thesaurus", "concept", DRAFTING)
TRANSLATING = {"simple_translation.submit_translation"}
SITE = {"core.change_siteinformation"} | named("wagtailredirects", "redirect", ALL)
LIBRARY = (
    named("resources", "record", EVERYTHING) | named("directory", "agent", EVERYTHING)
    | named("thesaurus", "concept", EVERYTHING) | named("resources", "holdingsite", ALL)
    | named("resources", "recordtemplate", ALL) | named("thesaurus", "scheme", ALL)
)  # fmt: skip
ACCOUNTS = named("accounts", "user", ALL) | named("auth", "group", ALL)
for model in ("site", "locale", "workflow", "task", "groupapprovaltask"):
    ACCOUNTS = ACCOUNTS | named("wagtailcore", model, ALL)
MODELS = {
    "autrice": ENTERING | READING,
    "redactrice": ENTERING | PROPOSING | TRANSLATING,
    "correctrice": ENTERING | READING,
    "chef": ENTERING | PROPOSING | TRANSLATING | SITE,
    "documentaliste": ENTERING | LIBRARY | TRANSLATING,
    "administratrice": ENTERING | LIBRARY | TRANSLATING | SITE | ACCOUNTS,
}
PAGES: dict[str, tuple[str, set[str]]] = {
    "autrice": ("magazine", {"add_page"}),
    "redactrice": ("root", WRITING),
    "correctrice": ("magazine", {"change_page"}),
    "chef": ("root", PUBLISHING),
    "documentaliste": ("catalogue", PUBLISHING),
    "administratrice": ("root", PUBLISHING),
}
RECORDINGS = {
    "autrice": ("add",),
    "redactrice": ("add", "change"),
    "correctrice": (),
    "chef": ("add", "change"),
    "documentaliste": ("add", "change"),
    "administratrice": ("add", "change"),
}
"""On sounds and films of every collection: who may add chooses and deletes their own, who may change all of them."""
FILES = {
    "autrice": ("add", "choose"),
    "redactrice": ("add", "change", "choose"),
    "correctrice": ("choose",),
    "chef": ("add", "change", "delete", "choose"),
    "documentaliste": ("add", "change", "delete", "choose"),
    "administratrice": ("add", "change", "delete", "choose"),
}
KEEPING = {"chef", "documentaliste", "administratrice"}


@pytest.mark.parametrize("role", ROLES)
def test_group_has_exactly_these_permissions(role: str) -> None:
    group = Group.objects.get(name=ROLES[role])
    found = group.permissions.values_list("content_type__app_label", "codename")

    assert {f"{app}.{codename}" for app, codename in found} == MODELS[role]


@pytest.mark.parametrize("role", ROLES)
def test_group_has_exactly_these_pages(role: str) -> None:
    place, codenames = PAGES[role]
    pages = {
        "root": Page.objects.filter(depth=1),
        "magazine": Page.objects.filter(slug="magazine"),
        "catalogue": Page.objects.filter(pk__in=CataloguePage.objects.values("pk")),
    }[place]
    found = GroupPagePermission.objects.filter(group__name=ROLES[role])

    assert pages.count() == (1 if place == "root" else 3)
    assert set(found.values_list("page_id", "permission__codename")) == {
        (page.pk, codename) for page in pages for codename in codenames
    }


@pytest.mark.parametrize("role", ROLES)
def test_group_has_exactly_these_files(role: str) -> None:
    found = GroupCollectionPermission.objects.filter(group__name=ROLES[role])
    collections = named("wagtailcore", "collection", ("add", "change", "delete")) if role in KEEPING else set()

    assert {one.collection.depth for one in found} == {1}
    assert {f"{one.permission.content_type.app_label}.{one.permission.codename}" for one in found} == named(
        "wagtailimages", "image", FILES[role]
    ) | named("wagtaildocs", "document", FILES[role]) | named("wagtailmedia", "media", RECORDINGS[role]) | collections


def test_permissions_are_there_once_under_djangos_names() -> None:
    twice = Permission.objects.filter(codename="publish_record")

    assert [one.name for one in twice] == ["Can publish notice"]


def test_what_an_administrator_changed_is_left_alone() -> None:
    group = Group.objects.get(name=ROLES["autrice"])
    group.permissions.clear()
    group.page_permissions.all().delete()
    Workflow.objects.get(name="De l’écriture à la parution").workflow_tasks.first().delete()
    WorkflowPage.objects.filter(page=magazine_page("nl").pk).update(workflow=Workflow.objects.order_by("pk")[0])
    before = list(WorkflowPage.objects.order_by("pk").values_list("page", "workflow"))

    importlib.import_module("magazine.migrations.0004_roles").create_roles(apps)

    assert (group.permissions.count(), group.page_permissions.count()) == (0, 0)
    assert [task.name for task in Workflow.objects.get(name="De l’écriture à la parution").tasks] == [
        "Correction", "Bon à publier",
    ]  # fmt: skip
    assert list(WorkflowPage.objects.order_by("pk").values_list("page", "workflow")) == before
    assert Group.objects.filter(name__in=ROLES.values()).count() == len(ROLES)


class Desk:
    """A number in the making and one that is out, as somebody of a role finds them."""

    def __init__(self, role: str) -> None:
        self.user = member(role)
        self.client: Client = entered(self.user)
        self.issue = IssueFactory(live=False)
        self.dossier = DossierFactory(parent=self.issue, live=False)
        self.article = ArticleFactory(parent=self.issue, live=False)
        self.own = ArticleFactory(parent=self.issue, live=False, owner=self.user)
        self.out = ArticleFactory(parent=IssueFactory())
        self.record = RecordFactory()

    def may(self, address: str) -> bool:
        """Whether a page of the admin opens."""
        return self.client.get(address).status_code == 200

    def may_add(self, kind: type[Page], parent: Page) -> bool:
        return self.may(reverse("wagtailadmin_pages:add", args=["magazine", kind._meta.model_name, parent.pk]))

    def may_do(self, view: str, page: Page) -> bool:
        return self.may(reverse(f"wagtailadmin_pages:{view}", args=[page.pk]))

    def locks(self, page: Page) -> bool:
        self.client.post(reverse("wagtailadmin_pages:lock", args=[page.pk]))
        return bool(Page.objects.get(pk=page.pk).locked)


ACTIONS: dict[str, Any] = {
    "add an article": lambda desk: desk.may_add(ArticlePage, desk.issue),
    "add a dossier": lambda desk: desk.may_add(DossierPage, desk.issue),
    "add a number": lambda desk: desk.may_add(IssuePage, magazine_page()),
    "edit own article": lambda desk: desk.may(edit_address(desk.own)),
    "edit another’s article": lambda desk: desk.may(edit_address(desk.article)),
    "delete own draft": lambda desk: desk.may_do("delete", desk.own),
    "delete another’s draft": lambda desk: desk.may_do("delete", desk.article),
    "unpublish a live article": lambda desk: desk.may_do("unpublish", desk.out),
    "lock an article": lambda desk: desk.locks(desk.article),
    "publish inside a live number": lambda desk: desk.out.permissions_for_user(desk.user).can_publish(),
    "publish before the number": lambda desk: desk.article.permissions_for_user(desk.user).can_publish(),
    "arrange a number": lambda desk: desk.issue.permissions_for_user(desk.user).can_reorder_children(),
    "edit a plain page": lambda desk: desk.may(edit_address(magazine_page().get_parent())),
    "edit a record": lambda desk: desk.may(reverse("wagtailsnippets_resources_record:edit", args=[desk.record.pk])),
    "propose a person": lambda desk: desk.may(reverse("wagtailsnippets_directory_agent:add")),
    "add an image": lambda desk: desk.may(reverse("wagtailimages:add")),
    "manage collections": lambda desk: desk.may(reverse("wagtailadmin_collections:index")),
    "manage redirects": lambda desk: desk.may(reverse("wagtailredirects:index")),
    "manage workflows": lambda desk: desk.may(reverse("wagtailadmin_workflows:index")),
    "manage users": lambda desk: desk.may(reverse("wagtailusers_users:index")),
}
MAY: dict[str, set[str]] = {
    "autrice": {"add an article", "edit own article", "delete own draft", "add an image"},
    "redactrice": {
        "add an article", "add a dossier", "add a number", "edit own article", "edit another’s article",
        "delete own draft", "delete another’s draft", "lock an article", "arrange a number", "edit a plain page",
        "propose a person", "add an image",
    },
    "correctrice": {"edit own article", "edit another’s article", "delete own draft"},
    "documentaliste": {"edit a record", "propose a person", "add an image", "manage collections"},
}  # fmt: skip
MAY["chef"] = MAY["redactrice"] | {
    "unpublish a live article", "publish inside a live number", "manage collections", "manage redirects",
}  # fmt: skip
MAY["administratrice"] = set(ACTIONS) - {"publish before the number"}


@pytest.mark.parametrize("role", ROLES)
def test_role_may_do_this_and_nothing_else(role: str) -> None:
    desk = Desk(role)

    assert {action for action, is_allowed in ACTIONS.items() if is_allowed(desk)} == MAY[role]


def test_article_asked_from_somebody_with_an_account_is_theirs() -> None:
    author = member("autrice")
    article = ArticleFactory(parent=IssueFactory(live=False), live=False)
    assert not article.permissions_for_user(author).can_edit()

    ArticleCommission.objects.create(article=article, author_email="Autrice@example.org")

    article.refresh_from_db()
    assert article.owner == author
    assert article.permissions_for_user(author).can_edit()


@pytest.mark.parametrize(("email", "active"), [("", True), ("autrice@example.org", False)])
def test_article_asked_from_nobody_of_the_house_keeps_its_owner(email: str, active: bool) -> None:
    author, editor = member("autrice"), member("redactrice")
    author.is_active = active
    author.save()
    article = ArticleFactory(parent=IssueFactory(live=False), live=False, owner=editor)

    ArticleCommission.objects.create(article=article, author_email=email)

    assert ArticlePage.objects.get(pk=article.pk).owner == editor
