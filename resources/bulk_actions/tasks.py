"""Bulk changes done by the worker."""

from django_tasks import task

from resources.bulk_actions.services import perform_run
from resources.models import BulkRun


@task()
def run_bulk(run_key: int) -> None:
    """Do a bulk change from where it stands to its end."""
    run = BulkRun.objects.select_related("created_by").filter(pk=run_key).first()
    if run is not None and run.in_progress:
        perform_run(run)
