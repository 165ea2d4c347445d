"""Work on recordings done by a worker of its own queue: a film may take half an hour, and mails don't wait for it."""

from django_tasks import task

from media_library.working import ask_for_work, do_next, work_waits


@task(queue_name="recordings")
def work_on_recordings() -> None:
    """Read one file or make one rendition, then ask for the next."""
    do_next()
    if work_waits():
        ask_for_work()
