"""The HTML of the site made fit for a file: well-formed, without anything that needs a browser or a network."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

import nh3
from lxml import etree
from lxml.html import HtmlElement, fragment_fromstring

BLOCKS = frozenset(
    "address article aside blockquote details div dl dt dd fieldset figcaption figure footer h1 h2 h3 h4 h5 h6 header"
    " hr li main nav ol p pre section table tbody td tfoot th thead tr ul caption".split()
)
INLINES = frozenset(
    "a abbr b bdi bdo br cite code del dfn em i img ins kbd mark q rp rt ruby s samp small span strong sub sup time u"
    " var wbr".split()
)
ONLY_INLINES = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "pre")
LOST_WITH_CONTENT = {"script", "style", "svg", "template", "button", "select", "textarea", "math", "canvas", "object"}
ATTRIBUTES = {
    "*": {"id", "class", "lang", "dir"},
    "a": {"href", "hreflang"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start", "reversed", "type"},
    "td": {"colspan", "rowspan", "headers"},
    "th": {"colspan", "rowspan", "headers", "scope", "abbr"},
    "time": {"datetime"},
    "abbr": {"title"},
    "q": {"cite"},
    "iframe": {"src", "title"},
}
SCHEMES = {"http", "https", "mailto", "tel"}
PICTURE = "pic:"
"""What the addresses of pictures of the file begin with, until the file gives them names of its own."""
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
NOT_NAME = re.compile(r"[^\w.-]")
HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:\d{1,5})?")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
DIRECTIONS = ("ltr", "rtl", "auto")
PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
LONE_PARENTS = {"li": ("ul", "ol"), "dt": ("dl", "div"), "dd": ("dl", "div"), "figcaption": ("figure",)}
"""Parts that mean something only under these parents."""

FindPicture = Callable[[str], str | None]
"""From the address of a picture on the site to its key in the file; None when it must not be there."""


class Cleaner:
    """Turns HTML of one chapter into XML; all chapters of a file share what leads from one to the other."""

    def __init__(self, base: str, chapters: Mapping[str, str], find_picture: FindPicture) -> None:
        """`base` is the address of the site, `chapters` the keys of the chapters by the path of their pages."""
        self.base = base
        self.chapters = chapters
        self.find_picture = find_picture

    def clean(self, html: str, key: str = "", page_url: str = "", beside: Iterable[str] = ()) -> str:
        """Well-formed XML without its outer element; ids are made the chapter's own by its key.

        `beside` are ids of the chapter that stand elsewhere in it.
        """
        safe = nh3.clean(
            NOT_XML.sub("", html), tags=set(BLOCKS | INLINES | {"summary", "iframe"}), attributes=ATTRIBUTES,
            clean_content_tags=LOST_WITH_CONTENT, link_rel=None, url_schemes=SCHEMES, strip_comments=True,
        )  # fmt: skip
        root: HtmlElement = fragment_fromstring(safe, create_parent="div")
        _open_details(root)
        _players_to_links(root)
        _mend(root)
        self._place_pictures(root)
        self._lead_links(root, key, page_url, beside)
        return inner_xml(root)

    def _place_pictures(self, root: HtmlElement) -> None:
        """Pictures of the site by their key; of any other picture the description alone is left."""
        for image in list(root.iter("img")):
            found = self.find_picture(image.get("src") or "")
            if found is None:
                replace_by_text(image, image.get("alt") or "")
                continue
            image.set("src", f"{PICTURE}{found}")
            image.set("alt", image.get("alt") or "")
            for name in ("width", "height"):
                if not (image.get(name) or "").isdecimal():
                    image.attrib.pop(name, None)

    def _lead_links(self, root: HtmlElement, key: str, page_url: str, beside: Iterable[str]) -> None:
        """Ids become the chapter's, links lead inside the file where they can, else to the site or elsewhere."""
        names = {**_own_ids(root, key), **{name: f"{key}-{name}" for name in beside}}
        for link in root.iter("a"):
            href = link.get("href")
            if href is None:
                continue
            led = names.get(href[1:], "") if href.startswith("#") else self._address(href, page_url)
            if led:
                link.set("href", f"#{led}" if href.startswith("#") else led)
            else:
                del link.attrib["href"]
                link.attrib.pop("hreflang", None)

    def _address(self, href: str, page_url: str) -> str:
        """A whole address, a chapter of the file, or "" for what leads nowhere."""
        whole = sound_address(urljoin(page_url or self.base, href.strip()) if not href.startswith("#") else href)
        parts = urlsplit(whole)
        if whole.startswith(self.base) and parts.path in self.chapters:
            return f"#{self.chapters[parts.path]}"
        return whole


def sound_address(url: str) -> str:
    """An address as the standard writes it; "" when it is none."""
    try:
        parts = urlsplit(url)
        if parts.scheme not in SCHEMES:
            return ""
        if parts.scheme in ("http", "https"):
            host = parts.netloc.encode("idna").decode() if not parts.netloc.isascii() else parts.netloc
            if not HOST.fullmatch(host):
                return ""
            parts = parts._replace(netloc=host)
    except (ValueError, UnicodeError):
        return ""
    return quote(PERCENT.sub("%25", parts.geturl()), safe="/:?#@!$&'()*+,;=~%-._")


