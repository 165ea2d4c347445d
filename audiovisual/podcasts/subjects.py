"""What each feed is of: the pages that have one, and the episodes or films it gives."""

from dataclasses import dataclass
from typing import Any

from audiovisual.models import CapsulePage, CapsulesPage, EpisodePage, SeasonPage, SeriesPage, ShowPage


@dataclass(frozen=True)
class Subject:
    """A page that is followed; `show` is the podcast it is or belongs to, None for a list of several and for films."""

    page: Any
    show: Any = None

    @property
    def is_video(self) -> bool:
        """Whether it gives films."""
        return isinstance(self.page, CapsulesPage | SeriesPage)

    @property
    def is_show(self) -> bool:
        """Whether it is a podcast, whole."""
        return isinstance(self.page, ShowPage)

    def programmes(self) -> Any:
        """What it gives, the latest first: a query."""
        model: Any = CapsulePage if self.is_video else EpisodePage
        return model.objects.descendant_of(self.page).for_feeds()


def subject_of(page: Any) -> Subject:
    """What the feed of a page is of."""
    if isinstance(page, ShowPage):
        return Subject(page, page)
    if isinstance(page, SeasonPage):
        return Subject(page, page.get_parent().specific)
    return Subject(page)
