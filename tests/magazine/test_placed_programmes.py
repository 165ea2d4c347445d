"""Episodes and capsules placed in a dossier: where they stand, and that hidden ones leave no place."""

import re
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import PageViewRestriction

from magazine.assembly.table import read_table
from magazine.contents import read_contents
from magazine.models import DossierItemPage, DossierPage, FileOrder, IssuePage
from magazine.showing.items import things_of, visible_things
from tests.factories.audiovisual import CapsuleFactory, EpisodeFactory, ShowFactory
from tests.factories.magazine import ArticleFactory, DossierFactory, IssueFactory
from tests.factories.resources import RecordFactory

pytestmark = pytest.mark.django_db


class Placed:
    """A number whose dossier holds an article, an episode, a capsule, a record and an article."""

    def __init__(self) -> None:
        self.issue: IssuePage = IssueFactory(title="L’eau", slug="numero-9")
        self.dossier: DossierPage = DossierFactory(parent=self.issue, title="Boire", slug="boire")
        self.first = ArticleFactory(parent=self.dossier, title="Sources", slug="sources")
        self.episode = EpisodeFactory(parent=ShowFactory(title="Rives"), title="L’eau basse", summary="À l’étiage.")
        self.heard = self.place("À écouter", "ecouter", episode=self.episode, comment="Une heure au bord.")
        self.capsule = CapsuleFactory(title="Le puits")
        self.seen = self.place("À voir", "voir", capsule=self.capsule)
        self.read = self.place("À lire", "lire", record=RecordFactory(title="Hydrologie"))
        self.last = ArticleFactory(parent=self.dossier, title="Bouches", slug="bouches")

    def place(self, title: str, slug: str, **thing: Any) -> DossierItemPage:
        """Place a thing at the end of the dossier."""
        item = DossierItemPage(title=title, slug=slug, locale=self.dossier.locale, **thing)
        added: DossierItemPage = self.dossier.add_child(instance=item)
        return added


@pytest.fixture
def placed() -> Placed:
    return Placed()


def titles_of(placed: Placed) -> list[str]:
    return [row.title for part in read_contents(placed.issue).parts for row in part.rows]


def test_programmes_stand_in_the_reading_order(placed: Placed) -> None:
    assert titles_of(placed) == ["Sources", "À écouter", "À voir", "À lire", "Bouches"]


def test_dossier_shows_them_as_cards_that_lead_to_their_pages(placed: Placed) -> None:
    page = Client().get(placed.dossier.url).content.decode().split("<main")[1]

    order = [
        page.index(text)
        for text in ("Sources", "L’eau basse", "Une heure au bord.", "Le puits", "Hydrologie", "Bouches")
    ]
    assert order == sorted(order)
    assert (page.count(placed.episode.url) > 0, page.count(placed.capsule.url) > 0) == (True, True)


def test_address_of_a_place_leads_to_the_programme(placed: Placed) -> None:
    led = [Client().get(item.url) for item in (placed.heard, placed.seen)]

    assert [(one.status_code, one.headers["Location"]) for one in led] == [
        (302, placed.episode.url), (302, placed.capsule.url),
    ]  # fmt: skip


def test_next_and_previous_go_through_them(placed: Placed) -> None:
    page = Client().get(placed.first.url).content.decode()

    turn = page.split('<nav class="turn"')[1].split("</nav>")[0]
    assert re.findall(r'rel="(\w+)" href="([^"]*)"><span class="small">(\w+)', turn) == [
        ("next", placed.heard.url, "Ensuite")
    ]
    back = Client().get(placed.last.url).content.decode().split('<nav class="turn"')[1]
    assert re.findall(r'rel="prev" href="([^"]*)"', back) == [placed.read.url]
    beside = page.split('id="dossier"')[1].split("</section>")[0]
    assert re.findall(r">([^<>]+)</a>", beside) == ["À écouter", "À voir", "À lire", "Bouches"]


def test_feed_has_them_in_reading_order(placed: Placed) -> None:
    feed = Client().get(f"{placed.dossier.url}atom/").content.decode()
    entries = re.split(r"<entry\b", feed)[1:]

    titles = [re.findall(r"<title[^>]*>([^<]*)<", entry)[0] for entry in entries]
    assert titles == ["Sources", "À écouter", "À voir", "À lire", "Bouches"]
    assert (placed.episode.url in entries[1], placed.capsule.url in entries[2]) == (True, True)


