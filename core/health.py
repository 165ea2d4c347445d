"""Checks behind `/readyz`; apps register their own."""

import logging
from collections.abc import Callable

from django.db import connection

logger = logging.getLogger(__name__)
_checks: dict[str, Callable[[], None]] = {}


def register_check(name: str, check: Callable[[], None]) -> None:
    """Add a check; it raises when what it looks at is not ready."""
    _checks[name] = check


def check_database() -> None:
    """The database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def run_checks() -> list[str]:
    """The names of the checks that fail."""
    failed = []
    for name, check in {"database": check_database, **_checks}.items():
        try:
            check()
        except Exception:
            logger.exception("Readiness check %s failed", name)
            failed.append(name)
    return failed
