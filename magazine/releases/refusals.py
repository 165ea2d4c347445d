"""Why a number could not be published or taken offline, in words for the editors."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from core.spelled_dates import spell_date


class ReleaseRefused(Exception):
    """The number stays as it is; the message says why, to the person who asked."""


class AlreadyDone(ReleaseRefused):
    """Somebody else did it first."""

    def __init__(self, release: Any, action: str) -> None:
        super().__init__(say_already(release, action))


class NotReady(ReleaseRefused):
    """Articles that must be ready, or left out, before the number can go out."""

    def __init__(self, reasons: list[str]) -> None:
        self.reasons = reasons
        super().__init__(" ".join(reasons))


class StepFailed(ReleaseRefused):
    """One page could not be changed, so none was."""

    def __init__(self, title: str, error: Exception) -> None:
        text = _("« %(title)s » n’a pas pu suivre (%(error)s) ; rien n’a changé, tout est resté comme avant.")
        super().__init__(text % {"title": title, "error": f"{type(error).__name__}: {error}".strip(": ")})


class PublishedAsAWhole(PermissionDenied):
    """Something of a number was about to go live, or offline, without the rest of it."""


def say_already(release: Any, action: str) -> str:
    """By whom and when it was done, as far as it is known."""
    published = action == "publish"
    if release is None:
        return _("Ce numéro est déjà publié.") if published else _("Ce numéro est déjà hors ligne.")
    who = str(release.asked_by.get_full_name() or release.asked_by.username) if release.asked_by else _("l’horloge")
    text = (
        _("Ce numéro a déjà été publié par %(who)s, %(when)s.")
        if published
        else _("Ce numéro a déjà été mis hors ligne par %(who)s, %(when)s.")
    )
    return text % {"who": who, "when": say_when(release.done_at)}


def say_when(moment: datetime) -> str:
    """A date and an hour in a sentence."""
    local = localtime(moment)
    return _("le %(date)s à %(hour)s") % {"date": spell_date(local, "j F Y"), "hour": date_format(local, "H:i")}
