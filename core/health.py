"""Checks behind `/readyz`; apps register their own."""

import logging
from collections.abc import Callable

from django.db import connection

logger = logging.getLogger(__name__)
_checks: dict[str, Callable[[], None]] = {}
_warnings: dict[str, Callable[[], None]] = {}


def register_check(name: str, check: Callable[[], None]) -> None:
    """Add a check; it raises when what it looks at is not ready."""
    _checks[name] = check


def register_warning(name: str, check: Callable[[], None]) -> None:
    """Add a check of what the site can do without: when it raises, the probe names it and stays green."""
    _warnings[name] = check


def check_database() -> None:
    """The database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def run_checks() -> list[str]:
    """The names of the checks that fail."""
    return _failing({"database": check_database, **_checks}, logging.ERROR)


def run_warnings() -> list[str]:
    """The names of what the site does without for now."""
    return _failing(_warnings, logging.WARNING)


def _failing(checks: dict[str, Callable[[], None]], level: int) -> list[str]:
    failed = []
    for name, check in checks.items():
        try:
            check()
        except Exception:
            logger.log(level, "Readiness check %s failed", name, exc_info=True)
            failed.append(name)
    return failed
