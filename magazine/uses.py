"""How many visible articles each person or organisation contributed to, or are indexed with each concept."""

from collections.abc import Sequence

from django.db.models import Count

from magazine.models import ArticlePage


def count_of_agents(agents: Sequence[int]) -> dict[int, int]:
    """Visible articles by agent (primary keys)."""
    return _counted("contributors__agent", agents)


def count_of_concepts(concepts: Sequence[int]) -> dict[int, int]:
    """Visible articles by concept (primary keys), those of narrower ones left aside."""
    return _counted("concepts__concept", concepts)


def _counted(relation: str, keys: Sequence[int]) -> dict[int, int]:
    rows = ArticlePage.objects.visible().order_by().filter(**{f"{relation}__in": keys}).values_list(relation)
    return dict(rows.annotate(found=Count("pk", distinct=True)))


COUNTERS = {"directory.agent": count_of_agents, "thesaurus.concept": count_of_concepts}
