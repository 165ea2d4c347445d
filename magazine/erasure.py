"""What the magazine holds of people: their names as articles print them, what is said of them, who is asked for a text.

The article stays, without the name: its author is a tombstone of the directory, which no page prints.
"""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.erasure.names import WantedPerson
from core.erasure.registry import Found, Holder, register_holder
from core.models import IndexChange
from magazine.models import ArticleCommission, ArticleContributor, ArticlePage

PRINTED = {"name_as_printed": "", "about": ""}


def _signatures(person: WantedPerson) -> Any:
    """The signatures of the chosen agents that print something of them."""
    rows = ArticleContributor._default_manager.filter(agent__in=person.agents).select_related("page")
    return rows.exclude(**PRINTED).order_by("pk")


def _widen(person: WantedPerson) -> WantedPerson:
    """The forms articles print; a single word, “Collectif”, would name others too."""
    names = {one.name_as_printed for one in _signatures(person) if len(one.name_as_printed.split()) > 1}
    return WantedPerson.named(person.names | names, person.emails, person.agents)


def _find_signatures(person: WantedPerson) -> Iterator[Found]:
    for one in _signatures(person):
        data = {"article": str(one.page.uuid), "name_as_printed": one.name_as_printed, "about": one.about}
        yield Found(f"{one.name_as_printed} — {one.page.title}", data)


def _erase_signatures(person: WantedPerson) -> int:
    """Rows and versions; every article of theirs is noted, whose page, feeds and files print them."""
    articles = ArticlePage.objects.order_by().filter(
        pk__in=ArticleContributor._default_manager.filter(agent__in=person.agents).values("page")
    )
    uuids = list(articles.values_list("uuid", flat=True))
    for article in articles:
        _erase_versions(article, person)
    changed = _signatures(person).order_by().update(**PRINTED)
    IndexChange.objects.note(ArticlePage.index_kind(), uuids)
    return int(changed)


def _erase_versions(article: ArticlePage, person: WantedPerson) -> None:
    for revision in article.revisions.all():
        rows = revision.content.get("contributors") or []
        mine = [row for row in rows if row.get("agent") in person.agents]
        if any(row.get(name) for row in mine for name in PRINTED):
            for row in mine:
                row.update(PRINTED)
            revision.save(update_fields=["content"])


def _commissions(person: WantedPerson) -> list[ArticleCommission]:
    """The texts asked of the person, by whom they are, by name or by address."""
    wanted = Q(agent__in=person.agents) | ~Q(author_name="") | ~Q(author_email="")
    found = ArticleCommission.objects.filter(wanted).select_related("article").order_by("pk")
    return [
        one
        for one in found
        if (one.agent_id in person.agents and (one.author_name or one.author_email))
        or person.is_in(one.author_name)
        or person.is_in(one.author_email)
    ]


def _find_commissions(person: WantedPerson) -> Iterator[Found]:
    for one in _commissions(person):
        data = {"author_name": one.author_name, "author_email": one.author_email, "due_on": str(one.due_on or "")}
        yield Found(str(one.article.title), data)


def _erase_commissions(person: WantedPerson) -> int:
    pks = [one.pk for one in _commissions(person)]
    return ArticleCommission.objects.filter(pk__in=pks).update(author_name="", author_email="")


HOLDERS = (
    Holder("magazine.signatures", _("Signatures d’articles"), _find_signatures, _erase_signatures, _widen),
    Holder("magazine.commissions", _("Articles attendus"), _find_commissions, _erase_commissions),
)


def register() -> None:
    """Declare what is held here."""
    for holder in HOLDERS:
        register_holder(holder)
