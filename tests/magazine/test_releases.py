"""A number is published, and taken offline, as a whole or not at all."""

from datetime import timedelta
from threading import Thread
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.db import connection
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, Revision
from wagtail.signals import page_published

from magazine.assembly.readiness import is_ready, mark_ready
from magazine.assembly.states import ArticleState, states_of
from magazine.models import ArticleCommission, ArticlePage, DossierPage, IssuePage, IssueRelease, RubricPage
from magazine.releases.planning import cancel_release, carry_out_due, note_failure, plan_release
from magazine.releases.refusals import AlreadyDone, NotReady, ReleaseRefused, StepFailed
from magazine.releases.services import publish_issue, waiting_release, withdraw_issue
from magazine.releases.telling import tell_releases
from magazine.signals import issue_released
from tests.factories.home import make_site
from tests.factories.magazine import ArticleFactory, IssueFactory
from tests.factories.numbers import draft_article, draft_issue

pytestmark = pytest.mark.django_db


def live_titles(issue: IssuePage) -> list[str]:
    """Everything live in a number, itself first, in the order of the tree."""
    return list(
        Page.objects.descendant_of(issue, inclusive=True).live().order_by("path").values_list("title", flat=True)
    )


def plan_past(issue: IssuePage, by: Any = None, **kwargs: Any) -> IssueRelease:
    """A decision whose time has come."""
    release = plan_release(issue, "publish", timezone.now() + timedelta(hours=1), by, **kwargs)
    IssueRelease.objects.filter(pk=release.pk).update(due_at=timezone.now() - timedelta(minutes=1))
    return release


@pytest.fixture
def chief(admin_user: Any) -> Any:
    """Who may publish, with an address."""
    admin_user.email, admin_user.first_name, admin_user.last_name = "chef@example.org", "Nora", "Chef"
    admin_user.save()
    return admin_user


def test_publish_issue_makes_all_live_in_the_order_of_the_contents(chief: Any) -> None:
    issue = draft_issue(4)

    release = publish_issue(issue, chief)

    pages = Page.objects.descendant_of(issue, inclusive=True).order_by("path")
    dates = [page.first_published_at for page in pages]
    assert [page.live for page in pages] == [True] * 7
    assert dates == sorted(set(dates))
    assert issue.live
    assert release.done_at is not None
    assert (release.asked_by, release.left_out) == (chief, [])


def test_publish_issue_takes_the_latest_versions(chief: Any) -> None:
    issue = draft_issue(1)
    article = ArticlePage.objects.of_issue(issue).get()
    article.title = "Le titre corrigé"
    mark_ready(article, article.save_revision(), chief)

    publish_issue(issue, chief)

    assert ArticlePage.objects.visible().get().title == "Le titre corrigé"


def test_article_left_out_stays_a_draft_and_an_emptied_part_stays_behind(chief: Any) -> None:
    issue = draft_issue(2)
    left = ArticlePage.objects.of_issue(issue).descendant_of(RubricPage.objects.get()).get()

    publish_issue(issue, chief, [left.uuid])

    assert ArticlePage.objects.get(pk=left.pk).live is False
    assert RubricPage.objects.get().live is False
    assert DossierPage.objects.get().live is True


@pytest.mark.parametrize(
    ("given", "reason"),
    [({"body": "[]"}, "« Un article » n’a pas de texte."), ({}, "« Un article » n’est pas prêt.")],
)
def test_publish_issue_refuses_what_is_missing_or_not_ready(chief: Any, given: dict[str, Any], reason: str) -> None:
    issue = draft_issue(1)
    draft_article(issue, title="Un article", **given)

    with pytest.raises(NotReady) as refusal:
        publish_issue(issue, chief)

    assert refusal.value.reasons == [reason]
    assert live_titles(issue) == []
    assert IssueRelease.objects.count() == 0


def test_publish_issue_refuses_a_number_nothing_is_left_of(chief: Any) -> None:
    issue = draft_issue(1)
    with pytest.raises(NotReady, match="Aucun article ne sort"):
        publish_issue(issue, chief, [ArticlePage.objects.of_issue(issue).get().uuid])


def test_even_unready_takes_drafts_as_they_are(chief: Any) -> None:
    issue = draft_issue(1, ready=False)
    publish_issue(issue, chief, even_unready=True)
    assert ArticlePage.objects.visible().count() == 1


