"""Notes of a text: their calls become <footnote> elements, their definitions leave the tree.

Understood: definitions a call leads to by its address (Word, LibreOffice, Google Docs, mammoth, Pandoc, Markdown), and
a numbered list at the end whose numbers are called as links to nowhere (`[[1]](#footnote-1)`) or as bare `[1]`.
"""

import re
from collections import Counter
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from lxml import etree

from core.conversion.result import Converted, make_uuid

Element = etree._Element
CALL = "footnote"
_LABEL = re.compile(r"\W{0,4}(\d{1,4}|[a-z]{1,5}|[*†‡§]{1,4})\W{0,4}", re.IGNORECASE)
_ADDRESS = re.compile(
    r"#_?(?:foo?t?no?te?|s?d?f?ftnt?|ftn|fn|note|edn|endnote)[-_]?(?:ref[-_]?)?(\d{1,4})", re.IGNORECASE
)
_BARE = re.compile(r"\[(\d{1,3})\]")
_NEXT = r"\n\s*{number}\s?[.)]\s?"
_CONTAINERS = {"p", "div", "li", "dd", "aside", "section"}
_ARROWS = re.compile(r"[\s\u00a0↑↩⬆^\ufe0e]*")


@dataclass
class FoundNotes:
    """Definitions by the key of their calls, and the identities given to them in the order of the calls."""

    seed: str
    definitions: dict[str, list[Element]] = field(default_factory=dict)
    called: dict[str, str] = field(default_factory=dict)
    uncalled: list[tuple[int, Element]] = field(default_factory=list)
    """Definitions no call leads to, with their numbers."""

    def call(self, key: str) -> str:
        """The identity of a note."""
        return self.called.setdefault(key, make_uuid(self.seed, f"note {key}"))


def take_notes(root: Element, converted: Converted, seed: str = "") -> FoundNotes:
    """Take the definitions of notes out of a tree, and put a <footnote> where each is called."""
    found = FoundNotes(seed)
    order = {element: index for index, element in enumerate(root.iter())}
    anchors = [one for one in root.iter("a") if (one.get("href") or "").startswith("#")]
    unresolved = _take_addressed(root, anchors, order, found)
    _take_listed(root, unresolved, order, found, converted)
    return found


def _take_addressed(
    root: Element, anchors: list[Element], order: dict[Element, int], found: FoundNotes
) -> list[Element]:
    """Notes whose calls lead to an element of the text; returns the calls that lead nowhere."""
    calls, unresolved = _resolve(root, anchors, order)
    containers = _containers([target for _anchor, target in calls], [anchor for anchor, _target in calls])
    own: set[str | None] = {anchor.get(name) for anchor, _target in calls for name in ("id", "name")} - {None}
    for anchor, target in calls:
        if target in containers:
            key = str(order[target])
            found.definitions.setdefault(key, [containers[target]])
            _replace_call(anchor, found.call(key))
    for parts in found.definitions.values():
        _cut_definition(parts[0], own)
    return unresolved


def _resolve(
    root: Element, anchors: list[Element], order: dict[Element, int]
) -> tuple[list[tuple[Element, Element]], list[Element]]:
    """Calls with the elements they lead to, and those that look like calls and lead nowhere."""
    targets = {one.get(name): one for one in root.iter() for name in ("name", "id") if one.get(name)}
    calls: list[tuple[Element, Element]] = []
    unresolved: list[Element] = []
    for anchor in anchors:
        address = anchor.get("href", "")
        target = targets.get(address[1:])
        if target is None and _ADDRESS.fullmatch(address):
            unresolved.append(anchor)
        elif target is not None and order[target] > order[anchor] and _LABEL.fullmatch(_text(anchor)):
            calls.append((anchor, target))
    return calls, unresolved


def _containers(targets: list[Element], calls: list[Element]) -> dict[Element, Element]:
    """What holds each definition: the largest element around its target that holds no other one and no call."""
    blocked = {above for call in calls for above in call.iterancestors()}
    shared = Counter(above for target in dict.fromkeys(targets) for above in target.iterancestors())
    found: dict[Element, Element] = {}
    for target in targets:
        best = target if target.tag in _CONTAINERS else None
        for above in target.iterancestors():
            if shared[above] > 1 or above in blocked or above.tag not in _CONTAINERS | {"span", "sup", "b", "i", "em"}:
                break
            if above.tag in _CONTAINERS:
                best = above
        if best is not None:
            found[target] = best
    return found


def _cut_definition(container: Element, calls: set[str | None]) -> None:
    """Take a definition out of the text, and its links back off it."""
    _detach(container)
    for anchor in list(container.iter("a")):
        back = (anchor.get("href") or "").removeprefix("#")
        text = _text(anchor)
        if (back and back in calls) or (anchor.get("href", "").startswith("#") and _ARROWS.fullmatch(text)):
            _detach(anchor)
    for raised in list(container.iter("sup")):
        if not _text(raised).strip():
            _detach(raised)


def _take_listed(
    root: Element, unresolved: list[Element], order: dict[Element, int], found: FoundNotes, converted: Converted
) -> None:
    """Notes defined by the numbered list at the end of the text."""
    lists = _last_lists(root)
    items = _numbered(lists)
    calls = [(anchor, _number(anchor)) for anchor in unresolved]
    if any(number in items for _anchor, number in calls):
        _split_run_together(items, max(number for _anchor, number in calls))
    elif items and not calls and _bare_calls(root, lists, order) == list(items):
        calls = _link_bare(root, lists, order)
    else:
        lists, items = [], {}
    for anchor, number in calls:
        if number in items:
            found.definitions.setdefault(f"list {number}", items[number])
            _replace_call(anchor, found.call(f"list {number}"))
        else:
            _leave_call(anchor, converted)
    for one in lists:
        _detach(one)
    found.uncalled += [(number, parts[0]) for number, parts in items.items() if f"list {number}" not in found.called]


