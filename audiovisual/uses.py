"""How many visible episodes and capsules each person or organisation has a part in, and each concept indexes."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db.models import Count

from audiovisual.models import CapsulePage, EpisodePage

Counter = Callable[[Sequence[int]], dict[int, int]]


def _counter(model: Any, relation: str) -> Counter:
    """What counts the visible pages of a model that name things, by primary key; one query."""

    def count(keys: Sequence[int]) -> dict[int, int]:
        rows = model.objects.visible().order_by().filter(**{f"{relation}__in": keys}).values_list(relation)
        return dict(rows.annotate(found=Count("pk", distinct=True)))

    return count


COUNTERS: Mapping[Any, Mapping[str, Counter]] = {
    model: {
        "directory.agent": _counter(model, "people__agent"),
        "thesaurus.concept": _counter(model, "concepts__concept"),
    }
    for model in (EpisodePage, CapsulePage)
}
