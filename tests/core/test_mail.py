"""Mail goes out by the worker: a server that is down stops nothing, and is asked again."""

import logging
import smtplib
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from core.mail import DELAYS, forget_messages

pytestmark = pytest.mark.django_db(transaction=True)

LOCAL = "django.core.mail.backends.locmem.EmailBackend"


class Down(BaseEmailBackend):
    """A server nobody reaches."""

    def send_messages(self, email_messages: Sequence[Any]) -> int:
        raise ConnectionRefusedError("nobody there")


class Refusing(BaseEmailBackend):
    """A server that knows no such address."""

    def send_messages(self, email_messages: Sequence[Any]) -> int:
        raise smtplib.SMTPRecipientsRefused({"x@example.org": (550, b"no")})


@pytest.fixture(autouse=True)
def queued(settings: LazySettings) -> None:
    settings.EMAIL_BACKEND, settings.MAIL_TRANSPORT = "core.mail.QueuedMail", LOCAL


def send(subject: str = "Été") -> None:
    message = mail.EmailMultiAlternatives(
        subject, "Bonjour", "site@example.org", ["a@example.org"], cc=["b@example.org"], reply_to=["c@example.org"],
        headers={"Auto-Submitted": "auto-generated"},
    )  # fmt: skip
    message.attach_alternative("<p>Bonjour</p>", "text/html")
    message.send()


def work() -> None:
    """What the worker does until nothing is due."""
    call_command("db_worker", "--batch", verbosity=0)


def waiting() -> list[DBTaskResult[Any, Any]]:
    return list(DBTaskResult.objects.filter(task_path="core.mail.deliver", status="READY"))


def test_message_goes_out_whole_by_the_worker() -> None:
    send()
    assert mail.outbox == []

    work()

    sent = mail.outbox[0]
    assert (sent.subject, sent.body, sent.from_email) == ("Été", "Bonjour", "site@example.org")
    assert (sent.to, sent.cc, sent.reply_to) == (["a@example.org"], ["b@example.org"], ["c@example.org"])
    assert sent.extra_headers == {"Auto-Submitted": "auto-generated"}
    assert [tuple(other) for other in sent.alternatives] == [("<p>Bonjour</p>", "text/html")]  # type: ignore[attr-defined]  # it has some


def test_message_of_what_did_not_happen_is_not_sent() -> None:
    with transaction.atomic():
        send()
        transaction.set_rollback(True)
    work()

    assert mail.outbox == []


def test_server_that_is_down_is_logged_and_asked_again(
    settings: LazySettings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.MAIL_TRANSPORT = "tests.core.test_mail.Down"
    send("Bonne nouvelle")
    with caplog.at_level(logging.ERROR, logger="core.mail"):
        work()

    assert [record.getMessage() for record in caplog.records if record.name == "core.mail"] == [
        "Mail could not be sent; it is tried again later: Bonne nouvelle"
    ]
    again = waiting()[0]
    assert abs(again.run_after - timezone.now() - DELAYS[0]) < timedelta(minutes=1)

    settings.MAIL_TRANSPORT = LOCAL
    DBTaskResult.objects.filter(pk=again.pk).update(run_after=timezone.now())
    work()
    assert [message.subject for message in mail.outbox] == ["Bonne nouvelle"]


def test_message_is_given_up_after_a_day(settings: LazySettings, caplog: pytest.LogCaptureFixture) -> None:
    settings.MAIL_TRANSPORT = "tests.core.test_mail.Down"
    send("Perdue")
    for _attempt in range(len(DELAYS) + 1):
        DBTaskResult.objects.filter(status="READY").update(run_after=timezone.now())
        work()

    assert waiting() == []
    assert caplog.records[-1].getMessage() == "Mail could not be sent and is given up: Perdue"
    assert timedelta(hours=23) < sum(DELAYS, timedelta()) < timedelta(hours=25)


def test_refused_address_is_not_asked_again(settings: LazySettings, caplog: pytest.LogCaptureFixture) -> None:
    settings.MAIL_TRANSPORT = "tests.core.test_mail.Refusing"
    send()
    work()

    assert waiting() == []
    assert "a@example.org" not in caplog.text


def test_files_are_refused_at_once() -> None:
    message = mail.EmailMessage("x", "y", "site@example.org", ["a@example.org"])
    message.attach("a.txt", "z")

    with pytest.raises(ValueError, match="attachments"):
        message.send()


def test_messages_done_with_are_forgotten() -> None:
    send("Ancienne")
    send("Récente")
    work()
    send("En attente")
    oldest = DBTaskResult.objects.order_by("enqueued_at")[0]
    DBTaskResult.objects.filter(pk=oldest.pk).update(finished_at=timezone.now() - timedelta(hours=2))

    assert forget_messages() == 1
    assert sorted(row.args_kwargs["args"][0]["subject"] for row in DBTaskResult.objects.all()) == [
        "En attente", "Récente",
    ]  # fmt: skip
