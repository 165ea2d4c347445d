"""What a visitor typed, read without ever failing.

Words that all must match, "phrases", prefix*, -without; `field:word`, `field:"phrase"`, `field:(a OU b)`, years as
`year:1990..1999`; ET, OU and SAUF in capitals (AND, OR, NOT; EN, OF, NIET) and parentheses. SAUF and “-” bind what
follows them first, then ET and the mere space, which mean the same, then OU.

What cannot be understood is read as plain words, or left out, and noted as a problem.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from core.text import fold, squeeze
from search.analysis import bare_identifier, fold_word, is_stop_word, words_of
from search.query_tree import VALUE_FIELDS, Clause, Group, Node, Not, OneOf, ParsedQuery, Problem
from search.query_vocabulary import FIELD_OF, OPERATOR_OF, read_years, values_named

__all__ = ["Clause", "Group", "Node", "Not", "OneOf", "ParsedQuery", "Problem", "parse_query"]

LONGEST_QUERY = 400
MOST_CLAUSES = 24
MOST_PROBLEMS = 3
DEEPEST = 8
"""Parentheses inside parentheses; deeper ones are not looked at."""
SHORTEST_PREFIX = 2
LONGEST_NUMBER = 40
_BRACKETS = dict.fromkeys(map(ord, "[]"))
_TOKEN = re.compile(
    r"(?P<field>(?<![^\s(\-])[^\W\d_]+:(?=[^\s:/)]))"
    r"|(?P<minus>(?<![^\s(])-(?=\S))"
    r"|(?P<open>\()|(?P<close>\))"
    r'|["“”«](?P<phrase>[^"“”»]*)(?P<end>["“”»]?)'
    r'|(?P<word>(?:[^\s"“”«»()]|\([^\s()"“”«»]*\))+)'
)
_WORD = re.compile(r'(?:[^\s"“”«»()]|\([^\s()"“”«»]*\))+')
_IDENTIFIER = re.compile(r"^(?=(?:.*\d){6})[\dXx\-‐‑–. ]{8,24}$")


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of a query: `kind` is field, not, and, or, open, close, phrase or word."""

    kind: str
    text: str = ""


def parse_query(text: str) -> ParsedQuery:
    """Read what was typed; never raises, never takes long: the text is cut, clauses and depth are counted."""
    whole = squeeze(text[: LONGEST_QUERY * 2])
    text = whole[:LONGEST_QUERY].strip()
    number = bare_identifier(text) if len(text) <= LONGEST_NUMBER and any(char.isdecimal() for char in text) else ""
    if _identifier_of(text):
        return ParsedQuery(text, Group((_compound(text),)), number)
    reading = _Reading()
    if len(whole) > LONGEST_QUERY:
        reading.note("long")
    reading.tokens = _tokens(text, reading)
    nodes = reading.read_all()
    return ParsedQuery(text, Group(_relax(nodes)) if nodes else None, number, tuple(reading.problems[:MOST_PROBLEMS]))


def _identifier_of(text: str) -> str:
    """The bare form of an ISBN, ISSN or EAN with or without hyphens; empty for anything else."""
    return bare_identifier(text) if _IDENTIFIER.match(text) else ""


# From text to tokens ------------------------------------------------------------------------------


def _tokens(text: str, reading: "_Reading") -> list[Token]:
    """The pieces of a query, in order."""
    text = text.translate(_BRACKETS)
    operators = not _all_capitals(text)
    tokens: list[Token] = []
    at = 0
    while found := _TOKEN.search(text, at):
        at = found.end()
        kind = found.lastgroup or ""
        if kind == "field" and fold(found.group()[:-1]) not in FIELD_OF:
            reading.note("field", found.group()[:-1])
            found = _WORD.match(text, found.start()) or found
            at = found.end()
            tokens.append(Token("word", found.group()))
        else:
            tokens.append(_token(kind, found, reading, operators=operators))
    return tokens


