"""Cells of tables to take away: what would be taken for a formula is kept from being computed."""

import re
from typing import Any

_FORMULA = re.compile(r"'*[=+\-@\t\r]")


def guard(cell: str) -> str:
    """A cell no spreadsheet computes: an apostrophe before what begins like a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguard(cell: str) -> str:
    """The cell as it was before `guard`."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell[1:]) else cell


def guard_text(cell: Any) -> Any:
    """The same for a cell that may be a number, which stays one."""
    return guard(cell) if isinstance(cell, str) else cell
