"""Articles whose text waits for a date: what follows when it comes, and what the editor is told of an odd date."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from core.models import IndexChange
from magazine.models import ArticlePage, IssuePage, ReleaseAction
from magazine.querysets import ISSUE_PATH
from magazine.releases.refusals import say_when
from magazine.releases.services import waiting_release
from magazine.signals import embargo_ended


def end_embargoes() -> int:
    """A job of the clock: note the articles that may be read since their last change; search, feeds and files follow.

    An article's own date tells whether it was done: it moves with the note, past the end of the embargo.
    """
    now = timezone.now()
    opened = list(ArticlePage.objects.visible().filter(embargo_until__lte=now, changed_at__lt=F("embargo_until")))
    if opened:
        with transaction.atomic():
            IndexChange.objects.note(ArticlePage.index_kind(), [article.uuid for article in opened])
        embargo_ended.send_robust(sender=ArticlePage, articles=opened)
    return len(opened)


def advise_on_embargo(article: ArticlePage) -> str:
    """What the editor should know about the date; empty when there is nothing to say."""
    until = article.embargo_until
    if until is None:
        return ""
    if until <= timezone.now():
        return _("La date d’embargo est passée : le texte se lit dès que l’article est en ligne.")
    issue = IssuePage.objects.filter(path=article.path[:ISSUE_PATH]).first()
    if issue is None or issue.live:
        return ""
    waiting = waiting_release(issue)
    if waiting is None or waiting.action != ReleaseAction.PUBLISH:
        return _("Le numéro n’a pas encore de date : s’il paraît après l’embargo, celui-ci ne servira à rien.")
    if until <= waiting.due_at:
        text = _("L’embargo finit avant la parution du numéro (%(when)s) : il ne servira à rien.")
        return text % {"when": say_when(waiting.due_at)}
    return ""
