"""Reminders of expected texts: once each, in the language of who reads them, whatever the mail server does."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.utils import timezone
from wagtail.users.models import UserProfile

from magazine.assembly.commissions import Plan, change_plan
from magazine.assembly.readiness import mark_ready
from magazine.assembly.reminders import send_reminders
from magazine.models import ArticlePage
from tests.factories.magazine import ArticleFactory, IssueFactory, magazine_page
from tests.factories.numbers import draft_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def iris() -> Any:
    """An editor who reads the workshop in Dutch."""
    user = get_user_model().objects.create_user("iris", "iris@example.org")
    UserProfile.objects.create(user=user, preferred_language="nl")
    return user


def expected(days: int, **plan: Any) -> ArticlePage:
    """An article whose text is due in some days."""
    article = ArticleFactory(parent=IssueFactory(live=False, title="Numéro 47"), live=False, body="[]", title="Le pont")
    change_plan(article, Plan(due_on=timezone.localdate() + timedelta(days=days), **plan))
    return article


@pytest.mark.parametrize(("days", "sent"), [(4, 0), (3, 1), (0, 1), (-1, 1)])
def test_reminders_start_three_days_before(days: int, sent: int) -> None:
    expected(days, author_email="nermin@example.org")
    assert (send_reminders(), send_reminders()) == (sent, 0)
    assert len(mail.outbox) == sent


def test_author_and_editor_are_written_to_each_in_their_way(iris: Any) -> None:
    article = expected(-2, author_name="Nermin Aksu", author_email="nermin@example.org", responsible=iris)
    send_reminders()
    to_author, to_editor = mail.outbox
    assert (to_author.to, to_author.subject, to_author.reply_to) == (
        ["nermin@example.org"], "En retard : « Le pont »", ["iris@example.org"],
    )  # fmt: skip
    assert "Numéro 47" in to_author.body
    assert "/admin/" not in to_author.body
    assert to_editor.to == ["iris@example.org"]
    assert f"/admin/pages/{article.pk}/edit/" in to_editor.body


def test_author_is_written_to_in_the_language_of_the_number() -> None:
    issue = IssueFactory(parent=magazine_page("nl"), live=False)
    article = ArticleFactory(parent=issue, live=False, body="[]", title="De brug")
    change_plan(article, Plan(due_on=timezone.localdate(), author_email="nermin@example.org"))
    send_reminders()
    assert mail.outbox[0].to == ["nermin@example.org"]


def test_late_text_is_reminded_of_once_more() -> None:
    article = expected(1, author_email="nermin@example.org")
    send_reminders()
    article.commission.refresh_from_db()
    type(article.commission).objects.update(due_on=timezone.localdate() - timedelta(days=1))
    assert (send_reminders(), send_reminders()) == (1, 0)
    assert [letter.subject.split(":")[0].strip() for letter in mail.outbox][1] == "En retard"


def test_text_that_is_handed_in_is_not_reminded_of(admin_user: Any) -> None:
    ready, reviewed = draft_article(IssueFactory(live=False)), draft_article(IssueFactory(live=False))
    mark_ready(ready, None, admin_user)
    reviewed.get_workflow().start(reviewed, admin_user)
    out = ArticleFactory(parent=IssueFactory())
    for article in (ready, reviewed, out):
        change_plan(article, Plan(due_on=timezone.localdate(), author_email="nermin@example.org"))
    assert send_reminders() == 0


def test_draft_that_is_not_handed_in_is_reminded_of() -> None:
    change_plan(draft_article(IssueFactory(live=False)),
                Plan(due_on=timezone.localdate(), author_email="nermin@example.org"))  # fmt: skip
    assert send_reminders() == 1


def test_plan_without_any_address_is_left_alone() -> None:
    expected(0, author_name="Nermin Aksu")
    assert send_reminders() == 1
    assert mail.outbox == []


def test_inactive_editor_is_not_written_to(iris: Any) -> None:
    iris.is_active = False
    iris.save()
    expected(0, responsible=iris)
    send_reminders()
    assert mail.outbox == []


def test_mail_server_that_is_down_is_tried_again(settings: Any, caplog: pytest.LogCaptureFixture) -> None:
    article = expected(0, author_email="nermin@example.org")
    working = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = (
        "django.core.mail.backends.smtp.EmailBackend", "127.0.0.1", 9,
    )  # fmt: skip
    assert send_reminders() == 0
    assert "does not answer" in caplog.text
    article.commission.refresh_from_db()
    assert article.commission.reminded_at is None
    settings.EMAIL_BACKEND = working
    assert send_reminders() == 1


def test_address_refused_for_good_is_not_tried_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    import smtplib

    from django.core.mail import EmailMessage

    def refuse(self: EmailMessage) -> int:
        raise smtplib.SMTPRecipientsRefused({})

    monkeypatch.setattr(EmailMessage, "send", refuse)
    expected(0, author_email="nermin@example.org")
    assert (send_reminders(), send_reminders()) == (1, 0)
