"""Reports of the doctor: asked for by editors, made by the worker, kept until the next."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from django_tasks import task

from audiovisual.models import FeedReport, ShowPage
from audiovisual.podcasts.doctor.after import examine_served
from audiovisual.podcasts.doctor.asking import Ask, ask_over_network

PATIENCE = timedelta(minutes=10)
"""After which a report that does not come is asked for again."""


def ask_for_report(show: Any) -> None:
    """Have the server asked; one report at a time for each show."""
    report, is_new = FeedReport.objects.get_or_create(show=show)
    if is_new or not report.is_waiting or report.asked_at < timezone.now() - PATIENCE:
        report.is_waiting, report.asked_at = True, timezone.now()
        report.save()
        make_report.enqueue(show.pk)


@task()
def make_report(show: int) -> None:
    """Ask the server, as applications do."""
    found = ShowPage.objects.filter(pk=show).first()
    if found:
        write_report(found)


def write_report(show: Any, ask: Ask = ask_over_network) -> None:
    """Examine what is served of a show, and keep what was found."""
    findings = [finding.stored() for finding in examine_served(show, ask)]
    FeedReport.objects.update_or_create(
        show=show, defaults={"findings": findings, "is_waiting": False, "made_at": timezone.now()}
    )
