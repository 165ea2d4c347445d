"""What is done with the numbers of periodicals: foreseen, received, claimed, said missing; each can be undone."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.models import IndexChange
from resources.models import IssueState, Record, Subscription, SubscriptionIssue
from resources.periodicals.prediction import Rhythm, add_months, day_of_number, foresee, write_label
from resources.periodicals.statement import HELD, LACKING, NEVER, Known, state_holdings

AHEAD = 12
"""Months that are foreseen."""
MOST_AT_ONCE = 3000
"""The longest run written at once by hand."""


class Refused(Exception):
    """Why something is not done, as a sentence; nothing was written."""


def rhythm_of(subscription: Subscription) -> Rhythm:
    """How a periodical comes out."""
    return Rhythm(
        subscription.frequency, subscription.first_expected_on, subscription.first_number,
        frozenset(int(month) for month in subscription.skipped_months),
    )  # fmt: skip


def label_of(subscription: Subscription, number: int, day: date, last_number: int | None = None) -> str:
    """A number of a periodical as it is printed."""
    return write_label(
        subscription.number_pattern, rhythm_of(subscription), number, day,
        last_number=last_number, volume=subscription.first_volume,
    )  # fmt: skip


def predict_ahead(subscription: Subscription, today: date | None = None) -> int:
    """Write down the numbers of the next twelve months, or until the end of the subscription; how many were new.

    What is there stays as it is, whatever was done to it: it can be run as often as one likes.
    """
    until = add_months(today or timezone.localdate(), AHEAD)
    if subscription.ends_on and subscription.ends_on < until:
        until = subscription.ends_on
    foreseen = list(foresee(rhythm_of(subscription), until))
    if not foreseen:
        return 0
    with transaction.atomic():
        taken = {number for issue in subscription.issues.exclude(number=None) for number in issue.numbers}
        new = [one for one in foreseen if one.number not in taken]
        rows = [
            SubscriptionIssue(
                subscription=subscription, number=one.number, expected_on=one.on,
                label=label_of(subscription, one.number, one.on),
            )
            for one in new
        ]  # fmt: skip
        SubscriptionIssue.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)
    return len(new)


def predict_all(today: date | None = None) -> int:
    """The job of the clock: every running subscription is foreseen a year ahead; one query when nothing is new."""
    today = today or timezone.localdate()
    until = add_months(today, AHEAD)
    total = 0
    running: Any = Subscription.objects.running(today).exclude(frequency="irregular").with_horizon()
    for subscription in running:
        last = min(until, subscription.ends_on) if subscription.ends_on else until
        horizon = subscription.horizon
        if horizon is None or any(one.on > horizon for one in foresee(rhythm_of(subscription), last)):
            total += predict_ahead(subscription, today)
    return total


def foresee_again(subscription: Subscription, today: date | None = None) -> int:
    """After its rhythm changed: forget the numbers to come nobody did anything with, and foresee them anew."""
    today = today or timezone.localdate()
    with transaction.atomic():
        untouched = subscription.issues.filter(
            state=IssueState.EXPECTED, record=None, note="", claimed_on=None, last_number=None, number__isnull=False
        )
        untouched.delete()
        return predict_ahead(subscription, today)


# Numbers by hand ------------------------------------------------------------------------------------


def add_double(subscription: Subscription, first: int, last: int, label: str, day: date) -> SubscriptionIssue:
    """Write down a double issue (or a single one, when `first` is `last`) in the place of those it stands for."""
    if not first <= last <= first + 11:
        raise Refused(_("Le dernier numéro doit suivre le premier, d’un an au plus."))
    with transaction.atomic():
        numbers = set(range(first, last + 1))
        overlapping = [
            issue
            for issue in subscription.issues.select_for_update().exclude(number=None)
            if numbers.intersection(issue.numbers)
        ]
        for issue in overlapping:
            if not issue.waits or issue.record_id:
                raise Refused(_("« %s » est déjà reçu, manquant ou décrit : annulez-le d’abord.") % issue.label)
        SubscriptionIssue.objects.filter(pk__in=[issue.pk for issue in overlapping]).delete()
        return SubscriptionIssue.objects.create(
            subscription=subscription, number=first, last_number=last if last > first else None, expected_on=day,
            label=label[:120] or label_of(subscription, first, day, last),
        )  # fmt: skip


def add_supplement(subscription: Subscription, label: str, day: date) -> SubscriptionIssue:
    """Write down what has no number: a supplement, a special issue."""
    if not label:
        raise Refused(_("Donnez le nom du supplément ou du hors-série."))
    return SubscriptionIssue.objects.create(subscription=subscription, label=label[:120], expected_on=day)


def add_run(subscription: Subscription, first: int, last: int) -> int:
    """Write down old numbers the house holds already; those that are known stay as they are. How many were new."""
    if not 0 <= last - first < MOST_AT_ONCE:
        raise Refused(_("Le dernier numéro doit suivre le premier (%d numéros au plus à la fois).") % MOST_AT_ONCE)
    rhythm = rhythm_of(subscription)
    with transaction.atomic():
        taken = {number for issue in subscription.issues.exclude(number=None) for number in issue.numbers}
        rows = []
        for number in range(first, last + 1):
            if number not in taken:
                day = day_of_number(rhythm, number) or subscription.first_expected_on
                label = label_of(subscription, number, day)
                rows.append(
                    SubscriptionIssue(
                        subscription=subscription, number=number, label=label, expected_on=day,
                        state=IssueState.RECEIVED,
                    )
                )  # fmt: skip
        SubscriptionIssue.objects.bulk_create(rows, batch_size=500)
        _show(subscription)
    return len(rows)


# Receipt and claims ---------------------------------------------------------------------------------


def receive_issue(issue: SubscriptionIssue, day: date | None = None) -> SubscriptionIssue:
    """Say that a number came; saying it twice changes nothing."""
    return _become(issue, IssueState.RECEIVED, received_on=day or timezone.localdate())


def undo_receipt(issue: SubscriptionIssue) -> SubscriptionIssue:
    """Say that a number did not come after all; the record made for it is withdrawn unless something hangs on it."""
    with transaction.atomic():
        fresh = _take(issue)
        if fresh.state != IssueState.RECEIVED:
            return fresh
        record = fresh.record
        if record is not None:
            if Record.objects.not_gone().filter(host=record).exists():
                raise Refused(_("La notice de « %s » a un sommaire : retirez d’abord ses articles.") % fresh.label)
            if record.withdrawn_at is None:
                record.withdraw(_("Réception annulée"))
        fresh.state = IssueState.CLAIMED if fresh.claimed_on else IssueState.EXPECTED
        fresh.received_on, fresh.record = None, None
        fresh.save()
        _show(fresh.subscription)
    return fresh


def claim_issue(issue: SubscriptionIssue, day: date | None = None) -> SubscriptionIssue:
    """Say that a number was claimed from its supplier; a second claim has the later date."""
    with transaction.atomic():
        fresh = _take(issue)
        if not fresh.waits:
            raise Refused(_("« %s » n’est plus attendu.") % fresh.label)
        fresh.state, fresh.claimed_on = IssueState.CLAIMED, day or timezone.localdate()
        fresh.save()
    return fresh


def say_missing(issue: SubscriptionIssue) -> SubscriptionIssue:
    """Give a number up: it lacks in what the house holds."""
    return _become(issue, IssueState.MISSING)


def say_never_published(issue: SubscriptionIssue) -> SubscriptionIssue:
    """Say that a number never came out: nothing lacks."""
    return _become(issue, IssueState.CANCELLED)


def expect_again(issue: SubscriptionIssue) -> SubscriptionIssue:
    """Take back what was said of a number that did not come."""
    with transaction.atomic():
        fresh = _take(issue)
        if fresh.state == IssueState.RECEIVED:
            raise Refused(_("« %s » est reçu : annulez d’abord sa réception.") % fresh.label)
        fresh.state, fresh.claimed_on = IssueState.EXPECTED, None
        fresh.save()
        _show(fresh.subscription)
    return fresh


def _become(issue: SubscriptionIssue, state: str, received_on: date | None = None) -> SubscriptionIssue:
    """Give a number another state, unless it has it already."""
    with transaction.atomic():
        fresh = _take(issue)
        if fresh.state == state:
            return fresh
        if fresh.state == IssueState.RECEIVED:
            raise Refused(_("« %s » est déjà reçu : annulez d’abord sa réception.") % fresh.label)
        fresh.state, fresh.received_on = state, received_on
        fresh.save()
        _show(fresh.subscription)
    return fresh


def _take(issue: SubscriptionIssue) -> SubscriptionIssue:
    """A number as it is now, for this transaction alone."""
    return SubscriptionIssue.objects.select_for_update().select_related("subscription", "record").get(pk=issue.pk)


def _show(subscription: Subscription) -> None:
    """The page of the periodical prints what is held: its date moves."""
    uuid = Record.objects.values_list("uuid", flat=True).get(pk=subscription.record_id)
    IndexChange.objects.note(Record.index_kind(), [uuid])


# What is held ---------------------------------------------------------------------------------------

STATES: dict[str, str] = {IssueState.RECEIVED: HELD, IssueState.CANCELLED: NEVER}


def holdings_of(subscription: Subscription, issues: Iterable[Any] | None = None) -> str:
    """What the house holds of a periodical, in the reader's language; one query unless its numbers are given."""
    rows = subscription.issues.all() if issues is None else issues
    known = [Known(issue.numbers, STATES.get(issue.state, LACKING), issue.label) for issue in rows]
    return state_holdings(known, numbered="{number}" in subscription.number_pattern)


def claim_letter(issue: SubscriptionIssue) -> str:
    """The text of a claim, ready to be copied."""
    subscription = issue.subscription
    words = {
        "title": str(subscription.record), "label": issue.label, "date": f"{issue.expected_on:%d/%m/%Y}",
        "supplier": subscription.supplier,
    }  # fmt: skip
    text = _(
        "Bonjour,\n\nNous sommes abonnés à « %(title)s » et n’avons pas reçu le numéro suivant, attendu vers le "
        "%(date)s : %(label)s.\n\nPourriez-vous nous l’envoyer, ou nous dire s’il n’a pas paru ?\n\n"
        "Avec nos remerciements,"
    )
    return text % words
