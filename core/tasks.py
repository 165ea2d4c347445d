"""Work of the whole site done by the worker."""

from django_tasks import task

from core.duplicates import find_pairs


@task()
def look_for_duplicates(kind: str) -> int:
    """Look through all things of a kind for those that may be one."""
    return find_pairs(kind)
