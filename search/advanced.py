"""The form that writes a query: rows of field, way and words, years, type and language; and a query read back to it."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from search import registry
from search.query import parse_query
from search.query_tree import TEXT_FIELDS, Clause, Group, Node, Not, OneOf, ParsedQuery, Years
from search.query_vocabulary import OPERATOR_OF, field_name, operator_name
from search.query_writing import write_value, write_years

ROWS = 4
OPERATORS = ("and", "or", "not")
MODES = ("all", "phrase", "any", "begins")
ROW_FIELDS = ("", *TEXT_FIELDS, "isbn")
LONGEST_ROW = 100
_SYNTAX = re.compile(r'["“”«»()\[\]*]')
_YEAR = re.compile(r"^-?\d{1,4}$")
_CODE = re.compile(r"^[\w+-]{1,60}$")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the form, joined to those above by its operator."""

    operator: str = "and"
    field: str = ""
    mode: str = "all"
    words: str = ""


@dataclass(slots=True)
class AdvancedForm:
    """What the form holds."""

    rows: list[Row] = field(default_factory=list)
    first_year: str = ""
    last_year: str = ""
    type: str = ""
    language: str = ""

    @classmethod
    def read(cls, get: Mapping[str, str]) -> "AdvancedForm":
        """From the parameters of an address; what is none of the choices is the first of them."""
        rows = [
            Row(
                _one_of(get.get(f"op{number}", ""), OPERATORS),
                _one_of(get.get(f"champ{number}", ""), ROW_FIELDS),
                _one_of(get.get(f"mode{number}", ""), MODES),
                get.get(f"mots{number}", "").replace("\x00", "").strip()[:LONGEST_ROW],
            )
            for number in range(1, ROWS + 1)
        ]
        years = [year if _YEAR.match(year) else "" for year in (get.get("de", "").strip(), get.get("a", "").strip())]
        codes = [code if _CODE.match(code) else "" for code in (get.get("type", ""), get.get("langue", ""))]
        return cls([row for row in rows if row.words], *years, *codes)

    def query(self, language: str) -> str:
        """The query this form stands for, in the words of a language."""
        text, loose = "", False
        for row in self.rows:
            piece = _write_row(row, language)
            if not piece:
                continue
            if row.operator == "or" and text:
                text, loose = f"{text} {operator_name('or', language)} {piece}", True
                continue
            if loose:
                text, loose = f"({text})", False
            text = f"{text} {_excluded(piece) if row.operator == 'not' else piece}".strip()
        limits = list(self._limits(language))
        if loose and limits:
            text = f"({text})"
        return " ".join(part for part in (text, *limits) if part)

    def _limits(self, language: str) -> Iterable[str]:
        first, last = (int(year) if year else None for year in (self.first_year, self.last_year))
        if years := write_years(first, last, language):
            yield years
        if self.type in registry.type_labels:
            yield write_value("type", self.type, language)
        if self.language:
            yield write_value("language", self.language, language)

    def padded(self) -> list[Row]:
        """As many rows as the form shows."""
        return [*self.rows, *(Row() for _missing in range(ROWS - len(self.rows)))]


def _one_of(value: str, choices: Sequence[str]) -> str:
    return value if value in choices else choices[0]


def _write_row(row: Row, language: str) -> str:
    """One row as a piece of a query; what would be syntax in its words is not."""
    words = [_plain(word) for word in _SYNTAX.sub(" ", row.words).split()]
    words = [word for word in words if word]
    if not words:
        return ""
    name = f"{field_name(row.field, language)}:" if row.field else ""
    if row.field == "isbn" or row.mode == "phrase":
        return f'{name}"{" ".join(words)}"'
    if row.mode == "begins":
        words[-1] += "*"
    separator = f" {operator_name('or', language)} "
    if len(words) == 1:
        return name + words[0]
    if row.mode == "any":
        return f"{name}({separator.join(words)})"
    return f"{name}({' '.join(words)})" if name else " ".join(words)


