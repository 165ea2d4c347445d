"""Whether a document is in the catalogue already: same ISBN, or same title, year and first author.

Only indexed columns are asked, in a fixed number of queries for a batch, so that it answers at 200,000 records.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from core.names import match_key, parse_person
from core.text import sort_key
from directory.models import Agent
from directory.responsibility import Name
from resources.identifiers import check_identifier
from resources.imports.rows import Draft
from resources.models import Contribution, Record, RecordIdentifier

BATCH = 500
_COMPARED = ("title", "nonfiling", "title_language", "languages", "date")


@dataclass(frozen=True, slots=True)
class DuplicateKeys:
    """What a document is recognised by.

    `title_key` is that of `Record.sort_title`, `author_key` that of `Agent.match_key`. `part_key` is where it stands in
    its host: two numbers of one review share a title, a year and no author, and are not one.
    """

    isbns: frozenset[str]
    title_key: str
    year: int | None
    author_key: str
    part_key: str = ""

    def says_same(self, other: "DuplicateKeys") -> bool:
        """Whether the other is likely the same document."""
        if self.isbns & other.isbns:
            return True
        if self.isbns and other.isbns and not self.author_key:
            return False  # two guides of one title and year, which their numbers tell apart
        here, there = (self.title_key, self.year, self.author_key), (other.title_key, other.year, other.author_key)
        return (
            bool(self.title_key)
            and self.year is not None
            and here == there
            and (not self.part_key or not other.part_key or self.part_key == other.part_key)
        )


def keys_of_record(record: Record) -> DuplicateKeys:
    """The keys of a record as it stands, with its unsaved parts when it is in a form."""
    scratch = _scratch({name: getattr(record, name) for name in _COMPARED})
    numbers = [(one.kind, one.value) for one in record.identifiers.all()]
    people = [(one.role, one.agent) for one in record.contributions.all() if one.agent_id]
    first = next((agent for role, agent in people if role == "aut"), people[0][1] if people else None)
    author = match_key(first.name)[:255] if first else ""
    return DuplicateKeys(
        _isbns(numbers), scratch.sort_title, scratch.first_year, author, sort_key(str(record.host_part or ""))
    )


def keys_of_form(form: Any) -> DuplicateKeys:
    """The keys of what is typed in the form of a record, its parts among it; the form is valid."""
    scratch = _scratch({name: getattr(form.instance, name) for name in _COMPARED})
    numbers = [(row["kind"], row["value"] or "") for row in _rows(form, "identifiers")]
    people = [(row["role"], row["agent"]) for row in _rows(form, "contributions") if row.get("agent")]
    first = next((agent for role, agent in people if role == "aut"), people[0][1] if people else None)
    part = sort_key(str(form.instance.host_part or ""))
    author = match_key(first.name)[:255] if first else ""
    return DuplicateKeys(_isbns(numbers), scratch.sort_title, scratch.first_year, author, part)


def _rows(form: Any, name: str) -> list[dict[str, Any]]:
    """What is typed in the rows of one part, in their order, without those taken out."""
    formset = form.formsets.get(name)
    rows = [one.cleaned_data for one in formset.forms if getattr(one, "cleaned_data", None)] if formset else []
    kept = [row for row in rows if not row.get("DELETE")]
    return sorted(kept, key=lambda row: row.get("ORDER") or 0)


def keys_of_draft(draft: Draft, filled: Record | None = None) -> DuplicateKeys:
    """The keys of a record to be, as an import read it; `filled` is the record it makes, when that is known."""
    scratch = filled or _scratch({name: draft.fields[name] for name in _COMPARED if name in draft.fields})
    first = next((one for one in draft.people if one.role == "aut"), draft.people[0] if draft.people else None)
    part = sort_key(str(draft.fields.get("host_part") or ""))
    author = _author_key(first) if first else ""
    return DuplicateKeys(_isbns(draft.numbers), scratch.sort_title, scratch.first_year, author, part)


def find_duplicates(batch: Sequence[DuplicateKeys], exclude: Collection[int] = ()) -> list[list[int]]:
    """For each document of a batch, the primary keys of the records that are likely the same, oldest first.

    Drafts count, what is withdrawn or merged does not; `exclude` are records not to be named.
    """
    aliases = _aliases({keys.author_key for keys in batch if keys.author_key})
    batch = [_renamed(keys, aliases) for keys in batch]
    stored = _stored_keys(_candidates(batch) - set(exclude))
    by_isbn: dict[str, list[int]] = defaultdict(list)
    by_title: dict[tuple[str, int | None], list[int]] = defaultdict(list)
    for pk, keys in stored.items():
        by_title[keys.title_key, keys.year].append(pk)
        for isbn in keys.isbns:
            by_isbn[isbn].append(pk)
    found = []
    for keys in batch:
        near = {pk for isbn in keys.isbns for pk in by_isbn[isbn]} | set(by_title[keys.title_key, keys.year])
        found.append(sorted(pk for pk in near if keys.says_same(stored[pk])))
    return found


def _scratch(fields: dict[str, Any]) -> Record:
    """A record that only serves to derive the sorting title and the year."""
    record = Record(**fields)
    record.derive_fields()
    return record


def _isbns(numbers: Iterable[tuple[str, str]]) -> frozenset[str]:
    """The compared forms of the right ISBNs; an EAN of a book is one too."""
    checked = [check_identifier("isbn", value) for kind, value in numbers if kind in ("isbn", "ean")]
    return frozenset(one.normalised for one in checked if one.valid)


def _author_key(name: Name) -> str:
    display = parse_person(name.name).display if name.kind == "person" else name.name
    return match_key(display)[:255]


def _aliases(names: set[str]) -> dict[str, str]:
    """For names of agents that were merged, the name they go by now."""
    found: dict[str, str] = {}
    for part in _parts(sorted(names)):
        merged = Agent.objects.filter(match_key__in=part, merged_into__isnull=False).select_related("merged_into")
        found.update({one.match_key: one.merged_into.match_key for one in merged if one.merged_into})
    return found


def _renamed(keys: DuplicateKeys, aliases: dict[str, str]) -> DuplicateKeys:
    if keys.author_key not in aliases:
        return keys
    return DuplicateKeys(keys.isbns, keys.title_key, keys.year, aliases[keys.author_key], keys.part_key)


def _candidates(batch: Sequence[DuplicateKeys]) -> set[int]:
    """Records with one of the ISBNs, or one of the titles in one of the years."""
    found: set[int] = set()
    for part in _parts(sorted({isbn for keys in batch for isbn in keys.isbns})):
        found.update(RecordIdentifier.objects.filter(normalised__in=part).values_list("record", flat=True))
    dated = [keys for keys in batch if keys.title_key and keys.year is not None]
    for dated_part in _parts(dated):
        titles, years = {keys.title_key for keys in dated_part}, {keys.year for keys in dated_part}
        records = Record.objects.filter(sort_title__in=titles, first_year__in=years)
        found.update(records.order_by().values_list("pk", flat=True))
    return found


def _stored_keys(pks: Collection[int]) -> dict[int, DuplicateKeys]:
    """The keys of records that are not gone, in three queries for each few hundred."""
    stored: dict[int, DuplicateKeys] = {}
    for part in _parts(sorted(pks)):
        rows = Record.objects.not_gone().filter(pk__in=part).order_by()
        isbns: dict[int, list[tuple[str, str]]] = defaultdict(list)
        numbers = RecordIdentifier.objects.filter(record__in=part, kind__in=("isbn", "ean"))
        for pk, kind, value in numbers.order_by().values_list("record", "kind", "value"):
            isbns[pk].append((kind, value))
        authors = first_authors(part)
        for pk, title, year, place in rows.values_list("pk", "sort_title", "first_year", "host_part"):
            stored[pk] = DuplicateKeys(_isbns(isbns[pk]), title, year, authors.get(pk, ""), sort_key(place))
    return stored


def first_authors(records: Sequence[int]) -> dict[int, str]:
    """The compared name of the first author of each record, or of whoever comes first; one query."""
    rows = Contribution.objects.filter(record__in=records).order_by("record", "sort_order", "pk")
    first: dict[int, tuple[bool, str]] = {}
    for pk, role, own, merged in rows.values_list(
        "record", "role", "agent__match_key", "agent__merged_into__match_key"
    ):
        if pk not in first or (role == "aut" and not first[pk][0]):
            first[pk] = role == "aut", merged or own
    return {pk: name for pk, (_is_author, name) in first.items()}


def _parts(values: Sequence[Any]) -> Iterable[Sequence[Any]]:
    return (values[start : start + BATCH] for start in range(0, len(values), BATCH))