def _own_ids(root: HtmlElement, key: str) -> dict[str, str]:
    """Every id once, with the chapter's key before it; the new names by the old."""
    names: dict[str, str] = {}
    for element in root.iter(etree.Element):
        old = element.get("id")
        if old is None:
            continue
        name = f"{key}-{NOT_NAME.sub('-', old)}" if key else NOT_NAME.sub("-", old)
        if not old or old in names or name in names.values():
            del element.attrib["id"]
            continue
        names[old] = name
        element.set("id", name)
    return names


def _open_details(root: HtmlElement) -> None:
    """What opens on a screen stands open on paper: its heading, then its text."""
    for element in list(root.iter("summary", "details")):
        element.set("class", "part-title" if element.tag == "summary" else "part")
        element.tag = "p" if element.tag == "summary" else "div"


def _players_to_links(root: HtmlElement) -> None:
    """A frame of another site is a link to it."""
    for frame in list(root.iter("iframe")):
        address = frame.get("src") or ""
        frame.tag = "a"
        label = frame.get("title") or address
        frame.attrib.clear()
        frame.text = label
        if address:
            frame.set("href", address)
    for figure in root.iter("figure"):
        if "embed" in (figure.get("class") or "").split():
            for said in figure.find_class("credit"):  # what a click would ask of the other site: nothing, here
                said.drop_tree()


def _mend(root: HtmlElement) -> None:
    """What browsers forgive and checkers do not: blocks in lines, parts without their whole, empty attributes."""
    for element in list(root.iterdescendants(etree.Element)):
        _mend_one(element)
    for element in list(root.iter(*ONLY_INLINES)):
        for inner in [each for each in element.iterdescendants() if each.tag in BLOCKS]:
            inner.drop_tag()
    for element in [each for each in root.iter(*INLINES) if each.tag != "img"]:
        if any(inner.tag in BLOCKS for inner in element.iterdescendants()) or _nested_link(element):
            element.drop_tag()
    for whole in list(root.iter("ul", "ol", "dl")):
        _fill_list(whole)


def _mend_one(element: HtmlElement) -> None:
    """A title of the page inside its text, a part without its whole, attributes that say nothing."""
    if element.tag == "h1":
        element.tag = "h2"
    parents = LONE_PARENTS.get(element.tag)
    if parents and element.getparent().tag not in parents:
        element.tag = "div"
    for name, value in list(element.attrib.items()):
        empty = name != "alt" and not value.strip()
        if empty or (name == "lang" and not LANGUAGE.fullmatch(value)) or (name == "dir" and value not in DIRECTIONS):
            del element.attrib[name]


def _nested_link(element: HtmlElement) -> bool:
    return element.tag == "a" and next(element.iterancestors("a"), None) is not None


def _fill_list(whole: HtmlElement) -> None:
    """A list holds its parts alone; anything else in it becomes a part, and an empty list goes."""
    wanted = ("dt", "dd", "div") if whole.tag == "dl" else ("li",)
    _wrap_text(whole, wanted[-1] if whole.tag != "dl" else "dd")
    for child in list(whole):
        if child.tag not in wanted:
            wrapped = etree.SubElement(whole, wanted[0] if whole.tag != "dl" else "dd")
            whole.replace(child, wrapped)
            wrapped.append(child)
    if whole.tag == "dl" and not all(_is_group(child) for child in whole):
        for child in whole:
            child.tag = "div"
        whole.tag = "div"
    elif len(whole) == 0:
        whole.drop_tree()


def _is_group(child: HtmlElement) -> bool:
    """Whether a child of a list of definitions is one of its parts, or a group of them."""
    return child.tag in ("dt", "dd") or (len(child) > 0 and all(part.tag in ("dt", "dd") for part in child))


def _wrap_text(whole: HtmlElement, tag: str) -> None:
    """Text that stands between the parts of a list becomes a part."""
    texts: list[tuple[int, str]] = []
    if (whole.text or "").strip():
        texts.append((0, str(whole.text)))
        whole.text = None
    for place, child in enumerate(list(whole), 1):
        if (child.tail or "").strip():
            texts.append((place, str(child.tail)))
            child.tail = None
    for place, text in reversed(texts):
        part = etree.Element(tag)
        part.text = text
        whole.insert(place, part)


def replace_by_text(element: HtmlElement, text: str) -> None:
    """Put words where an element stood."""
    if not text:
        element.drop_tree()
        return
    for name in list(element.attrib):
        del element.attrib[name]
    element.tag = "span"
    element.set("class", "no-picture")
    element.text = f"[{text}]"


def drop(element: Any) -> None:
    """Take an element out, leaving what follows it."""
    parent, before = element.getparent(), element.getprevious()
    if element.tail:
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def parse_xml(inner: str) -> etree._Element:
    """A chapter's XML as a tree, to be changed for one format."""
    return etree.fromstring(f"<div>{inner}</div>", etree.XMLParser(resolve_entities=False, huge_tree=True))


def inner_xml(root: etree._Element) -> str:
    """The content of an element as XML."""
    return _escape(root.text) + "".join(_written(root, "xml"))


def inner_html(root: etree._Element) -> str:
    """The content of an element as HTML."""
    return _escape(root.text) + "".join(_written(root, "html"))


def _written(root: etree._Element, method: str) -> Iterator[str]:
    for child in root:
        yield etree.tostring(child, encoding="unicode", method=method)


def _escape(text: str | None) -> str:
    return (text or "").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
