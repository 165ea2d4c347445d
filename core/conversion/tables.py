"""Tables: plain ones become table blocks, those used for layout are taken apart, the others stay HTML."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from lxml import etree

Element = etree._Element
_NO_CELL = set("ul ol table img iframe video audio object embed blockquote pre h1 h2 h3 h4 h5 h6 figure".split())
_MEDIA = {"img", "iframe", "video", "figure", "table", "h1", "h2", "h3"}


@dataclass(frozen=True)
class Grid:
    """A table as rows of cells; `headed` says that its first row names the columns."""

    rows: list[list[Element]]
    headed: bool
    caption: Element | None

    @property
    def width(self) -> int:
        """How many columns."""
        return max(map(len, self.rows), default=0)

    @property
    def is_plain(self) -> bool:
        """Whether a table block can hold it: same number of cells in all rows, none merged, text alone in them."""
        cells = [cell for row in self.rows for cell in row]
        merged = any(cell.get(name, "1") != "1" for cell in cells for name in ("colspan", "rowspan"))
        rich = any(below.tag in _NO_CELL for cell in cells for below in cell.iter())
        return (
            len(self.rows) > 1 and self.width > 1 and not merged and not rich and len({len(r) for r in self.rows}) == 1
        )

    @property
    def is_layout(self) -> bool:
        """Whether it only puts things beside each other: one row, one column, or pictures and headings in cells."""
        cells = [cell for row in self.rows for cell in row]
        if any(cell.tag == "th" for cell in cells):
            return False
        return (
            self.width < 2 or len(self.rows) < 2 or any(below.tag in _MEDIA for cell in cells for below in cell.iter())
        )


def read_grid(table: Element) -> Grid:
    """The rows of a table, those of tables inside it left out."""
    rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]
    cells = [[cell for cell in row if cell.tag in {"td", "th"}] for row in rows]
    cells = [row for row in cells if row]
    headed = bool(cells) and all(cell.tag == "th" for cell in cells[0])
    return Grid(cells, headed, table.find("caption"))


def table_value(cells: list[list[tuple[str, str]]], caption: str, row_headings: bool) -> dict[str, Any]:
    """The value of a table block from cells as (plain text, rich text), the first row naming the columns."""
    head, *body = cells
    columns: list[dict[str, str]] = []
    for index, (heading, _rich) in enumerate(head):
        is_rich = any(row[index][1] != row[index][0] for row in body)
        columns.append(
            {
                "type": "rich" if is_rich else "text",
                "heading": heading or _("Colonne %(number)d") % {"number": index + 1},
            }
        )
    rows = [{"values": [_cell(cell, columns[index]["type"]) for index, cell in enumerate(row)]} for row in body]
    return {
        "table": {"columns": columns, "rows": rows, "caption": caption},
        "row_headings": row_headings,
        "source": "",
    }


def _cell(cell: tuple[str, str], kind: str) -> str:
    plain, rich = cell
    return (f"<p>{rich}</p>" if rich else "") if kind == "rich" else plain
