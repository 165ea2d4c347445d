"""What stands in a number follows it: what the articles print of their number, and whether it can be seen at all."""

from typing import Any

from django.db.models.signals import pre_save

from core.models import IndexChange
from core.models.outbox import touch_shown
from magazine.models import ArticlePage, DossierPage, IssuePage, RubricPage

PRINTED: dict[type[Any], tuple[str, ...]] = {
    IssuePage: ("number", "title", "date_printed", "issued_on"),
    DossierPage: ("title",),
    RubricPage: ("title",),
}
"""What of a number or a part of it is printed on the pages below."""
INDEXED_PARTS = (DossierPage, ArticlePage)


def connect() -> None:
    """Listen to what is saved."""
    for model in PRINTED:
        pre_save.connect(note_contents, sender=model, dispatch_uid=f"magazine.contents.{model.__name__}")


def note_contents(sender: type[Any], instance: Any, update_fields: Any = None, **kwargs: Any) -> None:
    """Note what is below for the index when it is out of date, in the transaction of the change.

    Its date moves when a name it prints changed, and not when it only appears or goes with its number. What a draft
    has in memory is not saved, and counts for nothing.
    """
    watched = {*PRINTED[sender], "live"}
    saved = watched if update_fields is None else watched.intersection(update_fields)
    before = sender.objects.filter(pk=instance.pk).first() if saved and instance.pk else None
    if before is None or not (before.live or instance.live):
        return
    changed = {name for name in saved if getattr(before, name) != getattr(instance, name)}
    renamed = not changed.isdisjoint(PRINTED[sender])
    if not renamed and "live" not in changed:
        return
    for model in INDEXED_PARTS:
        uuids = list(model.objects.of_issue(before).order_by().values_list("uuid", flat=True))
        if renamed and before.live:
            touch_shown(model.index_kind(), uuids)
        IndexChange.objects.note_unseen(model.index_kind(), uuids, derived=True)
