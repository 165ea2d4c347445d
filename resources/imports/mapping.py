"""Which column becomes which part of a record: read from a TOML file and checked before anything is imported."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from core.folders.rows import FileRefused
from resources.imports import exported
from resources.models.choices import Audience, LanguageLevel, MetadataLicence, RecordType

FIELDS = {
    "title", "subtitle", "title_language", "original_title", "original_title_language", "responsibility", "date",
    "edition", "series_number", "host_title", "host_part", "extent", "dimensions", "accompanying", "objectives",
    "contents", "type", "audience", "language_level",
}  # fmt: skip
"""Targets that are fields of a record holding one text."""
CLOSED = {
    "type": RecordType.values,
    "audience": Audience.values,
    "language_level": LanguageLevel.values,
    "metadata_licence": MetadataLicence.values,
}
"""Fields that hold one code of a list."""
NUMBERS = {"age_min", "age_max", "group_min", "group_max", "duration_minutes"}
LISTS = {"languages", "original_languages", "levels"}
PARTS = {
    "identifier", "people", "publishers", "place", "series", "numbers", "note", "links", "subjects", "keywords",
    "shelf_mark", "other_titles", "exported",
}  # fmt: skip
TARGETS = FIELDS | NUMBERS | LISTS | PARTS
TEXT_OPTIONS = {"separator", "others", "role", "kind", "source", "language", "label", "site", "part"}
"""Options of a column that are texts."""

WELL_KNOWN: dict[str, dict[str, str]] = {
    "identifier": {"names": "id identifiant identifier numero_notice biblionumber"},
    "title": {"names": "titre title titel"},
    "subtitle": {"names": "sous_titre complement_du_titre subtitle"},
    "people": {"names": "auteur auteurs author authors auteur_s"},
    "publishers": {"names": "editeur editeurs publisher uitgever"},
    "place": {"names": "lieu place lieu_d_edition"},
    "date": {"names": "annee date year jaar"},
    "numbers": {"names": "isbn issn ean"},
    "series": {"names": "collection series"},
    "extent": {"names": "pagination pages etendue extent"},
    "dimensions": {"names": "format dimensions"},
    "note": {"names": "resume abstract summary description"},
    "languages": {"names": "langue langues language languages"},
    "keywords": {"names": "mots_cles keywords tags"},
    "subjects": {"names": "sujets sujet subjects subject"},
    "shelf_mark": {"names": "cote shelf_mark call_number"},
    "links": {"names": "url lien link"},
    "type": {"names": "type"},
}
"""Columns understood without a mapping, by the usual ways to name them."""


@dataclass(frozen=True)
class Rule:
    """Where a column goes, and how it is read there. `options` are those of the target."""

    column: str
    target: str
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Condition:
    """Fields set when a column of the row looks like something: an audio disc is a sound recording."""

    column: str
    pattern: re.Pattern[str]
    values: Mapping[str, Any]


@dataclass
class ImportMapping:
    """A whole mapping: the source's name, what every record starts with, and one rule a column and target."""

    source: str
    rules: list[Rule]
    defaults: dict[str, Any] = field(default_factory=dict)
    conditions: list[Condition] = field(default_factory=list)
    empty: frozenset[str] = frozenset()
    delimiter: str = ""

    @cached_property
    def columns(self) -> list[str]:
        """Every column the mapping reads, each once."""
        return list(dict.fromkeys([*(rule.column for rule in self.rules), *(one.column for one in self.conditions)]))

    def check_columns(self, present: Iterable[str], path: Path) -> None:
        """Refuse a file that lacks a column the mapping reads, naming all that are missing."""
        have = set(present)
        missing = [column for column in self.columns if column not in have]
        if missing:
            raise FileRefused(
                _("%(path)s n’a pas de colonne %(missing)s. Ses colonnes : %(present)s.")
                % {"path": path, "missing": _quoted(missing), "present": _quoted(have)}
            )


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f"« {name} »" for name in sorted(names))


