"""Work of search done by the worker."""

from django_tasks import task

from search.services import rebuild_search, sync_search


@task()
def catch_up() -> None:
    """Index what could not be indexed right after its commit."""
    sync_search(wait=30.0)


@task()
def forget_words() -> None:
    """Make the index anew: words of what was erased stay in it, for suggestions, until then."""
    rebuild_search()