def _leave_call(anchor: Element, converted: Converted) -> None:
    """A call without its note stays as text, and is listed."""
    message = _("L’appel de note « %(label)s » n’a pas de note : laissé en texte.")
    converted.remark("note", message % {"label": _text(anchor)})
    del anchor.attrib["href"]


def _last_lists(root: Element) -> list[Element]:
    """The last numbered list of the text, with those right before it, which it goes on from."""
    lists = [one for one in root.iter("ol") if not any(above.tag in {"li", "td"} for above in one.iterancestors())]
    if not lists:
        return []
    last = [lists[-1]]
    while (before := last[0].getprevious()) is not None and before.tag == "ol" and not (before.tail or "").strip():
        last.insert(0, before)
    return last


def _numbered(lists: list[Element]) -> dict[int, list[Element]]:
    """The items of the lists by their numbers."""
    items: dict[int, list[Element]] = {}
    for one in lists:
        start = one.get("start", "1")
        first = int(start) if re.fullmatch(r"\d{1,4}", start) else 1
        for index, item in enumerate(one.findall("li")):
            items.setdefault(first + index, [item])
    return items


def _number(anchor: Element) -> int:
    """The number a call leads to: that of its address, else of its label."""
    found = _ADDRESS.fullmatch(anchor.get("href", ""))
    return int(found[1]) if found else 0


def _split_run_together(items: dict[int, list[Element]], highest: int) -> None:
    """Where calls outnumber notes: take apart items that hold the next one too (“7. Eurostat 8) Voir…”)."""
    number = min(items)
    while number in items and highest > max(items):
        tail = _cut_after(items[number][0], re.compile(_NEXT.format(number=number + 1)))
        if tail is not None:
            for later in sorted((key for key in items if key > number), reverse=True):
                items[later + 1] = items.pop(later)
            items[number + 1] = [tail]
        number += 1


def _cut_after(item: Element, mark: re.Pattern[str]) -> Element | None:
    """Cut an item in two where a mark stands in its own text; the second part, None when it is not there."""
    holder = item[0] if len(item) == 1 and item[0].tag == "p" else item
    tail = etree.Element("li")
    pieces: list[tuple[Element, str]] = [(holder, "text"), *((child, "tail") for child in holder)]
    for index, (element, where) in enumerate(pieces):
        text = getattr(element, where) or ""
        if found := mark.search(text):
            setattr(element, where, text[: found.start()])
            tail.text = text[found.end() :]
            for child in list(holder)[index:]:
                tail.append(child)
            return tail
    return None


def _bare_calls(root: Element, lists: list[Element], order: dict[Element, int]) -> list[int]:
    """The numbers called as “[1]” in the text before some lists, in order."""
    return [int(number) for _one, _where, text in _texts_before(root, lists, order) for number in _BARE.findall(text)]


def _texts_before(root: Element, lists: list[Element], order: dict[Element, int]) -> list[tuple[Element, str, str]]:
    """Each text before some lists: its element, whether it is in it or after it, and the text."""
    above = set(lists[0].iterancestors())
    texts: list[tuple[Element, str, str]] = []

    def visit(element: Element) -> None:
        if order.get(element, 0) >= order[lists[0]]:
            return
        texts.append((element, "text", element.text or ""))
        for child in element:
            visit(child)
            if child not in above and order.get(child, 0) < order[lists[0]]:
                texts.append((child, "tail", child.tail or ""))

    visit(root)
    return texts


def _link_bare(root: Element, lists: list[Element], order: dict[Element, int]) -> list[tuple[Element, int]]:
    """Make an anchor of each “[1]” before some lists; the anchors with their numbers."""
    anchors: list[tuple[Element, int]] = []
    for element, where, text in _texts_before(root, lists, order):
        parts = _BARE.split(text)
        parent = element if where == "text" else element.getparent()
        if len(parts) < 2 or parent is None:
            continue
        setattr(element, where, parts[0])
        position = 0 if where == "text" else parent.index(element) + 1
        for offset, (number, after) in enumerate(zip(parts[1::2], parts[2::2], strict=True)):
            anchor = etree.Element("a", {"href": "#"})
            anchor.text, anchor.tail = f"[{number}]", after
            parent.insert(position + offset, anchor)
            anchors.append((anchor, int(number)))
    return anchors


def _replace_call(anchor: Element, uuid: str) -> None:
    """Put a <footnote> in the place of a call, and of the <sup> and brackets that hold nothing else."""
    call = etree.Element(CALL, {"id": uuid})
    place = anchor
    parent = place.getparent()
    while parent is not None and parent.tag in {"sup", "span"} and len(parent) == 1 and _alone(parent, place):
        place, parent = parent, parent.getparent()
    if parent is None:
        return
    call.tail = place.tail
    place.tail = None
    parent.replace(place, call)


def _alone(parent: Element, child: Element) -> bool:
    """Whether an element holds one child and nothing but brackets around it."""
    return not (parent.text or "").strip("[]( \u00a0\n)") and not (child.tail or "").strip("[]( \u00a0\n)")


def _text(element: Element) -> str:
    return "".join(map(str, element.itertext())).strip()


def _detach(element: Element) -> None:
    """Take an element out of the tree; what follows it stays."""
    tail, element.tail = element.tail, None
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    parent.remove(element)
    if tail and before is not None:
        before.tail = (before.tail or "") + tail
    elif tail:
        parent.text = (parent.text or "") + tail
