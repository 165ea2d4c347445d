"""The tree in the workshop: read branch by branch, changed, and changed back."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from accounts.models import User
from tests.factories.home import make_site
from tests.factories.thesaurus import ConceptFactory, SchemeFactory, thesaurus_page
from thesaurus.models import Ancestry, BroaderLink, Concept
from thesaurus.placing import Refused, add_concept, leave_place, move_concept, rename_concept, undo_move
from thesaurus.tree import BRANCH, find_in_tree, read_branch, read_tree, stamp_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def pages() -> None:
    """The page of the subjects."""
    make_site()
    thesaurus_page()


@pytest.fixture
def user() -> User:
    """Somebody who may do everything."""
    return User.objects.create_superuser("editor", "editor@example.org", "x")


@pytest.fixture
def editor(client: Client, user: User) -> Client:
    """The same, signed in."""
    client.force_login(user)
    return client


@pytest.fixture
def trainee() -> Client:
    """Somebody who may draft, signed in."""
    user = User.objects.create_user("stagiaire", "stagiaire@example.org", "x")
    group = Group.objects.create(name="rédaction")
    codes = ["add_concept", "change_concept", "view_concept", "access_admin"]
    group.permissions.set(Permission.objects.filter(codename__in=codes))
    user.groups.add(group)
    client = Client()
    client.force_login(user)
    return client


def url(name: str, *args: object) -> str:
    """The address of an admin view of concepts."""
    return reverse(f"wagtailsnippets_thesaurus_concept:{name}", args=args)


def above(concept: Concept) -> list[str]:
    """The labels of what a concept stands directly under."""
    return [str(link.broader) for link in BroaderLink.objects.filter(concept=concept).order_by("pk")]


def move(concept: Concept, source: Concept | None, target: Concept | None, user: Any, **options: Any) -> int:
    """A move by somebody who has just read the tree."""
    return move_concept(concept, source, target, stamp_of(concept), user, **options)


def test_tree_shows_drafts_and_proposals_but_nothing_gone() -> None:
    top = ConceptFactory(fr="Migrations", top=True)
    exil = ConceptFactory(fr="Exil", broader=[top])
    ConceptFactory(fr="Asile", broader=[top], live=False)
    ConceptFactory(fr="Bannissement", broader=[top], withdrawn_at=timezone.now())
    ConceptFactory(fr="Refuge", broader=[exil], live=False, proposed_at=timezone.now())

    tree = read_tree([top.number])

    assert [node.text for node in tree.nodes] == ["Migrations"]
    branch = tree.nodes[0].children
    assert branch is not None
    assert [(node.text, node.live, node.proposed, node.narrower) for node in branch.nodes] == [
        ("Asile", False, False, 0),
        ("Exil", True, False, 1),
    ]
    assert [(node.text, node.proposed) for node in read_branch(exil).nodes] == [("Refuge", True)]


def test_concept_with_two_places_is_shown_in_both() -> None:
    one, two = ConceptFactory(fr="Un"), ConceptFactory(fr="Deux")
    ConceptFactory(fr="Pont", broader=[one, two])

    tree = read_tree([one.number, two.number])

    shown = [(node.text, [(each.text, each.places, each.under) for each in node.children.nodes]) for node in tree.nodes]
    assert shown == [("Deux", [("Pont", 2, str(two.number))]), ("Un", [("Pont", 2, str(one.number))])]


def test_circle_written_elsewhere_does_not_hang_the_tree() -> None:
    top = ConceptFactory(fr="Haut", top=True)
    below = ConceptFactory(fr="Bas", broader=[top])
    BroaderLink.objects.create(concept=top, broader=below)

    tree = read_tree([top.number, below.number])

    first = tree.nodes[0].children
    assert first is not None
    inner = first.nodes[0].children
    assert inner is not None
    assert [(node.text, node.children) for node in inner.nodes] == [("Haut", None)]
    assert [one.text for one in find_in_tree("bas")] == ["Bas"]


@pytest.mark.parametrize("what", ["tree", "branch"])
def test_opening_costs_the_same_for_one_and_for_many(editor: Client, what: str) -> None:
    top = ConceptFactory(fr="Haut", top=True)
    ConceptFactory(fr="Terme", broader=[top])
    path = f"{url('tree')}?ouvert={top.number}" if what == "tree" else url("tree_branch", top.number)
    editor.get(path)

    with CaptureQueriesContext(
        connection,
    ) as one:
        editor.get(path)
    for number in range(12):
        child = ConceptFactory(fr=f"Terme {number}", broader=[top])
        ConceptFactory(fr=f"Dessous {number}", broader=[child])
    with CaptureQueriesContext(connection) as many:
        answer = editor.get(path)

    assert len(many) == len(one)
    assert answer.content.decode().count('class="ct-item"') == (14 if what == "tree" else 13)


def test_long_branch_is_shown_by_pages(monkeypatch: pytest.MonkeyPatch, editor: Client) -> None:
    assert BRANCH == 200
    monkeypatch.setattr("thesaurus.tree.BRANCH", 2)
    top = ConceptFactory(fr="Haut", top=True)
    for name in ("A", "B", "C", "D", "E"):
        ConceptFactory(fr=name, broader=[top])

    pages = [read_branch(top, page) for page in (1, 2, 3)]

    assert [[node.text for node in page.nodes] for page in pages] == [["A", "B"], ["C", "D"], ["E"]]
    assert [(page.preceding, page.following, page.total) for page in pages] == [(0, 2, 5), (1, 3, 5), (2, 0, 5)]
    assert "La suite (5 en tout)" in editor.get(url("tree_branch", top.number)).content.decode()


def test_concept_far_down_a_long_list_is_shown_when_it_is_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("thesaurus.tree.BRANCH", 2)
    tops = [ConceptFactory(fr=name, top=True) for name in ("A", "B", "C", "D", "E")]
    below = [ConceptFactory(fr=f"D{number}", broader=[tops[3]]) for number in range(5)]

    tree = read_tree([tops[3].number], focus=below[4].number)

    assert ([node.text for node in tree.nodes], tree.preceding, tree.following) == (["C", "D"], 1, 3)
    branch = tree.nodes[1].children
    assert branch is not None
    assert ([node.text for node in branch.nodes], branch.preceding, branch.following) == (["D4"], 2, 0)


def test_search_leads_down_to_what_it_finds(editor: Client) -> None:
    top = ConceptFactory(fr="Migrations", top=True)
    exil = ConceptFactory(fr="Exil", nl="Ballingschap", broader=[top])
    asile = ConceptFactory(fr="Asile", broader=[exil])

    found = find_in_tree("asil")

    assert [(one.text, [text for _number, text in one.way]) for one in found] == [("Asile", ["Migrations", "Exil"])]
    page = editor.get(url("tree"), {"q": "balling"}).content.decode()
    assert f"?ouvert={top.number}&amp;vers={exil.number}#c{exil.number}" in page
    page = editor.get(f"{url('tree')}?ouvert={top.number}.{exil.number}&vers={asile.number}").content.decode()
    assert page.count(f'id="c{asile.number}"') == 1


def test_move_is_public_logged_and_undone(user: User) -> None:
    one, two = ConceptFactory(fr="Un", top=True), ConceptFactory(fr="Deux", top=True)
    pont = ConceptFactory(fr="Pont", broader=[one])

    entry = move(pont, one, two, user)

    assert above(pont) == ["Deux"]
    assert set(Ancestry.objects.filter(descendant=pont, depth=1).values_list("ancestor", flat=True)) == {two.pk}
    pont.refresh_from_db()
    assert (pont.live, pont.has_unpublished_changes) == (True, False)
    note = ModelLogEntry.objects.get(pk=entry)
    assert note.message == "Déplacé dans l’arbre : de « Un » à « Deux »"
    assert note.revision_id == pont.latest_revision_id

    undo_move(entry, user)

    assert above(pont) == ["Un"]
    assert set(Ancestry.objects.filter(descendant=pont, depth=1).values_list("ancestor", flat=True)) == {one.pk}


def test_second_place_is_added_and_left_again(user: User) -> None:
    one, two = ConceptFactory(fr="Un", top=True), ConceptFactory(fr="Deux", top=True)
    pont = ConceptFactory(fr="Pont", broader=[one])

    move(pont, one, two, user, keep=True)
    assert above(pont) == ["Un", "Deux"]
    leave_place(pont, one, stamp_of(pont), user)
    assert above(pont) == ["Deux"]
    with pytest.raises(Refused, match="n’a qu’une place"):
        leave_place(pont, two, stamp_of(pont), user)


def test_move_to_the_top_and_back(user: User) -> None:
    one = ConceptFactory(fr="Un", top=True)
    pont = ConceptFactory(fr="Pont", broader=[one])

    entry = move(pont, one, None, user)

    pont.refresh_from_db()
    assert (above(pont), pont.top) == ([], True)
    assert [node.text for node in read_tree().nodes] == ["Pont", "Un"]
    undo_move(entry, user)
    pont.refresh_from_db()
    assert (above(pont), pont.top) == (["Un"], False)


def test_circle_is_refused_before_anything_is_written(editor: Client) -> None:
    top = ConceptFactory(fr="Haut", top=True)
    middle = ConceptFactory(fr="Milieu", broader=[top], live=False)
    below = ConceptFactory(fr="Bas", broader=[middle])

    answer = editor.post(
        url("tree_move", top.number),
        {"source": "", "target": below.number, "stamp": stamp_of(top)},
        headers={"accept": "application/json"},
    )

    assert answer.status_code == 409
    assert answer.json() == {
        "message": "« Bas » est déjà sous « Haut » : le concept se trouverait au-dessus de lui-même."
    }
    assert (above(top), ModelLogEntry.objects.count()) == ([], 0)
    top.refresh_from_db()
    assert top.latest_revision_id is None


def test_stale_move_and_stale_undo_are_refused(user: User) -> None:
    one, two, three = (ConceptFactory(fr=name, top=True) for name in ("Un", "Deux", "Trois"))
    pont = ConceptFactory(fr="Pont", broader=[one])
    seen = stamp_of(pont)
    entry = move(pont, one, two, user)

    with pytest.raises(Refused, match="déplacé entre-temps"):
        move_concept(pont, one, three, seen, user)
    move(pont, two, three, user)
    with pytest.raises(Refused, match="déplacé entre-temps"):
        undo_move(entry, user)
    assert above(pont) == ["Trois"]


@pytest.mark.parametrize("state", ["itself", "there", "withdrawn", "locked"])
def test_senseless_move_is_refused(user: User, state: str) -> None:
    one, two = ConceptFactory(fr="Un", top=True), ConceptFactory(fr="Deux", top=True)
    pont = ConceptFactory(fr="Pont", broader=[one], locked=state == "locked")
    if state == "withdrawn":
        two.withdraw()
    target = {"itself": pont, "there": one}.get(state, two)

    with pytest.raises(Refused):
        move(pont, one, target, user)

    assert above(pont) == ["Un"]


def test_draft_over_a_published_concept_moves_with_it(user: User) -> None:
    one, two = ConceptFactory(fr="Un", top=True), ConceptFactory(fr="Deux", top=True)
    pont = ConceptFactory(fr="Pont", broader=[one])
    pont.notation = "P 12"
    pont.save_revision(user=user)

    move(pont, one, two, user)

    fresh = Concept.objects.get(pk=pont.pk)
    assert (above(pont), fresh.notation, fresh.has_unpublished_changes) == (["Deux"], "", True)
    fresh.get_latest_revision().publish()
    fresh = Concept.objects.get(pk=pont.pk)
    assert (above(pont), fresh.notation) == (["Deux"], "P 12")


def test_label_is_renamed_unless_another_has_it_or_somebody_was_first(user: User) -> None:
    exil = ConceptFactory(fr="Exil", nl="Ballingschap")
    ConceptFactory(fr="Asile")

    rename_concept(exil, "fr", "  Exils ", "Exil", user)

    assert str(Concept.objects.get(pk=exil.pk)) == "Exils"
    with pytest.raises(Refused, match="changé entre-temps"):
        rename_concept(exil, "fr", "Bannissement", "Exil", user)
    with pytest.raises(Refused, match="est déjà un concept en français"):
        rename_concept(exil, "fr", "asile", "Exils", user)
    assert ModelLogEntry.objects.get(action="passerelles.rename").message == "Renommé : « Exil » est devenu « Exils »"


def test_narrower_term_is_added_published_by_who_may(editor: Client, trainee: Client) -> None:
    top = ConceptFactory(fr="Migrations", top=True)

    editor.post(url("tree_add", top.number), {"text": "Exil", "language": "fr"})
    trainee.post(url("tree_add", top.number), {"text": "Asile", "language": "fr"})

    made = Concept.objects.exclude(pk=top.pk).order_by("pk")
    assert [(str(one), one.live, above(one)) for one in made] == [
        ("Exil", True, ["Migrations"]),
        ("Asile", False, ["Migrations"]),
    ]


def test_trainee_sees_the_tree_and_moves_only_drafts(trainee: Client) -> None:
    one, two = ConceptFactory(fr="Un", top=True), ConceptFactory(fr="Deux", top=True)
    public = ConceptFactory(fr="Pont", broader=[one])
    draft = ConceptFactory(fr="Gué", broader=[one], live=False)

    codes = [
        trainee.post(
            url("tree_move", each.number),
            {"source": one.number, "target": two.number, "stamp": stamp_of(each)},
            headers={"accept": "application/json", "x-requested-with": "XMLHttpRequest"},
        ).status_code
        for each in (public, draft)
    ]

    assert codes == [403, 200]
    assert (above(public), above(draft)) == (["Un"], ["Deux"])
    page = trainee.get(url("tree")).content.decode()
    assert " movable" not in page
    assert " growable" in page


def test_stranger_sees_no_tree(client: Client) -> None:
    user = User.objects.create_user("autre", "autre@example.org", "x")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(user)

    assert client.get(url("tree")).status_code == 302
    assert Client().get(url("tree")).status_code == 302


def test_page_of_a_place_moves_without_a_script(editor: Client) -> None:
    one, two = ConceptFactory(fr="Un", top=True), ConceptFactory(fr="Deux", top=True)
    pont = ConceptFactory(fr="Pont", broader=[one])

    page = editor.get(url("tree_place", pont.number), {"sous": one.number, "q": "deux"}).content.decode()
    assert f'name="target" value="{two.number}"' in page
    answer = editor.post(
        url("tree_move", pont.number), {"source": one.number, "target": two.number, "stamp": stamp_of(pont)}
    )
    tree = editor.get(answer.headers["Location"]).content.decode()

    entry = ModelLogEntry.objects.get(action="passerelles.move").pk
    assert "« Pont » est maintenant sous « Deux »." in tree
    assert f'action="{url("tree_undo", entry)}"' in tree
    editor.post(url("tree_undo", entry))
    assert above(pont) == ["Un"]


def test_new_concept_needs_a_label_of_its_own(user: User) -> None:
    SchemeFactory()
    add_concept("Exil", "fr", None, user, live=True)

    for text in ("exil", "   "):
        with pytest.raises(Refused):
            add_concept(text, "fr", None, user, live=True)
    assert Concept.objects.count() == 1
