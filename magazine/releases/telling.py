"""Who is told how a release ended, by mail: the clock does it, so that a mail server that is down holds nothing up."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.permissions import policy_registry

from magazine.mail import Letter, language_of, send
from magazine.models import ArticleCommission, IssuePage, IssueRelease, ReleaseAction
from magazine.releases.refusals import say_when


def tell_releases() -> int:
    """A job of the clock: write to those concerned by what was done, or could not be; what fails is tried again."""
    untold = IssueRelease.objects.filter(told_at=None).filter(
        Q(done_at__isnull=False) | Q(failed_at__isnull=False, cancelled_at=None)
    )
    told = 0
    for release in untold.select_related("issue", "asked_by__wagtail_userprofile"):
        claimed = IssueRelease.objects.filter(pk=release.pk, told_at=None)
        if not claimed.update(told_at=timezone.now()):
            continue
        sent = False
        try:
            sent = send(_letters(release))
        finally:
            if not sent:
                IssueRelease.objects.filter(pk=release.pk).update(told_at=None)
        told += sent
    return told


def _letters(release: IssueRelease) -> Iterator[Letter]:
    seen: set[str] = set()
    for person in _concerned(release):
        address = person.email.strip()
        if not person.is_active or not address or address.lower() in seen:
            continue
        seen.add(address.lower())
        with override(language_of(person)):
            subject, text = _written(release)
            yield Letter(address, subject, text)


def _concerned(release: IssueRelease) -> Iterator[Any]:
    """Who asked; then, when it was done, those who follow its articles, and otherwise those who may do it."""
    if release.asked_by is not None:
        yield release.asked_by
    if release.done_at is None:
        policy: Any = policy_registry.get_by_type(IssuePage)
        yield from policy.users_with_permission_for_instance("publish", release.issue).select_related(
            "wagtail_userprofile"
        )
        return
    followed = ArticleCommission.objects.filter(
        article__path__startswith=release.issue.path, responsible__isnull=False
    ).select_related("responsible__wagtail_userprofile")
    for commission in followed:
        yield commission.responsible


def _written(release: IssueRelease) -> tuple[str, str]:
    """The subject and the text of a letter."""
    said = {"title": release.issue.title, "when": say_when(release.done_at or release.due_at)}
    base = settings.WAGTAILADMIN_BASE_URL
    if release.done_at is None:
        subject = (
            _("« %(title)s » n’a pas pu paraître")
            if release.action == ReleaseAction.PUBLISH
            else _("« %(title)s » n’a pas pu être mis hors ligne")
        )
        text = _(
            "C’était prévu %(when)s. Rien n’a changé, tout est resté comme avant. Il sera réessayé chaque minute, "
            "jusqu’à ce que ce soit fait ou annulé."
        )
        address = base + reverse("magazine_assembly:table", args=[release.issue_id])
        return subject % said, "\n\n".join((text % said, release.failure, address))
    if release.action == ReleaseAction.PUBLISH:
        address = release.issue.full_url or base
        return _("« %(title)s » est paru") % said, "\n\n".join((_("Le numéro est en ligne %(when)s.") % said, address))
    return _("« %(title)s » est hors ligne") % said, _("Le numéro a été mis hors ligne %(when)s.") % said
