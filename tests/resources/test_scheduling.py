"""A record can be given a date to appear and a date to go."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core.scheduling import publish_due
from resources.models import Record
from resources.panels import record_form
from tests.factories.resources import RecordFactory


def test_form_of_a_record_has_the_dates_of_publication() -> None:
    form = record_form().bind_to_model(Record).get_form_class()

    assert {"go_live_at", "expire_at"} <= set(form.base_fields)


@pytest.mark.django_db
def test_scheduled_record_goes_live_and_expires() -> None:
    record = RecordFactory(live=False)
    record.go_live_at = timezone.now() + timedelta(hours=1)
    record.expire_at = timezone.now() + timedelta(hours=2)
    record.save_revision().publish()
    waiting = list(Record.objects.visible())
    record.revisions.update(approved_go_live_at=timezone.now() - timedelta(minutes=1))
    revision = record.revisions.get()
    revision.content["go_live_at"] = (timezone.now() - timedelta(minutes=1)).isoformat()
    revision.save()
    publish_due()
    shown = list(Record.objects.visible())
    Record.objects.update(expire_at=timezone.now() - timedelta(minutes=1))
    publish_due()

    assert (waiting, shown, list(Record.objects.visible())) == ([], [record], [])
