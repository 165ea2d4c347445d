"""The line one copies into a bibliography, in the manner of the APA."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from core.languages import in_language
from core.names import parse_person
from resources.shown import RecordParts, display_title, shown, shown_name

_CITED_ROLES = {"aut", "edt", "drt", "com", "cmp", "dsr", "art", "org"}
_MOST_NAMES = 7


def cite(parts: RecordParts) -> SafeString:
    """“Vassiliou, E. (2018). *L’étranger à table* (P. Hensgens, trad.). Presses de la Senne.” as HTML."""
    record = parts.record
    pieces = [
        format_html("<bdi>{}</bdi> ({}).", _authors(parts), record.date or _("s. d.")) if _authors(parts) else "",
        _title(parts),
        "" if _authors(parts) else format_html("({}).", record.date or _("s. d.")),
        _host(parts),
        _ended(", ".join(parts.publisher_names)),
    ]
    return format_html_join(" ", "{}", ((piece,) for piece in pieces if piece))


def _title(parts: RecordParts) -> SafeString:
    """The title, in italics when the document stands alone, and its translators."""
    record = parts.record
    language = record.main_language
    shape = "{}" if record.host_id or record.host_title else "<cite>{}</cite>"
    title = format_html(shape, display_title(record))
    title = format_html('<bdi lang="{}">{}</bdi>', language, title) if language else format_html("<bdi>{}</bdi>", title)
    translators = [_initials_first(name) for one, name in parts.contributions if one.role == "trl"]
    if translators:
        title = format_html("{} ({}, {})", title, ", ".join(translators), _("trad."))
    return title if str(record.title).endswith(("?", "!", "…", ".")) and not translators else format_html("{}.", title)


def _host(parts: RecordParts) -> SafeString | str:
    """Where an article or a chapter is found."""
    record = parts.record
    host = display_title(parts.host) if parts.host else record.host_title
    if not host:
        return ""
    where = f", {record.host_part}" if record.host_part else ""
    title = in_language(host, (parts.host or record).main_language)
    return format_html("{} <cite>{}</cite>{}.", _("Dans"), title, where)


def _authors(parts: RecordParts) -> str:
    """Those answerable for the document, family names first."""
    names = [_sorted_name(one) for one, _name in parts.contributions if one.role in _CITED_ROLES]
    if len(names) > _MOST_NAMES:
        names = [*names[: _MOST_NAMES - 1], "… " + names[-1]]
    return ", ".join(names)


def _sorted_name(contribution: object) -> str:
    """“Vassiliou, E.” of a person; an organisation's name as it is."""
    name = shown_name(contribution)
    agent = shown(getattr(contribution, "agent", None))
    if agent is not None and agent.kind == "organisation":
        return name
    family, _comma, given = (agent.sort_name if agent is not None else parse_person(name).sort).partition(", ")
    return f"{family}, {_initials(given)}" if given else family


def _initials_first(name: str) -> str:
    """“P. Hensgens” of “Paul Hensgens”."""
    family, _comma, given = parse_person(name).sort.partition(", ")
    return f"{_initials(given)} {family}" if given else family


def _initials(given: str) -> str:
    """“J.-P.” of “Jean-Paul”."""
    words = ("-".join(f"{part[0]}." for part in word.split("-") if part) for word in given.split())
    return " ".join(word for word in words if word)


def _ended(text: str) -> str:
    return f"{text}." if text and not text.endswith(".") else text
