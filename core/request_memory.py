"""What is asked of the database once for a whole request that only reads: forgotten when the answer is made."""

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any, TypeVar

Answer = TypeVar("Answer")
_memory: ContextVar[dict[str, Any] | None] = ContextVar("request_memory", default=None)


def start_remembering() -> None:
    """Called where a request begins that changes nothing."""
    _memory.set({})


def stop_remembering(**kwargs: Any) -> None:
    """Called where it ends, and where something is written after all."""
    _memory.set(None)


def remembered(key: str, ask: Callable[[], Answer]) -> Answer:
    """The answer to a question: asked once in a request that only reads, each time anywhere else."""
    memory = _memory.get()
    if memory is None:
        return ask()
    if key not in memory:
        memory[key] = ask()
    answer: Answer = memory[key]
    return answer
