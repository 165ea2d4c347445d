"""HTML that came from elsewhere, made harmless: what a page may show without knowing who wrote it."""

import nh3

TAGS = set(
    "a abbr b bdi bdo blockquote br caption cite code col colgroup dd del dfn div dl dt em figcaption figure h2 h3 h4"
    " h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp small span strong sub sup table tbody td tfoot th"
    " thead time tr u ul var wbr".split()
)
ATTRIBUTES = {
    "*": {"lang", "dir", "title"},
    "a": {"href", "hreflang"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start", "reversed"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
}
LOST_WITH_CONTENT = {"script", "style", "svg", "math", "template", "textarea", "select", "button", "iframe", "object"}
SCHEMES = {"http", "https", "mailto", "tel"}


def clean_html(html: str) -> str:
    """Well-formed HTML without scripts, styles, forms, players, classes and anchors.

    Pictures are those of this site alone: one from elsewhere would tell its host who reads. Its description stays.
    """
    return str(
        nh3.clean(
            html,
            tags=TAGS,
            attributes=ATTRIBUTES,
            clean_content_tags=LOST_WITH_CONTENT,
            attribute_filter=_own_pictures,
            link_rel=None,
            url_schemes=SCHEMES,
        )
    )


def _own_pictures(tag: str, attribute: str, value: str) -> str | None:
    """The value of an attribute; None for the address of a picture elsewhere."""
    if (tag, attribute) == ("img", "src") and (not value.startswith("/") or value.startswith(("//", "/\\"))):
        return None
    return value
