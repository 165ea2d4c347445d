"""Reminders of texts that are expected: three days before, and once late; each once, by the clock."""

import datetime
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from core.spelled_dates import spell_date
from magazine.assembly.drafts import read_drafts_of
from magazine.assembly.states import ArticleState, review_states, state_of
from magazine.mail import Letter, language_of, send
from magazine.models import ArticleCommission, IssuePage
from magazine.querysets import ISSUE_PATH

AHEAD = datetime.timedelta(days=3)
AWAITED = (ArticleState.MISSING, ArticleState.DRAFT)


def send_reminders() -> int:
    """A job of the clock; returns how many texts were reminded of. What could not be sent is tried again."""
    today = timezone.localdate()
    done = 0
    for field, chosen in (
        ("reminded_at", {"due_on__gte": today, "due_on__lte": today + AHEAD}),
        ("overdue_reminded_at", {"due_on__lt": today}),
    ):
        waiting = ArticleCommission.objects.filter(**{field: None}, **chosen, article__live=False)
        for commission in _awaited(waiting):
            done += _remind(commission, field)
    return done


def _awaited(commissions: "QuerySet[ArticleCommission]") -> list[ArticleCommission]:
    """Those whose text is not handed in."""
    found = list(
        commissions.select_related(
            "responsible__wagtail_userprofile", "agent", "article__locale", "article__latest_revision"
        )
    )
    if not found:
        return []
    drafts = read_drafts_of([commission.article for commission in found])
    states = review_states([commission.article for commission in found])
    pending = {draft.article.pk for draft in drafts if state_of(draft, states) in AWAITED}
    return [commission for commission in found if commission.article_id in pending]


def _remind(commission: ArticleCommission, field: str) -> bool:
    """Send the letters of one text. It is marked first, so that two clocks never send it twice."""
    claimed = ArticleCommission.objects.filter(**{"pk": commission.pk, field: None})
    if not claimed.update(**{field: timezone.now()}):
        return False
    sent = False
    try:
        sent = send(_letters(commission, late=field == "overdue_reminded_at"))
    finally:
        if not sent:
            ArticleCommission.objects.filter(pk=commission.pk).update(**{field: None})
    return sent


def _letters(commission: ArticleCommission, *, late: bool) -> Iterator[Letter]:
    """One to who writes, in the language of the number; one to who follows, in theirs."""
    responsible = commission.responsible
    follows = responsible.email if responsible is not None and responsible.is_active else ""
    issue = IssuePage.objects.filter(path=commission.article.path[:ISSUE_PATH]).first()
    number = issue.draft_title or issue.title if issue is not None else ""
    if commission.author_email:
        with override(commission.article.locale.language_code):
            yield Letter(commission.author_email, *_to_author(commission, number, late=late), reply_to=follows)
    if responsible is not None and follows and follows.lower() != commission.author_email.lower():
        with override(language_of(responsible)):
            yield Letter(follows, *_to_responsible(commission, number, late=late))


def _said(commission: ArticleCommission, number: str) -> dict[str, Any]:
    article = commission.article
    return {
        "title": article.draft_title or article.title,
        "number": number,
        "date": spell_date(commission.due_on, "j F Y") if commission.due_on else "",
        "who": commission.author_name or str(commission.agent or "") or _("(personne)"),
        "site": settings.WAGTAIL_SITE_NAME,
    }


def _to_author(commission: ArticleCommission, number: str, *, late: bool) -> tuple[str, str]:
    said = _said(commission, number)
    subject = _("En retard : « %(title)s »") if late else _("Attendu pour le %(date)s : « %(title)s »")
    body = (
        _("Bonjour,\n\nVotre texte « %(title)s », pour %(number)s, était attendu le %(date)s. Où en est-il ?")
        if late
        else _("Bonjour,\n\nVotre texte « %(title)s », pour %(number)s, est attendu le %(date)s.")
    )
    answer = _("Pour toute question, répondez à ce message.") if commission.responsible else ""
    return subject % said, "\n\n".join(part for part in (body % said, answer, said["site"]) if part)


def _to_responsible(commission: ArticleCommission, number: str, *, late: bool) -> tuple[str, str]:
    said = _said(commission, number)
    subject = _("En retard : « %(title)s »") if late else _("Attendu pour le %(date)s : « %(title)s »")
    body = (
        _("« %(title)s » (%(number)s), de %(who)s, était attendu le %(date)s et n’est pas là.")
        if late
        else _("« %(title)s » (%(number)s), de %(who)s, est attendu le %(date)s.")
    )
    address = settings.WAGTAILADMIN_BASE_URL + reverse("wagtailadmin_pages:edit", args=[commission.article_id])
    return subject % said, "\n\n".join((body % said, address, said["site"]))