def _token(kind: str, found: re.Match[str], reading: "_Reading", *, operators: bool) -> Token:
    if kind == "field":
        return Token("field", FIELD_OF[fold(found.group()[:-1])])
    if kind == "minus":
        return Token("not", "-")
    if kind == "end":
        if not found["end"]:
            reading.note("quote")
        return Token("phrase", found["phrase"])
    return _word_token(found.group(), reading, operators=operators) if kind == "word" else Token(kind)


def _word_token(word: str, reading: "_Reading", *, operators: bool) -> Token:
    """A word, or the operator it is in capitals."""
    if word in OPERATOR_OF:
        if operators:
            return Token(OPERATOR_OF[word], word)
        if OPERATOR_OF[word] != "and":
            reading.note("capitals", word)
    if word.endswith(":") and fold(word[:-1]) in FIELD_OF:
        reading.note("space", word)
    return Token("word", word)


def _all_capitals(text: str) -> bool:
    """Whether everything is typed in capitals: then OU is a word like the others."""
    words = [found.group() for found in _WORD.finditer(text) if found.group() not in OPERATOR_OF]
    cased = [word for word in words if word.upper() != word.lower()]
    return bool(cased) and all(word.isupper() for word in cased)


# From tokens to a tree ----------------------------------------------------------------------------


@dataclass
class _Reading:
    """How far a query has been read, and what was not understood."""

    tokens: Sequence[Token] = ()
    at: int = 0
    clauses: int = 0
    problems: list[Problem] = field(default_factory=list)

    def note(self, kind: str, text: str = "") -> None:
        """Note once that something was not understood."""
        problem = Problem(kind, text)
        if problem not in self.problems:
            self.problems.append(problem)

    def kind(self) -> str:
        """The kind of the next token; "" at the end, or once there is enough."""
        if self.at < len(self.tokens) and self.clauses >= MOST_CLAUSES:
            self.note("long")
            self.at = len(self.tokens)
        return self.tokens[self.at].kind if self.at < len(self.tokens) else ""

    def take(self) -> Token:
        """The next token."""
        self.at += 1
        return self.tokens[self.at - 1]

    def read_all(self) -> tuple[Node, ...]:
        """Everything; a parenthesis closed without being opened is passed over."""
        nodes: list[Node] = []
        while self.kind():
            nodes += self.alternatives("", 0)
            if self.kind() == "close":
                self.note("close")
                self.take()
        return tuple(nodes)

    def alternatives(self, name: str, depth: int) -> list[Node]:
        """Sequences between OU; what all are wanted when there is only one."""
        ways: list[list[Node]] = []
        waiting = ""
        while True:
            sequence = self.sequence(name, depth)
            if sequence:
                ways.append(sequence)
            elif waiting or self.kind() == "or":
                self.note("operator", waiting or self.tokens[self.at].text)
            if self.kind() != "or":
                break
            waiting = self.take().text
        if len(ways) < 2:
            return ways[0] if ways else []
        return [Group(tuple(_together(way) for way in ways), every=False)]

    def sequence(self, name: str, depth: int) -> list[Node]:
        """What stands between two OU: all of it is wanted."""
        nodes: list[Node] = []
        while (kind := self.kind()) not in {"", "or", "close"}:
            if kind == "and":
                operator = self.take().text
                if not nodes or self.kind() in {"", "or", "close", "and"}:
                    self.note("operator", operator)
            else:
                nodes += self.one(name, depth)
        return nodes

    def one(self, name: str, depth: int) -> list[Node]:
        """One thing asked for, with what stands before it."""
        token = self.take()
        if token.kind == "not":
            return self.exclusion(token, name, depth)
        if token.kind == "field":
            if self.kind() in {"word", "phrase", "open"}:
                return self.one(token.text, depth)
            self.note("empty", token.text)
            return []
        if token.kind == "open":
            return self.group(name, depth)
        return self.leaf(token, name, excluded=False)

    def exclusion(self, token: Token, name: str, depth: int) -> list[Node]:
        """What must not be; several signs in a row are one."""
        while self.kind() in {"not", "and"}:
            self.take()
        if self.kind() in {"", "or", "close"}:
            self.note("operator", token.text)
            return []
        if self.kind() == "field":
            return self.exclusion(token, self.take().text, depth)
        if self.kind() == "word":
            return [Not(node) for node in self.leaf(self.take(), name, excluded=True)]
        nodes = self.one(name, depth) if self.kind() in {"open", "phrase"} else []
        return [Not(_together(nodes))] if nodes else []

    def group(self, name: str, depth: int) -> list[Node]:
        """What stands in parentheses; too deep, they are passed over."""
        if depth >= DEEPEST:
            self.note("deep")
            return []
        nodes = self.alternatives(name, depth + 1)
        if self.kind() == "close":
            self.take()
        elif self.at >= len(self.tokens):
            self.note("open")
        return nodes

    def leaf(self, token: Token, name: str, *, excluded: bool) -> list[Node]:
        """The nodes of a word or a phrase, in a field or anywhere."""
        if name in {"year", *VALUE_FIELDS}:
            node = _read_value(name, token.text)
            if node is not None:
                self.clauses += 1
                return [node]
            self.note(name, token.text)
            name = ""
        found = _read_phrase(token.text) if token.kind == "phrase" else _read_word(token.text, excluded=excluded)
        clauses = [replace(clause, field=name) for clause in found]
        if name == "isbn":
            clauses = [Clause((), identifier=bare_identifier(token.text), field=name, source=token.text.strip())]
        self.clauses += len(clauses)
        return list(clauses)


