"""The parts of an article's page that stand in tables of their own, read in three queries.

What is public comes from the tables. What is being written, or stands in a version, comes from the article itself.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import CharField, F, IntegerField, QuerySet, TextField, Value, prefetch_related_objects
from django.db.models.functions import Cast
from wagtail_footnotes.models import Footnote

from core.visibility import shown
from directory.models import Biography
from magazine.models import ArticleConcept, ArticleContributor, ArticleCorrection, ArticlePage
from magazine.reading.notes import sources_of
from magazine.reading.people import Person, people_of_rows
from search.references import Subject, subjects_of
from thesaurus.models import ConceptLabel
from thesaurus.services import best_labels

BIOGRAPHY, LABEL, NOTE, CORRECTION = "biography", "label", "note", "correction"
AGENT_FIELDS = ("name", "number", "uuid", "kind", "live", "withdrawn_at", "merged_into")
CONCEPT_FIELDS = ("number", "uuid", "live", "withdrawn_at", "merged_into")


@dataclass(frozen=True)
class Correction:
    """A mistake put right after publication."""

    date: date
    text: str


@dataclass
class Parts:
    """Who made an article, its notes by identifier, what it is about, what was corrected."""

    people: list[Person] = field(default_factory=list)
    subjects: list[Subject] = field(default_factory=list)
    notes: dict[str, str] = field(default_factory=dict)
    corrections: list[Correction] = field(default_factory=list)


def read_parts(article: ArticlePage) -> Parts:
    """The parts of a public article."""
    contributors = list(_with(ArticleContributor, "agent", AGENT_FIELDS).filter(page=article.pk))
    concepts = list(_with(ArticleConcept, "concept", CONCEPT_FIELDS).filter(page=article.pk))
    agents = {one.pk for row in contributors if (one := shown(row.agent))}
    texts = _read_texts(article, agents, {one.pk for row in concepts if (one := shown(row.concept))})
    biographies: dict[str, dict[str, str]] = defaultdict(dict)
    for agent, language, text in texts[BIOGRAPHY]:
        biographies[agent][language] = text
    labels = best_labels([(int(concept), code, text) for concept, code, text in texts[LABEL]])
    return Parts(
        people_of_rows(contributors, lambda agent: biographies.get(str(agent.pk), {})),
        _once(subjects_of((one.concept for one in concepts), labels)),
        {str(UUID(key)): text for key, _code, text in texts[NOTE]},
        [Correction(date.fromisoformat(day), text) for day, _code, text in texts[CORRECTION]],
    )


def read_parts_as_written(article: Any) -> Parts:
    """The parts of an article that is being written, or of a version of it."""
    contributors, concepts = list(article.contributors.all()), list(article.concepts.all())
    prefetch_related_objects(contributors, "agent__merged_into__biographies", "agent__biographies")
    prefetch_related_objects(concepts, "concept__merged_into")
    corrections = sorted(article.corrections.all(), key=lambda one: one.date)
    return Parts(
        people_of_rows(contributors, lambda agent: {one.language: one.text for one in agent.biographies.all()}),
        _once(subjects_of(one.concept for one in concepts)),
        sources_of(article),
        [Correction(one.date, one.text) for one in corrections],
    )


def _once(subjects: Mapping[int, Subject]) -> list[Subject]:
    return list(dict.fromkeys(subjects.values()))


@cache
def _with(model: Any, name: str, fields: tuple[str, ...]) -> Any:
    """Rows with the thing they lead to and what that was merged into, of which only a few fields are read."""
    of_thing = [f"{name}__{one}" for one in fields]
    of_other = [f"{name}__merged_into__{one}" for one in fields]
    own = [one.attname for one in model._meta.concrete_fields]
    return model.objects.select_related(f"{name}__merged_into").only(*own, *of_thing, *of_other).order_by("sort_order")


def _read_texts(
    article: ArticlePage, agents: Collection[int], concepts: Collection[int]
) -> dict[str, list[tuple[str, str, str]]]:
    """Biographies, labels, notes and corrections in one query: key, language and text of each, in order."""
    asked = [
        _texts(Footnote.objects.filter(page=article.pk), NOTE, "uuid", None, "sort_order"),
        _texts(ArticleCorrection.objects.filter(page=article.pk), CORRECTION, "date", None, "sort_order"),
    ]
    if agents:
        biographies = Biography.objects.filter(agent__in=agents)
        asked.append(_texts(biographies, BIOGRAPHY, "agent_id", "language", "pk"))
    if concepts:
        labels = ConceptLabel.objects.preferred().filter(concept__in=concepts)
        asked.append(_texts(labels, LABEL, "concept_id", "language", "pk"))
    found: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    rows = asked[0].union(*asked[1:], all=True)
    for kind, key, code, text, _place in sorted(rows, key=lambda row: (row[0], row[4], row[1])):
        found[kind].append((key, code, text))
    return found


def _texts(rows: QuerySet[Any], kind: str, key: str, code: str | None, place: str) -> Any:
    """Rows of one kind in the columns all kinds have."""
    language: Any = Cast(code, CharField()) if code else Value("", CharField())
    columns = {
        "said_kind": Value(kind, CharField()),
        "said_key": Cast(key, CharField()),
        "said_code": language,
        "said_text": Cast("text", TextField()),
        "place": Cast(F(place), IntegerField()),
    }
    return rows.order_by().annotate(**columns).values_list(*columns)