def test_failure_of_the_last_leaves_everything_as_before(chief: Any, django_capture_on_commit_callbacks: Any) -> None:
    issue = draft_issue(20)
    last = ArticlePage.objects.of_issue(issue).order_by("-path").first()
    told: list[Any] = []

    def fail(sender: Any, instance: Page, **kwargs: Any) -> None:
        if instance.pk == last.pk:
            raise RuntimeError("le disque est plein")

    def hear(sender: Any, **kwargs: Any) -> None:
        told.append(kwargs["issue"])

    page_published.connect(fail)
    issue_released.connect(hear)
    try:
        with django_capture_on_commit_callbacks(execute=True) as callbacks, pytest.raises(StepFailed) as refusal:
            publish_issue(issue, chief)
    finally:
        page_published.disconnect(fail)
        issue_released.disconnect(hear)

    assert f"« {last.title} » n’a pas pu suivre (RuntimeError: le disque est plein)" in str(refusal.value)
    assert live_titles(issue) == []
    assert Page.objects.descendant_of(issue, inclusive=True).exclude(first_published_at=None).count() == 0
    assert [callbacks, told] == [[], []]
    assert IssueRelease.objects.count() == 0
    assert len(set(states_of(issue).values())) == 1
    assert set(states_of(issue).values()) == {ArticleState.READY}


def test_release_is_announced_after_the_commit(chief: Any, django_capture_on_commit_callbacks: Any) -> None:
    issue = draft_issue(1)
    heard: list[tuple[bool, str]] = []

    def hear(sender: Any, issue: IssuePage, release: IssueRelease, **kwargs: Any) -> None:
        heard.append((issue.live, release.action))

    issue_released.connect(hear)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            publish_issue(issue, chief)
            assert heard == []
    finally:
        issue_released.disconnect(hear)
    assert heard == [(True, "publish")]


