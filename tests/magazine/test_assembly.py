"""A number on the editors’ table: what it shows, and putting it in order."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page
from wagtail_footnotes.models import Footnote

from core.models import IndexChange
from magazine.assembly.commissions import Plan, change_plan, expect_article, forget_addresses
from magazine.assembly.drafts import read_articles
from magazine.assembly.gaps import gaps_by_article
from magazine.assembly.moving import CannotMove, plan_move
from magazine.assembly.readiness import mark_not_ready, mark_ready
from magazine.assembly.states import ArticleState, states_of
from magazine.assembly.table import read_table
from magazine.models import ArticleCommission, ArticlePage, DossierPage, IssuePage, RubricPage
from magazine.releases.services import publish_issue
from tests.factories.directory import AgentFactory
from tests.factories.home import stream
from tests.factories.magazine import ArticleFactory, DossierFactory, IssueFactory, RubricFactory
from tests.factories.media_library import ImageFactory
from tests.factories.numbers import draft_article, draft_issue, noted_body, picture_block

pytestmark = pytest.mark.django_db


def order(issue: IssuePage) -> list[str]:
    """The titles of everything in a number, in the order of the tree."""
    return list(Page.objects.descendant_of(issue).order_by("path").values_list("title", flat=True))


def sign_in(client: Client, group: str) -> Any:
    """Enter as a member of one of the groups of the house."""
    user = get_user_model().objects.create_user(group.lower(), f"{len(group)}@example.org")
    user.groups.add(Group.objects.get(name=group))
    client.force_login(user)
    return user


def codes(article: ArticlePage, *, grave: bool = False) -> list[str]:
    """What is missing in an article, by code."""
    drafts = read_articles(article.get_parent())
    found = gaps_by_article(drafts)[article.pk]
    return [gap.code for gap in found if gap.blocks or not grave]


@pytest.fixture
def issue() -> IssuePage:
    """A dossier with two articles, a rubric with one, and one article in neither."""
    issue: IssuePage = IssueFactory(live=False, title="Numéro 47")
    dossier = DossierFactory(parent=issue, live=False, title="Un dossier")
    for title in ("A", "B"):
        draft_article(dossier, title=title, slug=title.lower())
    draft_article(RubricFactory(parent=issue, live=False, title="Une rubrique"), title="C", slug="c")
    draft_article(issue, title="D", slug="d")
    return IssuePage.objects.get(pk=issue.pk)


# States -------------------------------------------------------------------------------------------


def test_states_go_from_expected_to_changed(admin_user: Any) -> None:
    issue = IssueFactory(live=False)
    empty = ArticleFactory(parent=issue, live=False, body="[]")
    written, reviewed, ready = (draft_article(issue) for _ in range(3))
    reviewed.get_workflow().start(reviewed, admin_user)
    mark_ready(ready, None, admin_user)
    assert states_of(issue) == {
        empty.pk: ArticleState.MISSING, written.pk: ArticleState.DRAFT, reviewed.pk: ArticleState.IN_REVIEW,
        ready.pk: ArticleState.READY,
    }  # fmt: skip

    publish_issue(issue, admin_user, [empty.uuid, written.uuid, reviewed.uuid])
    assert states_of(issue)[ready.pk] == ArticleState.PUBLISHED
    ArticlePage.objects.get(pk=ready.pk).save_revision()
    assert states_of(issue)[ready.pk] == ArticleState.CHANGED


def test_state_follows_the_latest_version_and_not_the_row() -> None:
    issue = IssueFactory()
    article = ArticleFactory(parent=issue, live=False, body="[]")
    ArticlePage.objects.filter(pk=article.pk).update(has_unpublished_changes=True)
    article.body = stream(("text", "<p>Enfin.</p>"))
    article.save_revision()
    assert states_of(issue) == {article.pk: ArticleState.DRAFT}


def test_newer_version_has_to_be_found_ready_anew(admin_user: Any) -> None:
    article = draft_article(IssueFactory(live=False), ready=True)
    ArticlePage.objects.get(pk=article.pk).save_revision()
    assert list(states_of(article.get_parent()).values()) == [ArticleState.DRAFT]
    mark_ready(ArticlePage.objects.get(pk=article.pk), None, admin_user)
    mark_not_ready(article, admin_user)
    assert list(states_of(article.get_parent()).values()) == [ArticleState.DRAFT]


def test_marking_ready_ends_the_review(admin_user: Any) -> None:
    article = draft_article(IssueFactory(live=False))
    article.get_workflow().start(article, admin_user)
    mark_ready(article, None, admin_user)
    assert states_of(article.get_parent()) == {article.pk: ArticleState.READY}


# What is missing ----------------------------------------------------------------------------------


def test_words_of_body_and_notes_are_counted_without_markup() -> None:
    key = uuid.uuid4()
    article = ArticleFactory(parent=IssueFactory(), body=noted_body(key))
    Footnote.objects.create(page=article, uuid=key, text="<p>Voir <b>plus</b> loin.</p>", locale=article.locale)
    [draft] = read_articles(article.get_parent())
    assert (draft.words, article.word_count) == (5, 2)  # saved before its note was there


def test_article_that_lacks_everything() -> None:
    article = draft_article(IssueFactory(live=False), standfirst="")
    assert codes(article) == ["standfirst", "contributor", "concepts"]


def test_expected_article_lacks_its_text_alone() -> None:
    assert codes(ArticleFactory(parent=IssueFactory(live=False), live=False, body="[]", standfirst="")) == ["text"]


@pytest.mark.parametrize(
    ("alt", "decorative", "expected"), [("", False, ["descriptions"]), ("Un pont", False, []), ("", True, [])]
)
def test_pictures_in_the_text_need_a_description(alt: str, decorative: bool, expected: list[str]) -> None:
    body = picture_block(ImageFactory(credit="Nermin Aksu"), alt, decorative=decorative)
    assert codes(draft_article(IssueFactory(live=False), body=body), grave=True) == expected


@pytest.mark.parametrize(("in_library", "expected"), [("", ["descriptions"]), ("Un pont", [])])
def test_opening_picture_may_be_described_in_the_library(in_library: str, expected: list[str]) -> None:
    image = ImageFactory(credit="Nermin Aksu", description=in_library)
    assert codes(draft_article(IssueFactory(live=False), image=image), grave=True) == expected


def test_picture_without_credit_is_said() -> None:
    image = ImageFactory(credit="", rights_holder="")
    body = picture_block(image, "Un pont")
    assert codes(draft_article(IssueFactory(live=False), body=body), grave=True) == ["rights"]


def test_call_without_its_note_is_said() -> None:
    article = draft_article(IssueFactory(live=False), body=noted_body(uuid.uuid4()))
    assert codes(article, grave=True) == ["notes"]


# The page -----------------------------------------------------------------------------------------


def test_table_says_who_has_what(admin_client: Client, admin_user: Any, issue: IssuePage) -> None:
    article = ArticlePage.objects.get(slug="a")
    article.get_workflow().start(article, admin_user)
    admin_user.first_name, admin_user.last_name = "Nora", "Chef"
    admin_user.save()
    change_plan(ArticlePage.objects.get(slug="b"), Plan(author_name="Nermin Aksu", responsible=admin_user,
                due_on=timezone.localdate() - timedelta(days=4)))  # fmt: skip
    content = " ".join(admin_client.get(f"/admin/magazine/{issue.pk}/").content.decode().split())
    assert "chez Relecture : Rédaction" in content
    assert "de Nermin Aksu" in content
    assert "suivi par Nora Chef" in content
    assert "en retard de 4 jours" in content
    assert "Liens d’aperçu" in content
    assert f"/admin/magazine/{issue.pk}/apercus/" in content
    table = read_table(issue)
    assert [(row.title, [inner.title for inner in row.rows]) for row in table.rows] == [
        ("Un dossier", ["A", "B"]), ("Une rubrique", ["C"]), ("D", []),
    ]  # fmt: skip
    assert (table.late, [state.value for state, _ in table.counts]) == (1, ["draft", "in_review"])


def test_table_is_reached_from_the_number_and_from_the_list_of_pages(admin_client: Client, issue: IssuePage) -> None:
    for address in (f"/admin/pages/{issue.pk}/", f"/admin/pages/{issue.pk}/edit/", "/admin/magazine/"):
        assert f"/admin/magazine/{issue.pk}/" in admin_client.get(address).content.decode()
    parent = issue.get_parent()
    assert "Composer le numéro" in admin_client.get(f"/admin/pages/{parent.pk}/").content.decode()


def test_table_costs_the_same_for_one_five_and_twenty_articles(admin_client: Client, admin_user: Any) -> None:
    counts = []
    for size in (1, 5, 20):
        issue = draft_issue(size)
        for article in ArticlePage.objects.of_issue(issue):
            change_plan(article, Plan(author_name="X", responsible=admin_user, due_on=timezone.localdate()))
            article.get_workflow().start(article, admin_user)
        admin_client.get(f"/admin/magazine/{issue.pk}/")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            admin_client.get(f"/admin/magazine/{issue.pk}/")
        counts.append(len(queries))
    assert counts == [counts[0]] * 3


def test_list_of_numbers_costs_the_same_for_one_and_five(admin_client: Client) -> None:
    counts = []
    for size in (1, 5):
        while IssuePage.objects.count() < size:
            draft_issue(2)
        admin_client.get("/admin/magazine/")
        with CaptureQueriesContext(connection) as queries:
            content = admin_client.get("/admin/magazine/").content.decode()
        counts.append(len(queries))
    assert content.count("articles prêts : 2 sur 2") == 5
    assert counts == [counts[0]] * 2


def test_table_is_for_the_editors_of_the_magazine(client: Client, issue: IssuePage) -> None:
    address = f"/admin/magazine/{issue.pk}/"
    assert client.get(address).status_code == 302
    sign_in(client, "Documentation")
    assert client.get(address).status_code == 302
    assert client.get("/admin/magazine/").status_code == 302
    for group in ("Autrices et auteurs", "Rédaction", "Correction", "Rédaction en chef"):
        sign_in(client, group)
        assert client.get(address).status_code == 200
        assert client.get("/admin/magazine/").status_code == 200


# Order --------------------------------------------------------------------------------------------


def move(client: Client, issue: IssuePage, title: str, **data: Any) -> str:
    """Move a page of the number by the form; returns what is said."""
    page = Page.objects.descendant_of(issue).get(title=title)
    url = f"/admin/magazine/{issue.pk}/{page.pk}/deplacer/"
    return client.post(url, data, follow=True).content.decode()


def test_up_and_down_among_neighbours(admin_client: Client, issue: IssuePage) -> None:
    move(admin_client, issue, "B", where="up")
    assert order(issue) == ["Un dossier", "B", "A", "Une rubrique", "C", "D"]
    move(admin_client, issue, "B", where="up")
    move(admin_client, issue, "Un dossier", where="down")
    assert order(issue) == ["Une rubrique", "C", "Un dossier", "B", "A", "D"]


def test_into_another_part_and_out_of_all(admin_client: Client, issue: IssuePage) -> None:
    rubric = RubricPage.objects.get()
    move(admin_client, issue, "A", where=str(rubric.pk))
    assert order(issue) == ["Un dossier", "B", "Une rubrique", "C", "A", "D"]
    move(admin_client, issue, "B", where=str(issue.pk))
    assert order(issue) == ["Un dossier", "Une rubrique", "C", "A", "D", "B"]


def test_drop_before_and_after_a_row(admin_client: Client, issue: IssuePage) -> None:
    target = ArticlePage.objects.get(slug="a")
    move(admin_client, issue, "D", where="before", target=target.pk)
    assert order(issue)[:4] == ["Un dossier", "D", "A", "B"]
    move(admin_client, issue, "C", where="after", target=target.pk)
    assert order(issue)[:5] == ["Un dossier", "D", "A", "C", "B"]
    path = ArticlePage.objects.get(slug="c").path
    move(admin_client, issue, "C", where="after", target=target.pk)
    assert ArticlePage.objects.get(slug="c").path == path


def test_dossier_does_not_go_into_a_rubric(admin_client: Client, issue: IssuePage) -> None:
    before = order(issue)
    content = move(admin_client, issue, "Un dossier", where="inside", target=RubricPage.objects.get().pk)
    assert "« Un dossier » ne peut pas aller là." in content
    assert order(issue) == before


def test_same_address_in_the_other_part_is_said(admin_client: Client, issue: IssuePage) -> None:
    draft_article(issue, title="Autre", slug="c")
    content = move(admin_client, issue, "Autre", where=str(RubricPage.objects.get().pk))
    assert "déjà l’adresse « c »" in content


def test_row_that_went_elsewhere_meanwhile_is_said(issue: IssuePage) -> None:
    article = ArticlePage.objects.get(slug="a")
    article.move(IssueFactory(live=False), pos="last-child")
    with pytest.raises(CannotMove, match="n’est plus dans le numéro"):
        plan_move(issue, article.pk, "up")


def test_moves_of_two_people_are_both_done(admin_client: Client, issue: IssuePage) -> None:
    first, second = ArticlePage.objects.get(slug="a"), ArticlePage.objects.get(slug="d")
    move(admin_client, issue, "A", where="inside", target=issue.pk)
    move(admin_client, issue, "B", where="before", target=second.pk)
    assert order(issue) == ["Un dossier", "Une rubrique", "C", "B", "D", "A"]
    assert Page.find_problems() == ([], [], [], [], [])
    assert first.pk != second.pk


def test_move_is_noted_for_the_index(admin_client: Client, issue: IssuePage) -> None:
    IndexChange.objects.all().delete()
    move(admin_client, issue, "A", where="down")
    noted = set(IndexChange.objects.values_list("object_uuid", flat=True))
    assert noted == {ArticlePage.objects.get(slug="a").uuid}


def test_hooks_on_moves_are_asked(admin_client: Client, issue: IssuePage, register_hook: Callable[..., None]) -> None:
    asked: list[str] = []
    register_hook("before_move_page", lambda request, page, parent: asked.append(f"{page.title} > {parent.title}"))
    register_hook("after_move_page", lambda request, page: asked.append(page.title))
    move(admin_client, issue, "A", where=str(issue.pk))
    assert asked == ["A > Numéro 47", "A"]


@pytest.fixture
def register_hook() -> Any:
    """Register a hook for one test."""
    from contextlib import ExitStack

    from wagtail import hooks

    with ExitStack() as stack:
        yield lambda name, function: stack.enter_context(hooks.register_temporarily(name, function))


def test_editors_arrange_and_authors_do_not(client: Client, issue: IssuePage) -> None:
    sign_in(client, "Autrices et auteurs")
    before = order(issue)
    move(client, issue, "B", where="up")
    assert order(issue) == before
    sign_in(client, "Rédaction")
    move(client, issue, "B", where="up")
    assert order(issue) != before


# Expected articles --------------------------------------------------------------------------------


def test_announcing_makes_an_empty_draft_in_its_place(admin_client: Client, admin_user: Any, issue: IssuePage) -> None:
    person = AgentFactory()
    dossier = DossierPage.objects.get()
    assert f"?place={dossier.pk}" in admin_client.get(f"/admin/magazine/{issue.pk}/").content.decode()
    form = admin_client.get(f"/admin/magazine/{issue.pk}/annoncer/?place={dossier.pk}").content.decode()
    assert f'<option value="{dossier.pk}" selected>' in form
    admin_client.post(
        f"/admin/magazine/{issue.pk}/annoncer/",
        {"title": "Un titre de travail", "place": dossier.pk, "agent": person.pk, "author_name": "Nermin Aksu",
         "author_email": "nermin@example.org", "responsible": admin_user.pk, "due_on": "2099-01-31", "note": "6000 s."},
    )  # fmt: skip
    article = ArticlePage.objects.get(title="Un titre de travail")
    commission = article.commission
    assert (article.live, article.get_parent().pk, article.slug) == (False, dossier.pk, "un-titre-de-travail")
    assert states_of(issue)[article.pk] == ArticleState.MISSING
    assert (commission.author_name, commission.responsible, commission.due_on.year) == ("Nermin Aksu", admin_user, 2099)
    assert [one.agent for one in article.get_latest_revision_as_object().contributors.all()] == [person]


def test_announcing_twice_the_same_title_gives_two_addresses(admin_user: Any, issue: IssuePage) -> None:
    slugs = [expect_article(issue, "Éditorial", Plan(), admin_user).slug for _ in range(2)]
    assert slugs == ["editorial", "editorial-2"]


def test_announcing_without_title_or_with_a_wrong_address_is_refused(admin_client: Client, issue: IssuePage) -> None:
    data = {"title": "", "place": "999999", "author_email": "pas une adresse"}
    content = admin_client.post(f"/admin/magazine/{issue.pk}/annoncer/", data).content.decode()
    assert content.count("error-message") == 3
    assert ArticlePage.objects.count() == 4


def test_plan_is_changed_and_a_new_date_is_reminded_of_anew(admin_client: Client, issue: IssuePage) -> None:
    article = ArticlePage.objects.get(slug="a")
    change_plan(article, Plan(due_on=timezone.localdate()))
    ArticleCommission.objects.update(reminded_at=timezone.now())
    url = f"/admin/magazine/{issue.pk}/{article.pk}/suivi/"
    assert admin_client.get(url).status_code == 200
    admin_client.post(url, {"author_name": "Nermin Aksu", "due_on": "2099-01-31"})
    commission = ArticleCommission.objects.get()
    assert (commission.author_name, commission.reminded_at) == ("Nermin Aksu", None)


def test_ready_button_of_the_table(admin_client: Client, issue: IssuePage) -> None:
    article = ArticlePage.objects.get(slug="a")
    url = f"/admin/magazine/{issue.pk}/{article.pk}/pret/"
    admin_client.post(url)
    assert states_of(issue)[article.pk] == ArticleState.READY
    admin_client.post(url, {"not": "1"})
    assert states_of(issue)[article.pk] == ArticleState.DRAFT
    empty = expect_article(issue, "Vide", Plan(), None)
    content = admin_client.post(f"/admin/magazine/{issue.pk}/{empty.pk}/pret/", follow=True).content.decode()
    assert "ne peut pas être prêt : il manque le texte" in content


def test_addresses_of_authors_go_three_months_after_the_number() -> None:
    old, recent = IssueFactory(), IssueFactory()
    IssuePage.objects.filter(pk=old.pk).update(first_published_at=timezone.now() - timedelta(days=91))
    for issue in (old, recent, IssueFactory(live=False)):
        article = ArticleFactory(parent=issue, live=False)
        change_plan(article, Plan(author_name="Nermin Aksu", author_email="nermin@example.org"))
    assert forget_addresses() == 1
    kept = ArticleCommission.objects.order_by("pk").values_list("author_email", flat=True)
    assert list(kept) == ["", "nermin@example.org", "nermin@example.org"]
