"""What has a date: jobs the command `run_due` runs every minute, whatever happens to the ones before."""

import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

logger = logging.getLogger(__name__)

Job = Callable[[], object]
_jobs: dict[str, Job] = {}


@dataclass(frozen=True)
class JobResult:
    """How one run of one job ended: its duration in seconds, and the error that stopped it (None when it went well)."""

    name: str
    seconds: float
    error: Exception | None = None


def register_due(name: str, job: Job) -> None:
    """Declare a job of the clock, from an app's `ready()`. It is called every minute: it must be quick when idle,
    safe to repeat and safe to run twice at once."""
    _jobs[name] = job


def registered_jobs() -> dict[str, Job]:
    """Every job by its name, in the order they run."""
    return dict(_jobs)


def run_jobs(names: Iterable[str] | None = None) -> list[JobResult]:
    """Run the named jobs (all by default); an error is logged and reported, and the next job runs all the same."""
    return [_run_job(name, _jobs[name]) for name in (_jobs if names is None else names)]


def _run_job(name: str, job: Job) -> JobResult:
    """Run and time one job."""
    start = time.monotonic()
    try:
        outcome = job()
    except Exception as error:
        logger.exception("Job %s failed", name)
        return JobResult(name, time.monotonic() - start, error)
    seconds = time.monotonic() - start
    logger.log(logging.INFO if outcome else logging.DEBUG, "Job %s: %s in %.3f s", name, outcome or 0, seconds)
    return JobResult(name, seconds)