def test_second_person_is_told_by_whom_and_when(chief: Any) -> None:
    issue = draft_issue(1)
    stale = IssuePage.objects.get(pk=issue.pk)
    publish_issue(issue, chief)

    with pytest.raises(AlreadyDone, match="Ce numéro a déjà été publié par Nora Chef, le "):
        publish_issue(stale, chief)

    assert IssueRelease.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_people_who_publish_at_once_do_it_once() -> None:
    make_site()
    issue = draft_issue(2)
    said: list[str] = []

    def publish() -> None:
        try:
            publish_issue(IssuePage.objects.get(pk=issue.pk), None)
            said.append("done")
        except AlreadyDone:
            said.append("already")
        finally:
            connection.close()

    threads = [Thread(target=publish) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(said) == ["already", "done"]
    assert IssueRelease.objects.count() == 1
    assert len(live_titles(issue)) == 5


def test_review_going_on_of_a_published_page_ends(chief: Any) -> None:
    issue = draft_issue(1)
    article = ArticlePage.objects.of_issue(issue).get()
    article.get_workflow().start(article, chief)
    assert states_of(issue) == {article.pk: ArticleState.IN_REVIEW}

    publish_issue(issue, chief, even_unready=True)

    assert ArticlePage.objects.get(pk=article.pk).current_workflow_state is None


def test_withdraw_issue_takes_everything_offline_and_what_was_read_stays_ready(chief: Any) -> None:
    issue = draft_issue(3)
    publish_issue(issue, chief)
    first = {page.pk: page.first_published_at for page in Page.objects.descendant_of(issue, inclusive=True)}
    changed = ArticlePage.objects.of_issue(issue).first()
    changed.save_revision()

    withdraw_issue(issue, chief)

    assert live_titles(issue) == []
    assert sorted(states_of(issue).values()) == ["draft", "ready", "ready"]

    mark_ready(ArticlePage.objects.get(pk=changed.pk), None, chief)
    publish_issue(issue, chief)
    assert {page.pk: page.first_published_at for page in Page.objects.descendant_of(issue, inclusive=True)} == first


def test_withdraw_issue_twice_says_who_did_it(chief: Any) -> None:
    issue = draft_issue(1)
    publish_issue(issue, chief)
    stale = IssuePage.objects.get(pk=issue.pk)
    withdraw_issue(issue, chief)
    with pytest.raises(AlreadyDone, match="déjà été mis hors ligne par Nora Chef"):
        withdraw_issue(stale, chief)


# At a set time ------------------------------------------------------------------------------------


def test_clock_publishes_a_number_whose_time_has_come(chief: Any) -> None:
    issue = draft_issue(2)
    release = plan_past(issue, chief)
    later = draft_issue(1)
    plan_release(later, "publish", timezone.now() + timedelta(hours=1), chief)

    assert carry_out_due() == 1
    assert carry_out_due() == 0

    release.refresh_from_db()
    assert (release.done_at is not None, release.asked_by) == (True, chief)
    assert len(live_titles(issue)) == 5
    assert live_titles(later) == []


def test_article_changed_after_the_decision_holds_the_number_and_the_editors_are_told_once(chief: Any) -> None:
    issue = draft_issue(1, title="Numéro 47")
    plan_past(issue, chief)
    article = ArticlePage.objects.of_issue(issue).get()
    article.save_revision()

    assert carry_out_due() == 0
    assert carry_out_due() == 0
    assert (tell_releases(), tell_releases()) == (1, 0)

    release = waiting_release(issue)
    assert release is not None
    assert release.failure == f"« {article.title} » n’est pas prêt."
    assert live_titles(issue) == []
    assert [(letter.to, letter.subject) for letter in mail.outbox] == [
        (["chef@example.org"], "« Numéro 47 » n’a pas pu paraître")
    ]
    assert release.failure in mail.outbox[0].body

    mark_ready(ArticlePage.objects.get(pk=article.pk), None, chief)
    assert carry_out_due() == 1
    tell_releases()
    assert mail.outbox[1].subject == "« Numéro 47 » est paru"


def test_fault_of_one_number_does_not_hold_the_next(chief: Any) -> None:
    issue, other = draft_issue(1), draft_issue(1)
    broken = plan_past(issue, chief)
    plan_past(other, chief)
    pk = issue.pk

    def fail(sender: Any, instance: Page, **kwargs: Any) -> None:
        if instance.pk == pk:
            raise RuntimeError("panne")

    page_published.connect(fail)
    try:
        with pytest.raises(Exception, match="1 of 2 due releases failed"):
            carry_out_due()
    finally:
        page_published.disconnect(fail)

    broken.refresh_from_db()
    assert "panne" in broken.failure
    assert broken.done_at is None
    assert (len(live_titles(issue)), len(live_titles(other))) == (0, 4 - 1)


def test_planned_release_is_put_off_and_cancelled(chief: Any) -> None:
    issue = draft_issue(1)
    first = plan_release(issue, "publish", timezone.now() + timedelta(hours=1), chief)
    note_failure(first, ReleaseRefused("Un motif."))
    second = plan_release(issue, "publish", timezone.now() + timedelta(days=1), chief)
    assert (second.pk, second.failure, second.failed_at) == (first.pk, "", None)

    cancel_release(issue, chief)
    assert waiting_release(issue) is None
    with pytest.raises(ReleaseRefused, match="déjà annulé"):
        cancel_release(issue, chief)


def test_past_hour_is_refused(chief: Any) -> None:
    with pytest.raises(ReleaseRefused, match="Cette heure est passée"):
        plan_release(draft_issue(1), "publish", timezone.now() - timedelta(minutes=1), chief)


def test_publishing_now_uses_up_what_waited(chief: Any) -> None:
    issue = draft_issue(1)
    planned = plan_release(issue, "publish", timezone.now() + timedelta(hours=1), None)
    assert publish_issue(issue, chief).pk == planned.pk
    assert waiting_release(issue) is None


def test_planned_number_published_meanwhile_is_left_alone(chief: Any) -> None:
    issue = draft_issue(1)
    plan_past(issue, chief)
    IssuePage.objects.filter(pk=issue.pk).update(live=True)
    assert carry_out_due() == 0
    assert waiting_release(issue) is None


def test_those_who_follow_articles_are_told_when_the_number_is_out(chief: Any) -> None:
    issue = draft_issue(2, title="Numéro 47")
    editor = get_user_model().objects.create_user("iris", "iris@example.org")
    ArticleCommission.objects.update(responsible=editor)
    publish_issue(issue, chief)

    tell_releases()

    assert sorted(letter.to[0] for letter in mail.outbox) == ["chef@example.org", "iris@example.org"]


def test_mail_server_that_is_down_is_tried_again(chief: Any, settings: Any) -> None:
    issue = draft_issue(1)
    publish_issue(issue, chief)
    working = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = (
        "django.core.mail.backends.smtp.EmailBackend", "127.0.0.1", 9,
    )  # fmt: skip
    assert tell_releases() == 0
    settings.EMAIL_BACKEND = working
    assert tell_releases() == 1
    assert len(mail.outbox) == 1


# With hands ---------------------------------------------------------------------------------------


def test_publish_page_lists_what_holds_the_number_up(admin_client: Client) -> None:
    issue = draft_issue(1)
    draft_article(issue, title="Un brouillon")
    ArticleFactory(parent=issue, live=False, title="Un attendu", body="[]")

    content = admin_client.get(f"/admin/magazine/{issue.pk}/publier/").content.decode()
    assert content.count('name="left_out"') == 2
    assert content.count("checked") == 1 + 1  # the expected one, and “now”

    refused = admin_client.post(f"/admin/magazine/{issue.pk}/publier/", {"when": "now"}).content.decode()
    assert "« Un brouillon » n’est pas prêt." in refused
    assert "« Un attendu » n’a pas de texte." in refused
    assert live_titles(issue) == []


def test_publish_page_publishes_without_what_is_left_out(admin_client: Client) -> None:
    issue = draft_issue(1)
    left = draft_article(issue, title="Un brouillon")
    answer = admin_client.post(
        f"/admin/magazine/{issue.pk}/publier/", {"when": "now", "left_out": str(left.uuid)}, follow=True
    )
    assert "Le numéro est paru." in answer.content.decode()
    assert "Un brouillon" not in live_titles(issue)
    assert len(live_titles(issue)) == 3


def test_publish_page_plans_puts_off_and_cancels(admin_client: Client) -> None:
    issue = draft_issue(1)
    url = f"/admin/magazine/{issue.pk}/publier/"
    assert "Indiquez la date" in admin_client.post(url, {"when": "later"}).content.decode()
    past = admin_client.post(url, {"when": "later", "due_at": "2020-01-01 08:00"}).content.decode()
    assert "Cette heure est passée" in past
    admin_client.post(url, {"when": "later", "due_at": "2099-01-01 08:00"})
    admin_client.post(url, {"when": "later", "due_at": "2099-02-01 08:00"})
    assert [timezone.localtime(one.due_at).month for one in IssueRelease.objects.all()] == [2]
    assert "paraît le" in admin_client.get(f"/admin/magazine/{issue.pk}/").content.decode()
    admin_client.post(f"/admin/magazine/{issue.pk}/annuler/")
    assert waiting_release(issue) is None


def test_withdraw_page_takes_the_number_offline(admin_client: Client) -> None:
    issue = draft_issue(1)
    publish_issue(issue, None)
    url = f"/admin/magazine/{issue.pk}/retirer/"
    assert "(2 pages)" in admin_client.get(url).content.decode()
    admin_client.post(url, {"when": "now"})
    assert live_titles(issue) == []


def test_second_publisher_in_the_form_is_told(admin_client: Client, chief: Any) -> None:
    issue = draft_issue(1)
    publish_issue(issue, chief)
    answer = admin_client.post(f"/admin/magazine/{issue.pk}/publier/", {"when": "now"}, follow=True)
    assert "déjà été publié par Nora Chef" in answer.content.decode()


@pytest.mark.parametrize("path", ["publier/", "retirer/"])
def test_release_pages_are_for_those_who_may_publish(client: Client, path: str) -> None:
    from django.contrib.auth.models import Group

    issue = draft_issue(1)
    editor = get_user_model().objects.create_user("iris", "iris@example.org", "iris")
    editor.groups.add(Group.objects.get(name="Rédaction"))
    client.force_login(editor)

    client.post(f"/admin/magazine/{issue.pk}/{path}", {"when": "now"})

    assert live_titles(issue) == []
    assert client.get(f"/admin/magazine/{issue.pk}/").status_code == 200


# Nothing leaks ------------------------------------------------------------------------------------


def test_number_in_the_making_is_seen_by_nobody(client: Client) -> None:
    issue = draft_issue(1, title="Numéro caché")
    article = ArticlePage.objects.of_issue(issue).get()
    assert client.get(issue.url or "").status_code == 404
    assert client.get(article.url or "").status_code == 404
    assert client.get(f"/admin/magazine/{issue.pk}/").status_code == 302
    assert client.get(f"/admin/magazine/{issue.pk}/publier/").status_code == 302


def test_autosave_over_the_ready_version_is_not_ready() -> None:
    article = draft_article(IssueFactory(live=False), ready=True)
    article = ArticlePage.objects.get(pk=article.pk)
    assert is_ready(article)
    article.title = "Autre chose"
    article.save_revision(overwrite_revision=Revision.objects.get(pk=article.latest_revision_id))
    assert not is_ready(ArticlePage.objects.get(pk=article.pk))
