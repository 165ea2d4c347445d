"""What is destroyed when the day is over, and must not live on in a backup."""

from django.utils import timezone

from core.backup.services import register_not_kept
from core.clock import register_due
from media_library.counting.listeners import destroy_other_days
from media_library.models import ListeningSalt, ListeningSeen


def end_of_day() -> int:
    """Destroy what told apart the listeners of the days before today; idle it asks two short questions."""
    return destroy_other_days(timezone.localdate())


def register_end_of_day() -> None:
    """Declare it to the clock, and to backups."""
    register_due("forget_listeners", end_of_day)
    register_not_kept(ListeningSalt._meta.db_table, ListeningSeen._meta.db_table)
