"""Named questions about people and organisations."""

from typing import Self

from core.names import match_key
from core.visibility import VisibleQuerySet


class AgentQuerySet(VisibleQuerySet):
    """Named questions about people and organisations."""

    def called(self, name: str) -> Self:
        """Agents whose name is made of the same words, in any order and spelling."""
        return self.filter(match_key=match_key(name)[:255])

    def starting_with(self, letter: str) -> Self:
        """Agents under a letter of the A–Z."""
        return self.filter(sort_key__startswith=letter.lower()).order_by("sort_key")
