"""What the clock throws away: rows nobody needs any more."""

from datetime import timedelta
from importlib import import_module

from django.conf import settings
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from core.models import IndexChange

KEPT_CHANGES = timedelta(days=1)
"""How long a change that is in the index stays in the outbox, to look at when something went wrong."""
KEPT_RESULTS = timedelta(days=14)


def purge_index_changes() -> int:
    """Forget changes indexed more than a day ago; those still waiting are never touched."""
    return IndexChange.objects.purge(timezone.now() - KEPT_CHANGES)


def clear_sessions() -> None:
    """Forget the sessions of editors that have expired."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()


def prune_task_results() -> int:
    """Forget the results of finished tasks after two weeks."""
    return DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - KEPT_RESULTS).delete()[0]
