"""What a conversion gives: blocks, notes, and what there is to say of what was found."""

import uuid
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

Block = tuple[str, Any]
"""The name of a block and its value as a stream field keeps it."""


@dataclass(frozen=True, slots=True)
class Note:
    """A note: the identity its calls name, and its rich text."""

    uuid: str
    html: str


@dataclass(frozen=True, slots=True)
class Remark:
    """Something a person should know. `kind` sorts it, `text` says it.

    Kinds: `html` (no block was found for it), `picture` (it is not there), `note`, `table`, `embed`, `file` (a link to
    a file of the old site), `dropped` (formatting there is no place for), `lost` (words that did not come through).
    """

    kind: str
    text: str


@dataclass
class Converted:
    """A text made of blocks."""

    blocks: list[Block] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    title: str = ""
    """The title the text itself carries, as a Word document does; empty otherwise."""
    standfirst: str = ""
    """What the text itself marks as its standfirst."""

    def remark(self, kind: str, text: str) -> None:
        """Note something for the report."""
        self.remarks.append(Remark(kind, text))

    @property
    def counts(self) -> Counter[str]:
        """How many blocks of each kind, and how many notes."""
        return Counter([name for name, _value in self.blocks] + ["note"] * len(self.notes))

    def of_kind(self, kind: str) -> list[str]:
        """What was said about one kind of thing."""
        return [remark.text for remark in self.remarks if remark.kind == kind]


def stream_data(blocks: list[Block], seed: str = "") -> list[dict[str, Any]]:
    """Blocks as a stream field keeps them. With a seed, the same blocks always get the same identities."""
    return [
        {"type": name, "value": value, "id": make_uuid(seed, f"block {index}")}
        for index, (name, value) in enumerate(blocks)
    ]


def make_uuid(seed: str, name: str) -> str:
    """An identity: always the same for one seed and name; a new one without a seed."""
    return str(uuid.uuid5(uuid.NAMESPACE_OID, f"{seed} {name}") if seed else uuid.uuid4())