def _together(nodes: Sequence[Node]) -> Node:
    """Nodes that are all wanted, as one."""
    return nodes[0] if len(nodes) == 1 else Group(_relax(tuple(nodes)))


def _read_value(name: str, text: str) -> Node | None:
    """A range of years, or values of a closed list; None when the text names none."""
    if name == "year":
        return read_years(text)
    values = values_named(name, text)
    return OneOf(name, values, source=text) if values else None


def _read_phrase(text: str) -> list[Clause]:
    """What stands between quotation marks."""
    words = tuple(word.forms[0] for word in words_of(text, "fr"))
    return [Clause(words, phrase=len(words) > 1, source=f'"{text.strip()}"')] if words else []


def _read_word(raw: str, *, excluded: bool) -> list[Clause]:
    """The clauses of one piece between spaces."""
    if _identifier_of(raw):
        return [_compound(raw)]
    found = [(word.forms[0], raw[word.start : word.end]) for word in words_of(raw, "fr")]
    if not found:
        return []
    words = tuple(word for word, _source in found)
    if raw.endswith("*") and len(words[-1]) >= SHORTEST_PREFIX:
        last = Clause((words[-1],), prefix=True, source=f"{found[-1][1]}*")
        return [*(Clause((word,), source=source) for word, source in found[:-1]), last]
    if len(words) > 1 and "-" in raw.strip("-"):
        return [_compound(raw)]
    if excluded:
        source = " ".join(source for _word, source in found)
        return [Clause(words, phrase=len(words) > 1, source=f'"{source}"' if len(words) > 1 else source)]
    return [Clause((word,), source=source) for word, source in found]


def _compound(raw: str) -> Clause:
    """Words held together by hyphens, or digits that may be a document's number."""
    words = tuple(word.forms[0] for word in words_of(raw, "fr"))
    joined = fold_word("".join(words)) if len(words) > 1 else ""
    return Clause(words, joined=joined, identifier=_identifier_of(raw), source=raw)


def _relax(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    """Common words are wished for, not required, as soon as something else is wanted."""
    if not any(_tells(node) for node in nodes):
        return nodes
    return tuple(
        replace(node, optional=True) if isinstance(node, Clause) and _is_common(node) else node for node in nodes
    )


def _tells(node: Node) -> bool:
    """Whether a node says more than common words do."""
    return not isinstance(node, Not) and not (isinstance(node, Clause) and _is_common(node))


def _is_common(clause: Clause) -> bool:
    plain = not (clause.identifier or clause.prefix or clause.phrase)
    return plain and all(is_stop_word(word) for word in clause.words)
