"""Letters of the magazine: to one person, in their language, and never in the way of anything else."""

import logging
import smtplib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Letter:
    """What is sent to one address; `reply_to` is who answers, when it is not the site."""

    address: str
    subject: str
    text: str
    reply_to: str = ""


def send(letters: Iterable[Letter]) -> bool:
    """Send them one by one. False when none could be sent, so that it is worth trying again later.

    An address the server refuses for good counts as done: it would be refused every time.
    """
    tried, done = 0, 0
    for letter in letters:
        tried += 1
        message = EmailMessage(
            subject=" ".join(letter.subject.split()), body=letter.text, from_email=settings.DEFAULT_FROM_EMAIL,
            to=[letter.address], reply_to=[letter.reply_to] if letter.reply_to else None,
            headers={"Auto-Submitted": "auto-generated"},
        )  # fmt: skip
        try:
            message.send()
        except smtplib.SMTPRecipientsRefused:
            logger.warning("The mail server refuses an address; its letter is not tried again")
            done += 1
        except OSError as error:
            logger.warning("The mail server does not answer (%s); it is tried again later", error)
        else:
            done += 1
    return done > 0 or tried == 0


def language_of(user: Any) -> str:
    """The language a member of the team reads the workshop in."""
    profile = getattr(user, "wagtail_userprofile", None)
    return str(profile.get_preferred_language()) if profile is not None else settings.LANGUAGE_CODE
