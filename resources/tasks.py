"""Imports, done by the worker: nothing long runs in a request."""

from django_tasks import task

from resources.imports.runs import check_run, write_run
from resources.imports.undo import undo_run
from resources.models import ImportRun


@task()
def check_import(pk: int) -> None:
    """Try an import that was given."""
    if run := ImportRun.objects.filter(pk=pk).first():
        check_run(run)


@task()
def write_import(pk: int) -> None:
    """Write an import that was confirmed."""
    if run := ImportRun.objects.filter(pk=pk).first():
        write_run(run)


@task()
def undo_import(pk: int) -> None:
    """Undo an import."""
    if run := ImportRun.objects.filter(pk=pk).first():
        undo_run(run)
