"""Named questions about records."""

from typing import Any, Self

from core.visibility import VisibleQuerySet


class RecordQuerySet(VisibleQuerySet):
    """Named questions about bibliographic records."""

    def about(self, concept: Any) -> Self:
        """Records indexed with a concept or any narrower one."""
        return self.filter(subjects__concept__ancestry__ancestor=concept).distinct()

    def by(self, agent: Any) -> Self:
        """Records an agent contributed to or published."""
        return (self.filter(contributions__agent=agent) | self.filter(publications__agent=agent)).distinct()

    def with_parts(self) -> Self:
        """Everything a record's page prints or its document in the index holds, in a fixed number of queries."""
        return self.select_related("cover", "host").prefetch_related(
            "contributions__agent",
            "publications__agent",
            "subjects__concept__labels",
            "other_titles",
            "notes",
            "identifiers",
            "links",
            "files__document__collection",
            "holdings__site",
        )
