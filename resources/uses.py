"""How many visible records name each person or organisation, or are indexed with each concept."""

from collections import Counter
from collections.abc import Sequence

from django.db.models import Count

from resources.models import Record


def count_of_agents(agents: Sequence[int]) -> dict[int, int]:
    """Visible records by agent (primary keys), as contributor or publisher."""
    return dict(_counted("contributions__agent", agents) + _counted("publications__agent", agents))


def count_of_concepts(concepts: Sequence[int]) -> dict[int, int]:
    """Visible records by concept (primary keys), those of narrower ones left aside."""
    return dict(_counted("subjects__concept", concepts))


def _counted(relation: str, keys: Sequence[int]) -> Counter[int]:
    rows = Record.objects.visible().order_by().filter(**{f"{relation}__in": keys}).values_list(relation)
    return Counter(dict(rows.annotate(number=Count("pk", distinct=True))))


COUNTERS = {"directory.agent": count_of_agents, "thesaurus.concept": count_of_concepts}
