"""What Word pastes that is no HTML: lists written as paragraphs, bullets as text, labels of its own."""

import re

from lxml import etree

Element = etree._Element
_LIST = re.compile(r"mso-list:\s*\w+\s+level(\d)", re.IGNORECASE)
_BULLET = re.compile(r"mso-list:\s*ignore", re.IGNORECASE)
_NUMBERED = re.compile(r"^\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]", re.IGNORECASE)
_HIDDEN = re.compile(r"(?:display|mso-hide):\s*(?:none|all)")


def tidy_word(root: Element) -> None:
    """Make lists of Word's list paragraphs, and drop what Word hides."""
    for element in [one for one in root.iter() if _HIDDEN.search(one.get("style") or "")]:
        _drop(element)
    for paragraph in [one for one in root.iter("p") if _level(one)]:
        if paragraph.tag == "p":  # the others are items of a list by now
            _join(paragraph)


def _level(element: Element) -> int:
    """The level of a list paragraph; 0 for any other element."""
    found = _LIST.search(element.get("style") or "") if element.tag == "p" else None
    return int(found[1]) if found else 0


def _join(first: Element) -> None:
    """Put a list paragraph and those right after it into lists, one inside the other by their levels."""
    parent = first.getparent()
    if parent is None:
        return
    paragraphs = _following(first)
    place, tail = parent.index(first), paragraphs[-1].tail
    holder = etree.Element("div")
    stack: list[tuple[int, Element]] = [(0, holder)]
    for paragraph in paragraphs:
        level, kind = _level(paragraph), _take_bullet(paragraph)
        while stack[-1][0] > level:
            stack.pop()
        if stack[-1][0] < level:
            stack.append((level, etree.SubElement(_last_item(stack[-1][1]), kind)))
        paragraph.tail, paragraph.tag = None, "li"
        stack[-1][1].append(paragraph)
    holder.tail = tail
    parent.insert(place, holder)


def _following(first: Element) -> list[Element]:
    """A list paragraph with those right after it."""
    paragraphs = [first]
    while not (paragraphs[-1].tail or "").strip():
        following = paragraphs[-1].getnext()
        if following is None or not _level(following):
            break
        paragraphs.append(following)
    return paragraphs


def _last_item(one: Element) -> Element:
    """Where an inner list goes: the last item of a list."""
    return one[-1] if one.tag in {"ul", "ol"} and len(one) else one


def _take_bullet(paragraph: Element) -> str:
    """Take the bullet Word wrote off a paragraph: the kind of list it stood for."""
    kind = "ul"
    for bullet in [one for one in paragraph.iter() if _BULLET.search(one.get("style") or "")]:
        if _NUMBERED.match("".join(map(str, bullet.itertext())).strip()):
            kind = "ol"
        _drop(bullet)
    return kind


def _drop(element: Element) -> None:
    """Take an element and its text out of the tree; what follows it stays."""
    parent, before, tail = element.getparent(), element.getprevious(), element.tail or ""
    if parent is None:
        return
    parent.remove(element)
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