def _plain(word: str) -> str:
    """A word that is no operator, no exclusion and names no field."""
    word = word.lstrip("-")
    return word.lower() if word in OPERATOR_OF else word.replace(":", " ").strip().replace(" ", "-")


def _excluded(piece: str) -> str:
    return f"-({piece})" if " " in piece and not re.fullmatch(r'(\w+:)?(\([^()]*\)|"[^"]*")', piece) else f"-{piece}"


# A query read back --------------------------------------------------------------------------------


def form_of(parsed: ParsedQuery, language: str) -> AdvancedForm | None:
    """The form that writes a query; None when it has something the form has not."""
    form = AdvancedForm()
    nodes = parsed.tree.nodes if parsed.tree else ()
    rest = [node for node in nodes if not _take_limit(node, form)]
    rest.sort(key=_order)
    for node in rest:
        rows = _rows_of(node, first=not form.rows)
        if rows is None:
            return None
        _join(form.rows, rows)
    again = parse_query(form.query(language)).tree
    same = Counter(again.nodes if again else ()) == Counter(nodes)
    return form if same and len(form.rows) <= ROWS else None


def _order(node: Node) -> int:
    """Alternatives first, exclusions last: what is joined to all above must come after it."""
    return 0 if isinstance(node, Group) else 2 if isinstance(node, Not) else 1


def _take_limit(node: Node, form: AdvancedForm) -> bool:
    """Put years, a type or a language in their own place of the form, when that is free."""
    if isinstance(node, Years) and not (form.first_year or form.last_year):
        form.first_year, form.last_year = ("" if year is None else str(year) for year in (node.first, node.last))
        return True
    if not isinstance(node, OneOf) or len(node.values) > 1 or node.field not in {"type", "language"}:
        return False
    if getattr(form, node.field):
        return False
    setattr(form, node.field, node.values[0])
    return True


def _rows_of(node: Node, *, first: bool) -> list[Row] | None:
    """The rows of one part of a query; None when rows cannot say it."""
    if isinstance(node, Clause):
        return [_row_of_clause(node)]
    if isinstance(node, Not):
        row = _row_of_words(node.node)
        return [Row("not", row.field, row.mode, row.words)] if row else None
    if isinstance(node, Group):
        row = _row_of_words(node)
        if row:
            return [row]
        alternatives = [_row_of_words(one) for one in node.nodes] if first and not node.every else [None]
        rows = [one for one in alternatives if one]
        if len(rows) == len(alternatives):
            return [Row("or" if number else "and", one.field, one.mode, one.words) for number, one in enumerate(rows)]
    return None


def _row_of_clause(clause: Clause) -> Row:
    mode = "begins" if clause.prefix else "phrase" if clause.phrase else "all"
    return Row("and", clause.field, mode, clause.source.strip('"*').strip())


def _row_of_words(node: Node) -> Row | None:
    """A clause, or plain words of one field that are all wanted or any of them, as one row."""
    if isinstance(node, Clause):
        return _row_of_clause(node)
    if not isinstance(node, Group):
        return None
    clauses = [one for one in node.nodes if isinstance(one, Clause) and not (one.phrase or one.prefix)]
    if len(clauses) < len(node.nodes) or len({clause.field for clause in clauses}) > 1:
        return None
    return Row("and", clauses[0].field, "all" if node.every else "any", " ".join(one.source for one in clauses))


def _join(rows: list[Row], more: Sequence[Row]) -> None:
    """Add rows; plain words of one field go on in the row before."""
    for row in more:
        before = rows[-1] if rows else None
        mergeable = before and row.operator == "and" and row.mode == before.mode == "all" and row.field == before.field
        if before and mergeable and before.operator == "and" and row.field != "isbn":
            rows[-1] = Row("and", row.field, "all", f"{before.words} {row.words}")
        else:
            rows.append(row)
