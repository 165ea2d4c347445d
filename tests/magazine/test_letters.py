"""Mail of the workflow: to whom it concerns, in their language, never to who acted, never in the way."""

from collections.abc import Sequence
from typing import Any

import pytest
from django.conf import LazySettings
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from wagtail.models import Comment, WorkflowState

from magazine.models import ArticlePage
from tests.factories.magazine import ArticleFactory, IssueFactory
from tests.magazine.newsroom import decide, edit_address, entered, form_of, member, submit

pytestmark = pytest.mark.django_db


class Down(BaseEmailBackend):
    """A server nobody reaches."""

    def open(self) -> bool:
        raise OSError("nobody there")

    def send_messages(self, email_messages: Sequence[Any]) -> int:
        raise OSError("nobody there")


@pytest.fixture
def team() -> dict[str, Any]:
    """Who works on an article: one of them reads Dutch, another English."""
    languages = {"autrice": "fr", "redactrice": "nl", "correctrice": "en", "chef": "fr"}
    return {name: member(name, language) for name, language in languages.items()}


def article(team: dict[str, Any], **fields: Any) -> ArticlePage:
    parent = fields.pop("parent", None) or IssueFactory(live=False)
    made = ArticleFactory(parent=parent, live=False, owner=team["autrice"], title="L’été d’« Ali »", **fields)
    made.save_revision()
    return ArticlePage.objects.get(pk=made.pk)


def letters() -> list[tuple[str, str]]:
    """To whom and about what, since the last time."""
    sent = [(message.to[0].split("@")[0], message.subject) for message in mail.outbox]
    mail.outbox.clear()
    return sorted(sent)


def test_each_step_tells_the_next_group_and_the_end_tells_who_submitted(team: dict[str, Any]) -> None:
    get_user_model().objects.create_superuser("root", "root@example.org", "p")
    page = article(team)
    submit(entered(team["autrice"]), page)
    assert letters() == [("redactrice", "Relecture : « L’été d’« Ali » » vous attend")]

    decide(entered(team["redactrice"]), page)
    assert letters() == [("correctrice", "Correction : « L’été d’« Ali » » vous attend")]

    decide(entered(team["correctrice"]), page)
    assert letters() == [("chef", "Bon à publier : « L’été d’« Ali » » vous attend")]

    decide(entered(team["chef"]), page)
    assert letters() == [("autrice", "« L’été d’« Ali » » est prêt")]


def test_article_of_a_live_number_is_said_to_be_published(team: dict[str, Any]) -> None:
    page = article(team, parent=IssueFactory())
    submit(entered(team["autrice"]), page)
    for name in ("redactrice", "correctrice", "chef"):
        decide(entered(team[name]), page)

    assert mail.outbox[-1].subject == "« L’été d’« Ali » » est publié"
    assert ArticlePage.objects.get().full_url in mail.outbox[-1].body


def test_rejection_goes_back_with_the_word_of_who_rejected(team: dict[str, Any]) -> None:
    page = article(team)
    submit(entered(team["autrice"]), page)
    mail.outbox.clear()

    decide(entered(team["redactrice"]), page, "reject", "Qui est « Ali » ? C’est à dire d'emblée.")

    message = mail.outbox[0]
    assert (message.to, message.subject) == (
        ["autrice@example.org"], "Des modifications sont demandées à « L’été d’« Ali » »",
    )  # fmt: skip
    assert "Qui est « Ali » ? C’est à dire d'emblée." in message.body
    assert f"/admin/pages/{page.pk}/edit/" in message.body


def test_mail_is_in_the_language_of_who_gets_it(team: dict[str, Any]) -> None:
    page = article(team)
    submit(entered(team["autrice"]), page)
    decide(entered(team["redactrice"]), page)
    decide(entered(team["correctrice"]), page)

    endings = {message.to[0].split("@")[0]: message.body.strip().splitlines()[-1] for message in mail.outbox}
    assert {name: ending.split(" http")[0] for name, ending in endings.items()} == {
        "redactrice": "Pas je notificatievoorkeuren hier aan:",
        "correctrice": "Edit your notification preferences here:",
        "chef": "Modifiez vos préférences de notifications ici :",
    }


def test_nobody_is_told_of_what_they_did_themselves(team: dict[str, Any]) -> None:
    team["redactrice"].groups.add(team["autrice"].groups.get())
    other = member("redactrice2", group="Rédaction")
    page = article(team)

    submit(entered(team["redactrice"]), page)
    assert [message.to for message in mail.outbox] == [[other.email]]
    mail.outbox.clear()
    decide(entered(team["redactrice"]), page, "reject", "Je me relis.")
    assert mail.outbox == []


def test_who_wants_no_mail_gets_none(team: dict[str, Any]) -> None:
    profile = team["redactrice"].wagtail_userprofile
    profile.submitted_notifications = False
    profile.save()

    submit(entered(team["autrice"]), article(team))

    assert mail.outbox == []


def test_comment_is_told_to_who_follows_the_article(team: dict[str, Any]) -> None:
    page = article(team)
    page.subscribers.create(user=team["autrice"], comment_notifications=True)
    desk = entered(team["redactrice"])
    comment = {
        "comments-TOTAL_FORMS": 1, "comments-INITIAL_FORMS": 0, "comments-MIN_NUM_FORMS": 0,
        "comments-MAX_NUM_FORMS": "", "comments-0-id": "", "comments-0-contentpath": "standfirst",
        "comments-0-text": "Plus court ?", "comments-0-position": "", "comments-0-deleted": "",
        "comments-0-resolved": "", "comments-0-replies-TOTAL_FORMS": 0, "comments-0-replies-INITIAL_FORMS": 0,
        "comments-0-replies-MIN_NUM_FORMS": 0, "comments-0-replies-MAX_NUM_FORMS": "",
    }  # fmt: skip

    desk.post(edit_address(page), form_of(desk, page) | comment)

    assert Comment.objects.count() == 1
    assert [message.to for message in mail.outbox] == [["autrice@example.org"]]
    assert "Plus court ?" in mail.outbox[0].body


def test_mail_server_that_is_down_stops_no_step(team: dict[str, Any], settings: LazySettings) -> None:
    settings.EMAIL_BACKEND = "core.mail.QueuedMail"
    settings.MAIL_TRANSPORT = "tests.magazine.test_letters.Down"
    page = article(team)

    assert submit(entered(team["autrice"]), page).status_code == 200
    assert decide(entered(team["redactrice"]), page).status_code == 302
    assert decide(entered(team["correctrice"]), page, "reject", "Non.").status_code == 302
    assert WorkflowState.objects.get().status == "needs_changes"
