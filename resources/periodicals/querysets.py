"""Named questions about subscriptions and their numbers."""

from datetime import date, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Count, Max, Min, Q

WAITING = ("expected", "claimed")
"""The states of a number that is still to come."""


class SubscriptionQuerySet(models.QuerySet[Any]):
    """Named questions about subscriptions."""

    def of_living(self) -> Self:
        """Subscriptions to periodicals that are not withdrawn."""
        return self.filter(record__withdrawn_at=None, record__merged_into=None)

    def running(self, today: date) -> Self:
        """Those that are not over, of periodicals that are not withdrawn."""
        return self.of_living().filter(Q(ends_on=None) | Q(ends_on__gte=today))

    def for_list(self, today: date) -> Self:
        """What the list of periodicals prints, A to Z, in one query."""
        waiting = Q(issues__state__in=WAITING)
        return (
            self.of_living()
            .select_related("record", "site")
            .annotate(
                next_on=Min("issues__expected_on", filter=waiting & Q(issues__expected_on__gte=today)),
                overdue=Count("issues", filter=waiting & Q(issues__expected_on__lt=today)),
                held=Count("issues", filter=Q(issues__state="received")),
            )
            .order_by("record__sort_title", "pk")
        )

    def with_horizon(self) -> Self:
        """With the date of the last number foreseen."""
        return self.annotate(horizon=Max("issues__expected_on", filter=Q(issues__number__isnull=False)))


class IssueQuerySet(models.QuerySet[Any]):
    """Named questions about the numbers of periodicals."""

    def waiting(self) -> Self:
        """Expected or claimed, of periodicals that are not withdrawn."""
        living = {"subscription__record__withdrawn_at": None, "subscription__record__merged_into": None}
        return self.filter(state__in=WAITING, **living)

    def late(self, today: date) -> Self:
        """Waiting, although their date and the days of grace of their periodical have passed."""
        waiting = self.waiting().filter(expected_on__lt=today)
        graces = set(waiting.order_by().values_list("subscription__grace_days", flat=True).distinct())
        passed = Q(pk__in=[])
        for days in graces:
            passed |= Q(subscription__grace_days=days, expected_on__lt=today - timedelta(days=days))
        return waiting.filter(passed).for_lists()

    def due(self, until: date) -> Self:
        """Waiting, and expected by a day."""
        return self.waiting().filter(expected_on__lte=until).for_lists()

    def received_on(self, day: date) -> Self:
        """What came in on a day, the last first."""
        return self.filter(state="received", received_on=day).for_lists().order_by("-pk")

    def of(self, record: Any) -> Self:
        """The numbers of one periodical."""
        return self.filter(subscription__record=record).for_lists()

    def for_lists(self) -> Self:
        """With what a line prints, by date."""
        related = self.select_related("subscription__record", "subscription__site", "record")
        return related.order_by("expected_on", "subscription__record__sort_title", "pk")
