"""A tree written as a query again, in the words of a language: what it reads back to is the same tree."""

from search.query_tree import Clause, Group, Node, Not, OneOf, Years
from search.query_vocabulary import OPERATOR_OF, field_name, name_of, operator_name


def write_query(nodes: tuple[Node, ...], language: str) -> str:
    """The nodes that are all wanted, as somebody would type them."""
    if len(nodes) == 1 and isinstance(nodes[0], Group):
        return _write(nodes[0], language)
    return " ".join(_inside(node, language) for node in nodes)


def write_value(field: str, value: str, language: str) -> str:
    """A value of a closed list, asked by its name where it has one."""
    return f"{field_name(field, language)}:{_quoted(name_of(field, value, language))}"


def write_years(first: int | None, last: int | None, language: str) -> str:
    """A range of years; "" when both ends are open."""
    if first is None and last is None:
        return ""
    ends = str(first) if first == last else f"{'' if first is None else first}..{'' if last is None else last}"
    return f"{field_name('year', language)}:{ends}"


def _write(node: Node, language: str) -> str:
    if isinstance(node, Clause):
        source = f'"{node.source}"' if node.source in OPERATOR_OF else node.source
        return f"{field_name(node.field, language)}:{source}" if node.field else source
    if isinstance(node, Years):
        return write_years(node.first, node.last, language)
    if isinstance(node, OneOf):
        return f"{field_name(node.field, language)}:{_quoted(node.source)}"
    if isinstance(node, Not):
        return f"-{_inside(node.node, language, alone=True)}"
    if node.every:
        return write_query(node.nodes, language)
    return f" {operator_name('or', language)} ".join(_write(one, language) for one in node.nodes)


def _inside(node: Node, language: str, *, alone: bool = False) -> str:
    """A node among others; in parentheses when it would fall apart there."""
    written = _write(node, language)
    apart = isinstance(node, Group) and (alone or not node.every)
    return f"({written})" if apart or (alone and isinstance(node, Not)) else written


def _quoted(text: str) -> str:
    return f'"{text}"' if " " in text.strip() or text in OPERATOR_OF else text
