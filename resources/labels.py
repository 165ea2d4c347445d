"""Labels for the spines of copies: the shelf mark on lines, the inventory number as a bar code, laid out on sheets."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from resources.barcodes import Barcode, can_encode, draw_barcode
from resources.models import Holding

COLUMNS, ROWS = 3, 8
"""A sheet of A4 labels, 70 × 37 mm."""
PER_SHEET = COLUMNS * ROWS
MOST_RECORDS = 1000
MOST_LINES = 4


@dataclass(frozen=True)
class Label:
    """One label; an empty one keeps a place that is already used."""

    lines: list[str] = field(default_factory=list)
    number: str = ""
    barcode: Barcode | None = None
    site: str = ""
    empty: bool = False


def make_sheets(record_keys: Sequence[int], start: int = 1, *, spine: bool = True, bars: bool = True) -> list[
    list[Label]
]:  # fmt: skip
    """Labels of the copies of records on sheets, from a place of the first one on; removed copies have none."""
    copies = Holding.objects.for_labels(list(record_keys)[:MOST_RECORDS])
    order = {pk: place for place, pk in enumerate(record_keys)}
    ranked = sorted(copies, key=lambda copy: (order[copy.record_id], copy.sort_order or 0, copy.pk))
    labels = [Label(empty=True)] * (min(max(start, 1), PER_SHEET) - 1)
    labels += [label_of(copy, spine=spine, bars=bars) for copy in ranked]
    return [labels[at : at + PER_SHEET] for at in range(0, len(labels), PER_SHEET)] if ranked else []


def label_of(copy: Holding, *, spine: bool = True, bars: bool = True) -> Label:
    """What is printed for one copy."""
    number = copy.inventory_number
    return Label(
        lines=split_shelf_mark(copy.shelf_mark) if spine else [],
        number=number,
        barcode=draw_barcode(number) if bars and can_encode(number) else None,
        site=copy.site.name if copy.site else "",
    )


def split_shelf_mark(shelf_mark: str) -> list[str]:
    """A shelf mark as it stands on a spine, one part under the other: “392.7 VAS” on two lines."""
    words = shelf_mark.split()
    if len(words) > MOST_LINES:
        words = [*words[: MOST_LINES - 1], " ".join(words[MOST_LINES - 1 :])]
    return words