def test_feed_is_new_when_a_programme_was_hidden(placed: Placed) -> None:
    address = f"{placed.dossier.url}atom/"
    etag = Client().get(address).headers["ETag"]
    placed.episode.unpublish()
    again = Client().get(address, headers={"If-None-Match": etag})

    assert (again.status_code, "À écouter" in again.content.decode()) == (200, False)


@pytest.mark.parametrize("how", ["unpublished", "deleted", "private"])
def test_hidden_programmes_leave_no_place(placed: Placed, how: str) -> None:
    if how == "unpublished":
        placed.episode.unpublish()
    elif how == "deleted":
        placed.episode.delete()
    else:
        PageViewRestriction.objects.create(page=placed.episode, restriction_type="login")

    items = list(DossierItemPage.objects.order_by("path"))
    assert titles_of(placed) == ["Sources", "À voir", "À lire", "Bouches"]
    assert (visible_things(items), set(things_of(items))) == ({placed.seen.pk, placed.read.pk},) * 2
    assert Client().get(placed.heard.url).status_code == 404
    for address in (placed.issue.url, placed.dossier.url, placed.first.url, f"{placed.dossier.url}atom/"):
        assert "À écouter" not in Client().get(address).content.decode()


def test_editors_see_them_on_their_table(placed: Placed) -> None:
    placed.episode.unpublish()
    dossier = next(row for row in read_table(placed.issue).rows if row.kind == "dossier")

    assert [(row.title, row.kind) for row in dossier.rows] == [
        ("Sources", "article"), ("À écouter", "item"), ("À voir", "item"), ("À lire", "item"), ("Bouches", "article"),
    ]  # fmt: skip


def test_files_are_made_again_when_a_programme_is_hidden(placed: Placed) -> None:
    FileOrder.objects.update(made=5, wanted=5)
    before = {order.pk: order.wanted for order in FileOrder.objects.filter(page=placed.issue)}
    placed.capsule.unpublish()

    after = {order.pk: order.wanted for order in FileOrder.objects.filter(page=placed.issue)}
    assert (len(before) > 0, all(after[pk] > wanted for pk, wanted in before.items())) == (True, True)


def test_contents_ask_as_much_with_many_programmes_as_with_few(placed: Placed) -> None:
    def questions() -> int:
        with CaptureQueriesContext(connection) as captured:
            contents = read_contents(placed.issue)
            items: Any = [row for row in contents.rows if isinstance(row, DossierItemPage)]
            things_of(items)
        return len(captured)

    questions()
    few = questions()
    show = ShowFactory()
    for number in range(4):
        placed.place(f"Encore {number}", f"e{number}", episode=EpisodeFactory(parent=show, title=f"Suite {number}"))

    assert questions() == few


@pytest.mark.parametrize(
    ("chosen", "is_taken"),
    [((), False), (("episode",), True), (("capsule",), True), (("record",), True), (("episode", "capsule"), False)],
)
def test_form_takes_one_thing(placed: Placed, chosen: tuple[str, ...], is_taken: bool) -> None:
    things = {"episode": placed.episode, "capsule": placed.capsule, "record": placed.read.record}
    kind = DossierItemPage.get_edit_handler().get_form_class()
    user = get_user_model().objects.create_superuser(username="cheffe", password="p")
    posted = {name: str(things[name].pk) for name in chosen}
    posted |= {"title": "À écouter aussi", "slug": "aussi", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}
    item = DossierItemPage(locale=placed.dossier.locale)
    form = kind(posted, instance=item, parent_page=placed.dossier, for_user=user)

    assert form.is_valid() is is_taken
    assert form.non_field_errors() == (
        [] if is_taken else ["Choisissez une notice, un épisode ou une capsule : une seule de ces trois choses."]
    )


def test_editor_page_of_an_item_offers_the_three(placed: Placed) -> None:
    client = Client()
    client.force_login(get_user_model().objects.create_superuser(username="cheffe", password="p"))
    page = client.get(reverse("wagtailadmin_pages:edit", args=[placed.heard.pk])).content.decode()

    assert [f'name="{name}"' in page for name in ("record", "episode", "capsule")] == [True, True, True]
