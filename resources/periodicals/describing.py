"""The record of a number that came, and the articles in it."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from core.names import match_key, parse_person
from core.spelled_dates import spell_date
from core.text import squeeze
from directory.models import Agent, AgentKind
from directory.proposals import make_agent
from resources.models import (
    Contribution,
    Frequency,
    Holding,
    IssueState,
    Origin,
    Publication,
    Record,
    RecordType,
    SubscriptionIssue,
)
from resources.periodicals.services import Refused


@dataclass(frozen=True)
class Article:
    """A line of a table of contents as it was typed; authors separated by semicolons."""

    title: str
    authors: list[str] = field(default_factory=list)
    pages: str = ""


def read_authors(typed: str) -> list[str]:
    """The names in “Leroux, Gaston ; Eleni Vassiliou”, each once."""
    return list(dict.fromkeys(name for part in typed.split(";") if (name := squeeze(part))))


def describe_issue(issue: SubscriptionIssue, user: Any, *, live: bool) -> Record:
    """Make the record of a number, with its copy; the one there is when it was made before."""
    with transaction.atomic():
        fresh = (
            SubscriptionIssue.objects.select_for_update()
            .select_related("subscription__record", "subscription__site", "record")
            .get(pk=issue.pk)
        )
        if fresh.record is not None:
            return fresh.record
        if fresh.state != IssueState.RECEIVED:
            raise Refused(_("« %s » n’est pas reçu : il n’y a rien à décrire.") % fresh.label)
        subscription, periodical = fresh.subscription, fresh.subscription.record
        record: Any = Record(
            type=RecordType.ISSUE, title=f"{periodical.title}, {fresh.label}"[:1000], host=periodical,
            host_part=fresh.label, languages=list(periodical.languages), title_language=periodical.title_language,
            metadata_licence=periodical.metadata_licence, cataloguer=user, live=False,
            date=_date_printed(subscription.frequency, fresh.expected_on),
        )  # fmt: skip
        record.publications = [
            Publication(agent_id=one.agent_id, name_as_printed=one.name_as_printed, place=one.place)
            for one in periodical.publications.all()
        ]
        record.holdings = [
            Holding(
                site=subscription.site, shelf_mark=subscription.shelf_mark, acquired_on=fresh.received_on,
                origin=Origin.PURCHASE,
            )
        ]  # fmt: skip
        _keep(record, user, live=live)
        fresh.record = record
        fresh.save(update_fields=["record"])
    return record


def add_articles(issue: SubscriptionIssue, articles: list[Article], user: Any, *, live: bool) -> list[Record]:
    """Make the records of a number's articles, in the order of its pages; nobody known is made a second time.

    Who may not publish makes drafts, and proposes the authors nobody knows.
    """
    with transaction.atomic():
        host = describe_issue(issue, user, live=live)
        agents: dict[str, Agent] = {}
        public_names = live and user.has_perm("directory.publish_agent")
        made = []
        for article in articles:
            record: Any = Record(
                type=RecordType.ARTICLE, title=article.title[:1000], host=host, host_part=article.pages[:255],
                languages=list(host.languages), title_language=host.title_language, date=host.date,
                metadata_licence=host.metadata_licence, cataloguer=user, live=False,
            )  # fmt: skip
            record.contributions = [
                Contribution(agent=_agent(name, agents, user, live=public_names), role="aut", sort_order=order)
                for order, name in enumerate(article.authors)
            ]
            _keep(record, user, live=live)
            made.append(record)
    return made


def _agent(name: str, known: dict[str, Agent], user: Any, *, live: bool) -> Agent:
    """Who bears a name; made when nobody does."""
    key = match_key(parse_person(name).display)
    if key not in known:
        found = Agent.objects.namesakes(key, AgentKind.PERSON).first()
        known[key] = found or make_agent(name, AgentKind.PERSON, "", user, live=live)
    return known[key]


def _keep(record: Record, user: Any, *, live: bool) -> None:
    """Save a new record with its first version, and publish it when that is wanted."""
    record.save()
    revision = record.save_revision(user=user, clean=False, log_action="wagtail.create")
    if live:
        revision.publish(user=user)


def _date_printed(frequency: str, day: date) -> str:
    """The date as such a periodical prints it: the year, the month, or the day."""
    if frequency == Frequency.ANNUAL:
        return f"{day:%Y}"
    with override("fr"):
        if frequency in (Frequency.WEEKLY, Frequency.FORTNIGHTLY):
            return spell_date(day, "j F Y")
        return date_format(day, "F Y")
