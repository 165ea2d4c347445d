"""What is destroyed when the day is over."""

from django.utils import timezone

from core.clock import register_due
from media_library.counting.listeners import destroy_other_days


def end_of_day() -> int:
    """Destroy what told apart the listeners of the days before today; idle it asks two short questions."""
    return destroy_other_days(timezone.localdate())


def register_end_of_day() -> None:
    """Declare it to the clock."""
    register_due("forget_listeners", end_of_day)
