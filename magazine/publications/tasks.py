"""Files made by the worker."""

from django.utils import timezone
from django_tasks import task

from magazine.models import FileOrder
from magazine.publications.making import make_next_file
from magazine.publications.orders import ask_once


@task()
def make_files() -> None:
    """Make one file that is due, then ask for the next: other tasks come in between."""
    make_next_file()
    following = FileOrder.objects.waiting().first()
    if following is not None:
        ask_once(make_files, max(following.due_at, timezone.now()))
