"""The walk over a clean tree: text gathers in paragraphs, what has a block of its own ends them."""

import re
from collections.abc import Callable, Iterable
from typing import Any

import nh3
from django.utils.translation import gettext as _
from lxml import etree

from core.conversion.result import Converted
from core.conversion.runs import PLAIN, Runs, Style
from core.conversion.styles import FORGOTTEN, style_of, usable_address
from core.conversion.tables import read_grid, table_value
from core.conversion.wordcount import words_of_html
from core.conversion.writing import BodyWriter
from core.players import find_player

Element = etree._Element
Handler = Callable[[Element, Style], bool]
LONGEST_HEADING = 200
LONGEST_STANDFIRST = 1500
_PLAYERS = ("iframe", "video", "audio", "embed", "object")
_LIFTED = {"img", "table", "pre", *_PLAYERS}
CAPTION_CLASSES = {"img-copyright", "wp-caption-text", "caption", "msocaption", "legende"}
STANDFIRST_CLASSES = {"chapeau", "standfirst", "lead"}
TITLE_CLASS = "document-title"
FILES = re.compile(r"\.(?:pdf|docx?|odt|xlsx?|pptx?|zip|mp3|mp4|epub)(?:[?#]|$)", re.IGNORECASE)
_PARAGRAPHS = set(
    "p div section article header footer main aside address center form fieldset dd details summary figure nav legend "
    "li caption tbody thead tr td th".split()
)
_HTML_TAGS = set("p br b strong i em sup sub ul ol li a table thead tbody tfoot tr th td caption pre code".split())
_HTML_ATTRIBUTES = {"a": {"href"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan", "scope"}}
_CREDIT = re.compile(r"^(?:[—–]|--)\s*(.{2,300})$")


class Walker(BodyWriter):
    """Turns a tree into the blocks of `converted`."""

    def __init__(self, converted: Converted, pictures: Callable[[str, str], int | None], base: str) -> None:
        super().__init__(converted)
        self.pictures, self.base = pictures, base
        self.tables = 0
        self._handlers: dict[str, Handler] = {
            **dict.fromkeys(_PARAGRAPHS, self._paragraph),
            **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), self._heading),
            **dict.fromkeys(_PLAYERS, self._embed),
            "ul": self._list, "ol": self._list, "blockquote": self._quote, "img": self._image, "table": self._table,
            "pre": self._foreign, "hr": self._rule, "dt": self._term, "figcaption": self._caption, "svg": self._drawing,
        }  # fmt: skip

    def walk(self, root: Element) -> None:
        """Read a whole tree."""
        self._collect(root, self.runs, PLAIN, self._handle)

    def read(self, element: Element) -> Runs:
        """The text of an element as one paragraph; what would need a block is read as text."""
        runs, _lifted = self._inside(element, PLAIN)
        return runs

    def _collect(self, element: Element, runs: Runs, style: Style, handle: Handler) -> None:
        """Read what is in an element: text goes to `runs`, and `handle` takes the children it knows."""
        runs.add(element.text, style)
        for child in element:
            tag = str(child.tag)
            if tag == "br":
                self._break(runs)
            elif tag == "footnote":
                runs.add_note(child.get("id", ""))
            elif not handle(child, style):
                if tag in FORGOTTEN:
                    self.forgotten[str(FORGOTTEN[tag])] += 1
                inside = style_of(child, style, self._link)
                marks = ("«\u00a0", "\u00a0»") if tag == "q" else ("", "")
                runs.add(marks[0], inside)
                self._collect(child, runs, inside, handle)
                runs.add(marks[1], inside)
            runs.add(child.tail, style)

    def _break(self, runs: Runs) -> None:
        """A line break; two of them end a paragraph of running text."""
        if runs is self.runs and runs.pieces and runs.pieces[-1].is_break:
            self._end_paragraph()
        else:
            runs.add_break()

    def _handle(self, child: Element, style: Style) -> bool:
        """Read a child that is more than formatting; False when it is not."""
        classes = set((child.get("class") or "").lower().split())
        if classes & CAPTION_CLASSES and self.picture is not None and self.runs.is_empty:
            return self._caption(child, style)
        if classes & STANDFIRST_CLASSES and self._take_standfirst(child, style):
            return True
        handler = self._handlers.get(str(child.tag))
        return handler is not None and handler(child, style)

    def _inside(self, element: Element, style: Style) -> tuple[Runs, list[Element]]:
        """The text of an element that becomes one field, and what in it needs a block of its own."""
        runs, lifted = Runs(), list[Element]()

        def handle(child: Element, _style: Style) -> bool:
            tag = str(child.tag)
            if tag in _LIFTED:
                lifted.append(child)
                return True
            if tag in self._handlers and not runs.is_empty:
                runs.add_break()
            return False

        self._collect(element, runs, style_of(element, style, self._link), handle)
        return runs, lifted

    def _read_apart(self, elements: Iterable[Element]) -> None:
        """Read what was lifted out of a field, after it."""
        for element in elements:
            self._handle(element, PLAIN)

    def _paragraph(self, element: Element, style: Style) -> bool:
        self._end_paragraph()
        self._collect(element, self.runs, style_of(element, style, self._link), self._handle)
        self._end_paragraph()
        return True

    def _term(self, element: Element, style: Style) -> bool:
        return self._paragraph(element, style._replace(bold=True))

    def _heading(self, element: Element, style: Style) -> bool:
        runs, lifted = self._inside(element, style)
        text = " ".join(runs.plain().split("\n"))
        if TITLE_CLASS in (element.get("class") or "").split() and not self.converted.title:
            self.converted.title = text
            self._displace(runs.notes)
        elif len(text) > LONGEST_HEADING:
            return self._take_standfirst(element, style) or self._term(element, style)
        elif text:
            self._emit("heading", {"text": text, "level": str(element.tag)[1]})
            self._displace(runs.notes)
        self._read_apart(lifted)
        return True

    def _take_standfirst(self, element: Element, style: Style) -> bool:
        """Take the standfirst, before which only pictures may stand: what the text marks as such, or a long heading."""
        begun = self.flow or not self.runs.is_empty or any(name != "image" for name, _value in self.converted.blocks)
        runs, lifted = self._inside(element, style)
        text = runs.plain()
        if begun or self.converted.standfirst or not text or lifted or len(text) > LONGEST_STANDFIRST:
            return False
        self.converted.standfirst = text
        self._displace(runs.notes)
        return True

    def _quote(self, element: Element, style: Style) -> bool:
        """A quotation; its last line names its author and source after a dash or in <cite> or <footer>."""
        named_by = (*element.iter("footer"), *reversed(list(element.iter("cite"))))
        credit = next((one for one in named_by if _ends(element, one)), None)
        named = ""
        if credit is not None:
            named = self.read(credit).plain().replace("\n", " ")
            parent = credit.getparent()
            if parent is not None:
                parent.remove(credit)
        runs, lifted = self._inside(element, style)
        lines = runs.plain().split("\n")
        if not named and len(lines) > 1 and _CREDIT.match(lines[-1]):
            named = lines.pop()
        author, _comma, source = named.strip("—–- ").partition(", ")
        if any(lines):
            value = {"text": "\n".join(lines), "author": author.strip(), "source": source.strip()}
            self._emit("quote", value)
            self._displace(runs.notes)
        self._read_apart(lifted)
        return True

    def _list(self, element: Element, style: Style) -> bool:
        self._end_paragraph()
        lifted: list[Element] = []
        html = self._list_html(element, style, lifted)
        if html:
            self.flow.append(html)
            self.picture = None
        if element.get("start", "1") != "1":
            message = _("Une liste numérotée à partir de %(start)s l’est à partir de 1.")
            self.converted.remark("dropped", message % {"start": element.get("start")})
        self._read_apart(lifted)
        return True

    def _list_html(self, element: Element, style: Style, lifted: list[Element]) -> str:
        """A list and those inside it."""
        items: list[str] = []
        for item in element:
            below: list[str] = []
            runs = self._item(item, style, below, lifted)
            runs.add(item.tail, style)
            if not runs.is_empty:
                runs.call_first(self.calls)
                self.calls = []
            if not runs.is_empty or below:
                items.append(f"<li>{runs.html()}{''.join(below)}</li>")
        return f"<{element.tag}>{''.join(items)}</{element.tag}>" if items else ""

    def _item(self, item: Element, style: Style, below: list[str], lifted: list[Element]) -> Runs:
        """The text of one item; lists in it go to `below`, what needs a block to `lifted`."""
        runs = Runs()

        def handle(child: Element, inner: Style) -> bool:
            tag = str(child.tag)
            if tag in {"ul", "ol"}:
                below.append(self._list_html(child, inner, lifted))
                return True
            if tag in _LIFTED or tag == "blockquote":
                lifted.append(child)
                return True
            if tag in self._handlers and not runs.is_empty:
                runs.add_break()
            return False

        if item.tag in {"ul", "ol"}:
            below.append(self._list_html(item, style, lifted))
        else:
            self._collect(item, runs, style_of(item, style, self._link), handle)
        return runs

    def _image(self, element: Element, style: Style) -> bool:
        src, alt = element.get("src", ""), (element.get("alt") or element.get("title") or "").strip()
        key = self.pictures(src, alt) if src else None
        if key is None:
            self.converted.remark("picture", f"{src} ({alt})" if alt else src or _("sans adresse"))
        picture = {"image": key, "decorative": False, "alt_text": alt[:500]}
        value: dict[str, Any] = {"picture": picture, "caption": "", "wide": False}
        self._emit("image", value)
        self.picture = value
        return True

    def _caption(self, element: Element, style: Style) -> bool:
        """The caption of the picture, the table or the player before it; a paragraph when there is none."""
        self._end_paragraph()
        runs, lifted = self._inside(element, style)
        if self.picture is None or runs.is_empty or self.picture["caption"]:
            return False
        self.picture["caption"] = f"<p>{runs.html(raised=False, notes=False)}</p>"
        self._displace(runs.notes)
        self._read_apart(lifted)
        return True

    def _drawing(self, element: Element, style: Style) -> bool:
        self.converted.remark("picture", _("dessin vectoriel dans le texte (SVG)"))
        return True

    def _table(self, element: Element, style: Style) -> bool:
        grid = read_grid(element)
        if grid.is_layout:
            self._end_paragraph()
            for cell in (cell for row in grid.rows for cell in row):
                self._paragraph(cell, style)
            self.converted.remark("table", _("Un tableau qui ne servait qu’à la mise en page est déplié."))
            return True
        if not grid.is_plain:
            return self._foreign(element, style)
        self.tables += 1
        self._flush()
        read = [[self.read(cell) for cell in row] for row in grid.rows]
        cells = [
            [(" ".join(one.plain().split("\n")), one.html(raised=False, notes=False)) for one in row] for row in read
        ]
        caption = self.read(grid.caption).plain() if grid.caption is not None else ""
        first_column = all(row[0].tag == "th" for row in grid.rows[1:])
        self._say_table(grid.headed and all(heading for heading, _rich in cells[0]), bool(caption))
        value = table_value(cells, caption or _("Tableau %(number)d") % {"number": self.tables}, first_column)
        self._emit("table", value)
        self._displace([note for row in read for one in row for note in one.notes])
        return True

    def _say_table(self, headed: bool, captioned: bool) -> None:
        """What a person should look at in a table."""
        names = {"number": self.tables}
        if not captioned:
            self.converted.remark("table", _("Tableau %(number)d : pas de légende, à donner.") % names)
        if not headed:
            message = _("Tableau %(number)d : titres de colonnes pris de la première ligne, à relire.")
            self.converted.remark("table", message % names)

    def _foreign(self, element: Element, style: Style) -> bool:
        """What has no block: cleaned HTML, listed."""
        calls = [one.get("id", "") for one in element.iter("footnote")]
        etree.strip_tags(element, "footnote", "span", "font")
        tail, element.tail = element.tail, None
        raw = etree.tostring(element, encoding="unicode", method="html")
        element.tail = tail
        html = nh3.clean(raw, tags=_HTML_TAGS, attributes=_HTML_ATTRIBUTES, link_rel=None)
        self._emit("html", {"html": html})
        words = " ".join(words_of_html(html)[:12])
        self.converted.remark("html", _("<%(tag)s> gardé en HTML : %(words)s…") % {"tag": element.tag, "words": words})
        self._displace(calls)
        return True

    def _embed(self, element: Element, style: Style) -> bool:
        """A player behind a click, when it is one that is known; else a link."""
        source = element.find("source")
        address = element.get("src") or element.get("data") or (source.get("src") if source is not None else "")
        address = usable_address(address or "", self.base)
        if not address:
            self.converted.remark("embed", _("Un contenu intégré sans adresse est laissé de côté."))
            return True
        player = find_player(address)
        if player is None:
            self._end_paragraph()
            self.runs.add(address, Style(href=address))
            self._end_paragraph()
            self.converted.remark(
                "embed", _("Lecteur inconnu, remplacé par un lien : %(address)s") % {"address": address}
            )
            return True
        title = (element.get("title") or "").strip()[:200]
        if not title:
            title = _("Vidéo ou son (%(site)s)") % {"site": player.provider}
            self.converted.remark("embed", _("Titre à donner : %(address)s") % {"address": address})
        self._emit("embed", {"url": address, "title": title, "caption": ""})
        return True

    def _rule(self, element: Element, style: Style) -> bool:
        self._end_paragraph()
        self.forgotten[_("trait de séparation")] += 1
        return True

    def _link(self, address: str) -> str:
        """An address that can be followed; files of the old site are noted."""
        usable = usable_address(address, self.base)
        is_own = not address.startswith(("http:", "https:", "//")) or bool(self.base and usable.startswith(self.base))
        if usable and is_own and FILES.search(usable):
            self.converted.remark("file", usable)
        return usable


def _ends(quote: Element, credit: Element) -> bool:
    """Whether nothing but space follows an element in a quotation."""
    element = credit
    while element is not quote:
        if (element.tail or "").strip() or element.getnext() is not None:
            return False
        parent = element.getparent()
        if parent is None:
            return False
        element = parent
    return True
