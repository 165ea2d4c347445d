"""HTML of unknown make, read into a clean tree in bounded time, whatever it is made of."""

import re
from collections import Counter
from collections.abc import Iterator

import nh3
from django.utils.translation import gettext as _
from lxml import etree

from core.text import without_controls

LARGEST = 5 << 20
"""Bytes of text read at most."""
MOST_TAGS = 100_000
DEEPEST = 100
"""Levels of elements in the clean tree. The parser's time grows with the square of the depth."""
MOST_OPEN = 300
MOST_OPEN_FORMATS = 30
"""Formatting tags opened and not closed: each new paragraph opens them all again."""
MOST_ATTRIBUTES = 300
"""Of one tag: the parser compares each with all the others."""
_TAG = re.compile(r"<(/?)([a-zA-Z][\w:.-]*)")
_ATTRIBUTE = re.compile(r"""[\s/]*[^\s/>][^\s/>=]*(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]*))?""")
_WRITTEN_TAG = re.compile(r"""<([a-z][a-z0-9]*)((?: [a-z-]+="[^"]*")*)>""")
_FORMATS = set("a b big code em font i nobr s small strike strong tt u".split())
_NEED_NO_END = set(
    "p li dt dd tr td th thead tbody tfoot option colgroup rt rp html head body area base br col embed hr img input "
    "link meta param source track wbr".split()
)
_NO_END_AT_ALL = set("area base br col embed hr img input link meta param source track wbr".split())
_TAGS = set(
    "a abbr address article aside audio b big blockquote br caption center cite code col colgroup dd del details dfn "
    "div dl dt em embed fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6 header hr i iframe img ins kbd "
    "label legend li main mark nav object ol p pre q s samp section small source span strike strong sub summary sup "
    "svg table tbody td tfoot th thead tr tt u ul var video".split()
)
_ATTRIBUTES = {
    "*": {"id", "class", "style"},
    "a": {"href", "name"},
    "img": {"src", "alt", "title"},
    "iframe": {"src", "title"},
    "video": {"src"},
    "audio": {"src"},
    "source": {"src"},
    "embed": {"src"},
    "object": {"data"},
    "ol": {"start"},
    "th": {"colspan", "rowspan", "scope"},
    "td": {"colspan", "rowspan"},
}
_WITHOUT_CONTENT = {"script", "style", "title", "xml", "template", "noembed", "noframes", "select", "textarea"}
INVISIBLE = re.compile("[\u00ad\u200b\u200c\u2060\ufeff]")


class ConversionRefused(Exception):
    """The text can't be converted at all. Carries a sentence for the person."""


def clean_html(html: str) -> str:
    """The HTML that is read: well-formed, bounded, without scripts, styles, comments and what can't be seen.

    Raises ConversionRefused for what is too large or nested too deep.
    """
    if len(html) > LARGEST or len(html.encode("utf-8", "replace")) > LARGEST:
        raise ConversionRefused(_("Le texte dépasse %(limit)d Mo.") % {"limit": LARGEST >> 20})
    html = INVISIBLE.sub("", without_controls(html.encode("utf-8", "replace").decode("utf-8")))
    _check_tags(html)
    clean = nh3.clean(
        html,
        tags=_TAGS,
        clean_content_tags=_WITHOUT_CONTENT,
        attributes=_ATTRIBUTES,
        link_rel=None,
        url_schemes={"http", "https", "mailto", "tel"},
    )
    _check_depth(clean)
    return without_controls(clean)


def _check_tags(html: str) -> None:
    """Refuse what would take the parser very long: too many tags or attributes, or too many tags left open."""
    opened: Counter[str] = Counter()
    formats = 0
    for count, (closes, name) in enumerate(_tags(html), 1):
        if count > MOST_TAGS:
            raise ConversionRefused(_("Le texte compte plus de %(limit)d balises.") % {"limit": MOST_TAGS})
        if name in _NEED_NO_END or (closes and not opened[name]):
            continue
        opened[name] += -1 if closes else 1
        formats += (name in _FORMATS) * (-1 if closes else 1)
        if formats > MOST_OPEN_FORMATS or (count % 50 == 0 and opened.total() > MOST_OPEN):
            raise ConversionRefused(
                _("Le texte est imbriqué sur trop de niveaux, ou ses balises ne sont pas refermées.")
            )


def _tags(html: str) -> Iterator[tuple[bool, str]]:
    """Each tag as a parser would see it: whether it closes, and its name in lower case."""
    position = 0
    while found := _TAG.search(html, position):
        yield bool(found[1]), found[2].lower()
        position = found.end()
        for _count in range(MOST_ATTRIBUTES):
            attribute = _ATTRIBUTE.match(html, position)
            if not attribute:
                break
            position = attribute.end()
        else:
            message = _("Une balise porte plus de %(limit)d attributs.")
            raise ConversionRefused(message % {"limit": MOST_ATTRIBUTES})


def _check_depth(clean: str) -> None:
    """Refuse a tree deeper than what is walked."""
    depth = 0
    for found in _TAG.finditer(clean):
        if found[2] in _NO_END_AT_ALL:
            continue
        depth += -1 if found[1] else 1
        if depth > DEEPEST:
            raise ConversionRefused(_("Le texte est imbriqué sur plus de %(limit)d niveaux.") % {"limit": DEEPEST})


def read_clean(clean: str) -> etree._Element:
    """The tree of clean HTML, under one root.

    It is read as XML: a parser of HTML would move elements again.
    """
    xml = _WRITTEN_TAG.sub(_as_xml, clean).replace("&nbsp;", "\u00a0")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    return etree.fromstring(f"<body>{xml}</body>".encode(), parser=parser)


def _as_xml(tag: re.Match[str]) -> str:
    """A tag as XML has it."""
    name, attributes = tag[1], tag[2].replace("<", "&lt;")
    return f"<{name}{attributes}{'/' if name in _NO_END_AT_ALL else ''}>"