def load_mapping(path: Path) -> ImportMapping:
    """Read a mapping file. Raises FileRefused with what is wrong and where."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise FileRefused(
            _("La correspondance %(path)s ne peut pas être lue : %(error)s") % {"path": path, "error": error}
        ) from error
    return read_mapping(text, str(path))


def read_mapping(text: str, name: str = "") -> ImportMapping:
    """Read the text of a mapping; `name` is what a refusal calls it. Raises FileRefused like `load_mapping`."""
    try:
        return _build(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise FileRefused(
            _("La correspondance %(path)s n’est pas du TOML : %(error)s") % {"path": name, "error": error}
        ) from error
    except (KeyError, TypeError, ValueError, re.error) as error:
        raise FileRefused(_("La correspondance %(path)s : %(error)s") % {"path": name, "error": error}) from error


def _build(data: Mapping[str, Any]) -> ImportMapping:
    columns = data.get("columns")
    if not data.get("source") or not isinstance(columns, dict) or not columns:
        raise ValueError(_("il faut au moins « source » et une table « [columns] »."))
    rules = [rule for column, spec in columns.items() for rule in _rules(column, spec)]
    if not any("title" in (rule.target, rule.options.get("part")) for rule in rules):
        raise ValueError(_("aucune colonne ne va vers « title »."))
    conditions = [
        Condition(one["column"], re.compile(one["matches"], re.IGNORECASE), dict(one["set"]))
        for one in data.get("when", [])
    ]
    defaults = dict(data.get("defaults", {}))
    for values in (defaults, *(condition.values for condition in conditions)):
        if unknown := set(values) - FIELDS - LISTS - {"metadata_licence"}:
            raise ValueError(_("champs inconnus : %(names)s.") % {"names": _quoted(unknown)})
        for name, value in values.items():
            _check_value(name, value)
    empty = frozenset(str(value) for value in data.get("empty", []))
    delimiter = str(data.get("delimiter", ""))
    if len(delimiter) > 1:
        raise _unknown("delimiter", delimiter)
    return ImportMapping(str(data["source"])[:80], rules, defaults, conditions, empty, delimiter)


def _check_value(name: str, value: Any) -> None:
    """Refuse what no record could hold, before any is written. Raises ValueError."""
    if name in LISTS:
        wrong = [one for one in value if not isinstance(one, str)] if isinstance(value, list) else [value]
    else:
        wrong = [] if isinstance(value, str) and value in CLOSED.get(name, [value]) else [value]
    if wrong:
        raise _unknown(name, wrong[0])


def _unknown(name: str, value: Any) -> ValueError:
    return ValueError(_("« %(column)s » inconnu : %(text)s") % {"column": name, "text": str(value)[:40]})


def _rules(column: str, spec: Any) -> list[Rule]:
    """The rules of one column: a target's name, a table with options, or a list of those."""
    if isinstance(spec, list):
        return [rule for one in spec for rule in _rules(column, one)]
    options = {"to": spec} if isinstance(spec, str) else dict(spec)
    target = str(options.pop("to", ""))
    if target not in TARGETS:
        raise ValueError(
            _("« %(column)s » va vers « %(target)s », qui n’existe pas. Il y a : %(targets)s.")
            % {"column": column, "target": target, "targets": ", ".join(sorted(TARGETS))}
        )
    if target == "exported" and options.get("part") not in exported.PARTS:
        raise _unknown("part", options.get("part"))
    for name in TEXT_OPTIONS & set(options):
        if not isinstance(options[name], str):
            raise _unknown(name, options[name])
    if target != "numbers":  # theirs is no pattern
        re.compile(options.get("separator", ""))
    return [Rule(column, target, options)]


def guess_mapping(columns: Iterable[str], source: str) -> ImportMapping:
    """A mapping for a file that came without one, from the usual names of columns."""
    from core.text import sort_key

    rules = []
    for column in columns:
        known = sort_key(column).replace(" ", "_")
        for target, spec in WELL_KNOWN.items():
            if known in spec["names"].split():
                rules.append(Rule(column, target))
    if not any(rule.target == "title" for rule in rules):
        raise FileRefused(
            _("Aucune colonne de titre parmi %(columns)s : donnez une correspondance avec --mapping.")
            % {"columns": _quoted(columns)}
        )
    return ImportMapping(source[:80], rules)
