"""A mapping written back as TOML, so that one corrected in a form is kept as one that was given in a file."""

import json
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from resources.imports.mapping import ImportMapping


def write_mapping(mapping: ImportMapping) -> str:
    """The TOML that `read_mapping` reads as the same mapping."""
    lines = [f"source = {_value(mapping.source)}"]
    if mapping.empty:
        lines.append(f"empty = {_value(sorted(mapping.empty))}")
    if mapping.delimiter:
        lines.append(f"delimiter = {_value(mapping.delimiter)}")
    if mapping.defaults:
        lines += ["", "[defaults]", *(f"{name} = {_value(value)}" for name, value in mapping.defaults.items())]
    columns: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for rule in mapping.rules:
        columns[rule.column].append({"to": rule.target, **rule.options})
    lines += ["", "[columns]"]
    lines += [
        f"{_value(column)} = {_value(specs[0] if len(specs) == 1 else specs)}" for column, specs in columns.items()
    ]
    for one in mapping.conditions:
        matches, values = _value(one.pattern.pattern), _value(one.values)
        lines += ["", "[[when]]", f"column = {_value(one.column)}", f"matches = {matches}", f"set = {values}"]
    return "\n".join(lines) + "\n"


def _value(value: Any) -> str:
    """One value; a text of JSON is one of TOML, but for the delete character."""
    if isinstance(value, Mapping):
        inside = ", ".join(f"{_value(str(name))} = {_value(one)}" for name, one in value.items())
        return f"{{ {inside} }}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(_value(one) for one in value)}]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
