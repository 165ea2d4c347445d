"""Whether anything a feed says has changed: one query, whatever the number of episodes."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, DateTimeField, F, Max, Q, Value
from django.db.models.functions import Cast
from django.utils import timezone

from audiovisual.models import SeasonPage, ShowPage
from audiovisual.podcasts.subjects import Subject
from core.feeds.documents import NO_DATE
from directory.models import Agent
from media_library.models import Recording, RecordingRendition, Release, Track

PAGE_SIZE = 100


@dataclass(frozen=True)
class FeedState:
    """How many episodes there are, and what tells two states apart; `newest` is when it last changed."""

    count: int
    newest: datetime
    marks: tuple[tuple[Any, ...], ...]

    @property
    def pages(self) -> int:
        """On how many pages they stand."""
        return max(1, -(-self.count // PAGE_SIZE))


def state_of_feed(subject: Subject) -> FeedState:
    """The state of a feed: of its episodes, of their recordings, tracks, files, agreements, people and pictures, and of
    the pages above them."""
    programmes = subject.programmes().order_by()
    recordings = programmes.values("recording")
    people = programmes.values("people__agent")
    today = timezone.localdate()
    over = Q(withdrawn_on__lte=today) | Q(ends_on__lt=today)
    first, *others = [
        _part("a", programmes, F("changed_at")),
        _part("b", Recording.objects.order_by().filter(pk__in=recordings), F("changed_at")),
        _part("c", Track.objects.order_by().filter(recording__in=recordings, is_shown=True), F("changed_at")),
        _part("d", RecordingRendition.objects.filter(recording__in=recordings, state="ready"), F("made_at")),
        _part("e", Release.objects.order_by().filter(over, recording__in=recordings), _no_date()),
        _part("f", Agent.objects.visible().order_by().filter(pk__in=people), F("changed_at")),
        _part("g", _pictures(programmes), _no_date()),
        *_pages_between(subject),
    ]
    rows = tuple(sorted(first.union(*others, all=True)))
    above = [subject.page.changed_at, *([subject.show.changed_at] if subject.show else [])]
    newest = max([*above, *(row[3] for row in rows if row[3])], default=NO_DATE)
    return FeedState(rows[0][1], newest, (*rows, *above))


def _pages_between(subject: Subject) -> list[Any]:
    """The pages that stand between the one that is followed and its episodes."""
    models: tuple[Any, ...] = (SeasonPage,) if subject.is_show else (ShowPage, SeasonPage)
    if subject.is_video or (subject.show and not subject.is_show):
        return []
    return [
        _part(f"z {model.__name__}", model.objects.visible().order_by().descendant_of(subject.page), F("changed_at"))
        for model in models
    ]


def _part(name: str, rows: Any, date: Any) -> Any:
    """How many rows there are, the newest key and the newest date, under a name."""
    counted = rows.annotate(part=Value(name)).values("part")
    return counted.annotate(count=Count("pk"), last=Max("pk"), newest=Max(date)).values_list(
        "part", "count", "last", "newest"
    )


def _pictures(programmes: Any) -> Any:
    """The squares made of the pictures of episodes."""
    renditions: Any = programmes.model._meta.get_field("image").related_model._meta.get_field("renditions")
    squares = renditions.related_model.objects.order_by().filter(filter_spec__startswith="fill-")
    return squares.filter(image__in=programmes.values("image"))


def _no_date() -> Any:
    return Cast(Value(None), DateTimeField())
