"""Mail goes out by the worker: no request waits for a mail server, and none fails because of one.

`QueuedMail` is the backend of the site: whatever is sent (by Wagtail too) becomes a task, in the transaction of what it
tells of. The task hands it to the server of EMAIL_URL, and tries again for a day when the server does not take it.
"""

import logging
import smtplib
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

logger = logging.getLogger(__name__)

DELAYS = (timedelta(minutes=2), timedelta(minutes=15), timedelta(hours=2), timedelta(hours=8), timedelta(hours=14))
"""How long after each failure it is tried again."""
KEPT = timedelta(hours=1)
"""How long a message that went out, or was given up, stays in the table of tasks."""
PARTS = ("subject", "body", "from_email", "to", "cc", "bcc", "reply_to")


class QueuedMail(BaseEmailBackend):
    """Takes every message and hands it to the worker."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Keep messages for the worker; files can’t be attached to them."""
        for message in email_messages:
            deliver.enqueue(_packed(message))
        return len(email_messages)


def _packed(message: EmailMessage) -> dict[str, Any]:
    """A message as a task can carry it."""
    if message.attachments:
        raise ValueError("Mail with attachments can't be queued.")
    packed: dict[str, Any] = {part: getattr(message, part) for part in PARTS}
    packed["subject"], packed["body"] = str(message.subject), str(message.body)
    others = getattr(message, "alternatives", [])
    return {**packed, "headers": dict(message.extra_headers), "alternatives": [list(other) for other in others]}


@task()
def deliver(packed: dict[str, Any], attempt: int = 1) -> bool:
    """Send one message; tells whether it went out. A server that does not take it is asked again later."""
    others: list[Any] = [tuple(other) for other in packed["alternatives"]]
    message = EmailMultiAlternatives(
        **{part: packed[part] for part in PARTS}, headers=packed["headers"], alternatives=others,
        connection=get_connection(settings.MAIL_TRANSPORT),
    )  # fmt: skip
    try:
        message.send()
    except smtplib.SMTPRecipientsRefused:
        logger.warning("The mail server refuses an address; the message is not tried again: %s", packed["subject"])
        return False
    except Exception:
        _try_later(packed, attempt)
        return False
    return True


def _try_later(packed: dict[str, Any], attempt: int) -> None:
    """Ask again after a while; give up after the last delay."""
    if attempt > len(DELAYS):
        logger.exception("Mail could not be sent and is given up: %s", packed["subject"])
        return
    logger.exception("Mail could not be sent; it is tried again later: %s", packed["subject"])
    deliver.using(run_after=timezone.now() + DELAYS[attempt - 1]).enqueue(packed, attempt + 1)


def forget_messages() -> int:
    """A job of the clock: forget messages that are done with; they hold addresses, and links that open accounts."""
    done = DBTaskResult.objects.finished().filter(task_path=deliver.module_path, finished_at__lt=timezone.now() - KEPT)
    return int(done.delete()[0])
