"""What would take a number apart is refused, whoever asks and however, with a word of why."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, Revision

from core.scheduling import publish_due
from magazine.assembly.states import ArticleState, states_of
from magazine.models import ArticleCommission, ArticlePage, DossierPage, IssuePage
from magazine.releases.refusals import PublishedAsAWhole
from magazine.releases.services import publish_issue, withdraw_issue
from tests.factories.home import stream
from tests.factories.magazine import ArticleFactory, DossierFactory, IssueFactory, magazine_page
from tests.factories.numbers import draft_article, draft_issue

pytestmark = pytest.mark.django_db


def fresh(page: Any) -> Any:
    """A page as the database has it."""
    return type(page).objects.get(pk=page.pk)


def article_form(page: ArticlePage, **given: str) -> dict[str, Any]:
    """What the form of an article sends."""
    text = stream(("text", "<p>Un texte.</p>"))
    assert text
    empty = {f"{name}-{key}": "0" for name in ("contributors", "concepts", "corrections", "footnotes", "comments")
             for key in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS")}  # fmt: skip
    return {
        "title": page.title, "slug": page.slug, "subtitle": "", "standfirst": "Un chapeau.", "licence": "reserved",
        "body-count": "0", "image": "", "image_alt": "", "image_caption": "", **empty, **given,
    }  # fmt: skip


# Model --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [ArticleFactory, DossierFactory])
def test_part_of_a_hidden_number_is_not_made_live(kind: Any) -> None:
    with pytest.raises(PublishedAsAWhole, match="paraîtra avec son numéro"):
        kind(parent=IssueFactory(live=False))


def test_version_of_a_part_of_a_hidden_number_is_not_published() -> None:
    article = draft_article(IssueFactory(live=False))
    with pytest.raises(PublishedAsAWhole):
        article.latest_revision.publish()
    assert fresh(article).live is False


def test_article_of_a_hidden_dossier_waits_for_it() -> None:
    dossier = DossierFactory(parent=IssueFactory(), live=False)
    article = draft_article(dossier)
    with pytest.raises(PublishedAsAWhole, match="publiez d’abord cette partie"):
        article.latest_revision.publish()


def test_article_of_a_live_number_is_published_and_taken_down_alone() -> None:
    article = draft_article(IssueFactory())
    article.latest_revision.publish()
    assert fresh(article).live is True
    fresh(article).unpublish()
    assert fresh(article).live is False


def test_number_is_neither_published_nor_taken_down_alone() -> None:
    hidden, shown = IssueFactory(live=False), IssueFactory()
    revision = hidden.save_revision()
    with pytest.raises(PublishedAsAWhole, match="en entier"):
        revision.publish()
    with pytest.raises(PublishedAsAWhole, match="en entier"):
        shown.unpublish()
    assert (fresh(hidden).live, fresh(shown).live) == (False, True)


def test_live_number_is_corrected_like_any_page() -> None:
    issue = IssueFactory(title="Numéro 46")
    issue.title = "Numéro 47"
    issue.save_revision().publish()
    assert fresh(issue).title == "Numéro 47"


@pytest.mark.parametrize("field", ["go_live_at", "expire_at"])
def test_parts_and_numbers_have_no_dates_of_their_own(field: str) -> None:
    issue = draft_issue(1)
    for page in (issue, ArticlePage.objects.of_issue(issue).get()):
        setattr(page, field, timezone.now() + timedelta(days=1))
        with pytest.raises(ValidationError, match="celle du numéro entier"):
            page.save()


def test_clock_drops_a_date_that_slipped_in() -> None:
    article = draft_article(IssueFactory(live=False))
    Revision.objects.filter(pk=article.latest_revision.pk).update(approved_go_live_at=timezone.now())
    issue = IssueFactory()
    IssuePage.objects.filter(pk=issue.pk).update(expire_at=timezone.now())

    assert publish_due() == 0

    assert fresh(article).live is False
    assert Revision.objects.filter(approved_go_live_at__isnull=False).count() == 0
    assert (fresh(issue).live, fresh(issue).expire_at) == (True, None)


def test_live_article_does_not_move_into_a_hidden_number() -> None:
    article = ArticleFactory(parent=IssueFactory())
    path = article.path
    with pytest.raises(PublishedAsAWhole, match="est en ligne"):
        article.move(IssueFactory(live=False), pos="last-child")
    assert fresh(article).path == path


def test_article_in_review_moves_with_its_review_and_its_plan(admin_user: Any) -> None:
    article = draft_article(IssueFactory(live=False))
    ArticleCommission.objects.create(article=article, author_name="Nermin Aksu")
    article.get_workflow().start(article, admin_user)
    other = IssueFactory(live=False)

    article.move(other, pos="last-child", user=admin_user)

    assert states_of(other) == {article.pk: ArticleState.IN_REVIEW}
    assert fresh(article).commission.author_name == "Nermin Aksu"


def test_live_number_is_not_deleted_whatever_deletes_it() -> None:
    issue = draft_issue(1)
    publish_issue(issue, None)
    for page in (issue, Page.objects.get(pk=issue.pk)):
        with pytest.raises(PublishedAsAWhole, match="mettez d’abord"), transaction.atomic():
            page.delete()
    assert Page.objects.descendant_of(issue, inclusive=True).live().count() == 3


def test_hidden_number_is_deleted_with_what_it_holds() -> None:
    issue = draft_issue(2)
    publish_issue(issue, None)
    withdraw_issue(issue, None)
    fresh(issue).delete()
    assert ArticlePage.objects.count() == 0
    connection.check_constraints()


def test_copy_of_a_live_number_is_a_draft_with_dates_of_its_own(admin_user: Any) -> None:
    issue = draft_issue(2)
    publish_issue(issue, admin_user)
    article = ArticlePage.objects.of_issue(issue).first()
    article.save_revision().publish()

    copy = issue.copy(recursive=True, update_attrs={"slug": "copie"}, keep_live=True, user=admin_user)

    pages = Page.objects.descendant_of(copy, inclusive=True)
    assert [page.live for page in pages] == [False] * 5
    publish_issue(copy, admin_user, even_unready=True)
    earliest = min(page.first_published_at for page in Page.objects.descendant_of(copy, inclusive=True))
    assert earliest > fresh(article).first_published_at
    assert ArticleCommission.objects.filter(article__in=ArticlePage.objects.of_issue(copy)).count() == 0


# In the admin -------------------------------------------------------------------------------------


def test_form_of_a_part_offers_ready_and_not_publish(admin_client: Client) -> None:
    waiting, living = draft_article(IssueFactory(live=False)), draft_article(IssueFactory())
    held = admin_client.get(f"/admin/pages/{waiting.pk}/edit/").content.decode()
    free = admin_client.get(f"/admin/pages/{living.pk}/edit/").content.decode()
    assert ['name="action-publish"' in held, 'name="action-mark-ready"' in held] == [False, True]
    assert ['name="action-publish"' in free, 'name="action-mark-ready"' in free] == [True, False]


def test_form_of_a_hidden_number_offers_no_publish(admin_client: Client) -> None:
    content = admin_client.get(f"/admin/pages/{draft_issue(1).pk}/edit/").content.decode()
    assert 'name="action-publish"' not in content
    assert "Composer le numéro" in content


def test_publishing_a_part_by_post_keeps_a_draft_and_says_why(admin_client: Client) -> None:
    article = draft_article(IssueFactory(live=False), title="Un article")
    answer = admin_client.post(
        f"/admin/pages/{article.pk}/edit/", article_form(article, **{"action-publish": "1", "title": "Autre titre"}),
        follow=True,
    )  # fmt: skip
    assert "paraîtra avec son numéro" in answer.content.decode()
    assert fresh(article).live is False
    assert fresh(article).get_latest_revision_as_object().title == "Autre titre"


def test_marking_ready_from_the_form(admin_client: Client) -> None:
    article = draft_article(IssueFactory(live=False), title="Un article")
    form = article_form(
        article, **{"action-mark-ready": "1", "body-count": "1", "body-0-deleted": "", "body-0-order": "0",
                    "body-0-type": "heading", "body-0-value-text": "Un titre", "body-0-value-level": "2",
                    "body-0-id": ""},
    )  # fmt: skip
    answer = admin_client.post(f"/admin/pages/{article.pk}/edit/", form, follow=True)
    assert "« Un article » est prêt" in answer.content.decode()
    assert states_of(article.get_parent()) == {article.pk: ArticleState.READY}


def test_marking_an_empty_article_ready_is_refused(admin_client: Client) -> None:
    article = draft_article(IssueFactory(live=False), title="Un article")
    answer = admin_client.post(
        f"/admin/pages/{article.pk}/edit/", article_form(article, **{"action-mark-ready": "1"}), follow=True
    )
    assert "ne peut pas être prêt : il manque le texte" in answer.content.decode()
    assert not ArticleCommission.objects.exists()


@pytest.mark.parametrize("kind", ["magazine/articlepage", "magazine/rubricpage"])
def test_page_made_with_publish_in_a_hidden_number_is_a_draft(admin_client: Client, kind: str) -> None:
    issue = IssueFactory(live=False)
    form = {**article_form(ArticlePage(title="Neuf", slug="neuf")), "note": "", "action-publish": "1"}
    answer = admin_client.post(f"/admin/pages/add/{kind}/{issue.pk}/", form, follow=True)
    assert "enregistrée comme brouillon" in answer.content.decode()
    assert [page.live for page in fresh(issue).get_children()] == [False]


def test_bulk_actions_leave_numbers_whole(admin_client: Client) -> None:
    hidden, shown = draft_issue(1), draft_issue(1)
    publish_issue(shown, None)
    article = ArticlePage.objects.of_issue(hidden).get()
    base = "/admin/bulk/wagtailcore/page"
    admin_client.post(f"{base}/publish/?id={article.pk}&id={hidden.pk}", {"include_descendants": "on"})
    unpublish = admin_client.post(f"{base}/unpublish/?id={shown.pk}", follow=True)
    delete = admin_client.post(f"{base}/delete/?id={shown.pk}", follow=True)
    assert "en entier" in unpublish.content.decode()
    assert "mettez d’abord le numéro hors ligne" in delete.content.decode()
    assert [fresh(article).live, fresh(hidden).live, fresh(shown).live] == [False, False, True]


def test_unpublishing_a_number_leads_to_the_whole(admin_client: Client) -> None:
    issue = draft_issue(1)
    publish_issue(issue, None)
    answer = admin_client.post(f"/admin/pages/{issue.pk}/unpublish/", {"include_descendants": "on"})
    assert answer.headers["Location"] == f"/admin/magazine/{issue.pk}/retirer/"
    assert fresh(issue).live is True


@pytest.mark.parametrize("target", ["issue", "magazine"])
def test_deleting_a_live_number_is_refused_with_a_reason(admin_client: Client, target: str) -> None:
    issue = draft_issue(1)
    publish_issue(issue, None)
    pk = issue.pk if target == "issue" else magazine_page().pk
    answer = admin_client.post(f"/admin/pages/{pk}/delete/", follow=True)
    assert "mettez d’abord le numéro hors ligne" in answer.content.decode()
    assert fresh(issue).live is True


def test_moving_a_live_article_into_a_hidden_number_is_refused_with_a_reason(admin_client: Client) -> None:
    article, hidden = ArticleFactory(parent=IssueFactory()), IssueFactory(live=False)
    answer = admin_client.post(f"/admin/pages/{article.pk}/move/{hidden.pk}/confirm/", follow=True)
    assert "est en ligne" in answer.content.decode()
    assert fresh(article).get_parent().pk != hidden.pk


def test_copying_a_number_in_the_admin_makes_drafts(admin_client: Client) -> None:
    issue = draft_issue(1)
    publish_issue(issue, None)
    url, form = f"/admin/pages/{issue.pk}/copy/", {
        "new_title": "Copie", "new_slug": "copie", "new_parent_page": magazine_page().pk, "copy_subpages": "on",
    }  # fmt: skip
    refused = admin_client.post(url, {**form, "publish_copies": "on"}).content.decode()
    assert "pas la permission de publier" in refused

    admin_client.post(url, form)

    copy = IssuePage.objects.get(slug="copie")
    assert list(Page.objects.descendant_of(copy, inclusive=True).values_list("live", flat=True)) == [False] * 4


def test_dossier_with_live_articles_is_not_taken_down_alone(admin_user: Any) -> None:
    issue = draft_issue(1)
    publish_issue(issue, None)
    rights = DossierPage.objects.of_issue(issue).get().permissions_for_user(admin_user)
    assert rights.can_unpublish() is False


def test_refusals_are_denials_to_programs() -> None:
    assert issubclass(PublishedAsAWhole, PermissionDenied)
