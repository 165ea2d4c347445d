"""The blocks being written: paragraphs gather in a text block until something needs a block of its own."""

from collections import Counter
from typing import Any

from django.utils.translation import gettext as _

from core.conversion.result import Converted
from core.conversion.runs import Runs


class BodyWriter:
    """Writes the blocks of `converted`."""

    def __init__(self, converted: Converted) -> None:
        self.converted = converted
        self.runs = Runs()
        """The paragraph being read."""
        self.flow: list[str] = []
        """The paragraphs and lists of the text block being read."""
        self.calls: list[str] = []
        """Notes called where no call can stand (headings, captions, tables): the next paragraph calls them."""
        self.picture: dict[str, Any] | None = None
        """The picture just met, which a caption may follow."""
        self.forgotten: Counter[str] = Counter()
        """Formatting there is no place for."""

    def finish(self) -> None:
        """End what was begun, and say what was left aside."""
        self._flush()
        if self.calls:
            self.runs.call_first(self.calls)
            self.calls = []
            self._flush()
        if self.forgotten:
            what = ", ".join(f"{name} ({count})" for name, count in sorted(self.forgotten.items()))
            self.converted.remark("dropped", _("Mise en forme laissée de côté : %(what)s.") % {"what": what})

    def paragraph(self, runs: Runs) -> None:
        """Add a paragraph that was read elsewhere."""
        self._end_paragraph()
        self.runs.pieces = runs.pieces
        self._end_paragraph()

    def _end_paragraph(self) -> None:
        """Put the paragraph being read with those before it."""
        runs = self.runs.take()
        if runs.is_empty:
            return
        runs.call_first(self.calls)
        self.calls = []
        self.flow.append(f"<p>{runs.html()}</p>")
        self.picture = None

    def _flush(self) -> None:
        """End the text block being read."""
        self._end_paragraph()
        if self.flow:
            self.converted.blocks.append(("text", "".join(self.flow)))
            self.flow = []

    def _emit(self, name: str, value: Any) -> None:
        self._flush()
        self.converted.blocks.append((name, value))
        self.picture = None

    def _displace(self, uuids: list[str]) -> None:
        """Have notes called by the next paragraph."""
        if uuids:
            self.calls += uuids
            message = _("Un appel de note passe d’un titre, d’une citation ou d’un tableau au paragraphe suivant.")
            self.converted.remark("note", message)
