"""Work of search done by the worker."""

from django_tasks import task

from search.services import sync_search


@task()
def catch_up() -> None:
    """Index what could not be indexed right after its commit."""
    sync_search(wait=30.0)
