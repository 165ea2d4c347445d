"""What a record here can hold: longer texts are cut and it is said; the source record keeps them whole."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from resources.imports.rows import Copy, Draft, Imprint
from resources.models import Holding, HoldingSite, OtherTitle, Publication, Record, RecordIdentifier

MOST_PARTS = 1000
"""The most names, notes, subjects… of one record: more is a fault of its file."""
LONGEST_TEXT = 60_000
LONGEST_WORD = 255
Cut = Callable[[str, int, Any], str]
"""Gives a text of at most so many characters, and notes the name of what was longer."""


def _limit(model: Any, name: str) -> tuple[int, Any]:
    """The length a column holds, and its name for people."""
    column = model._meta.get_field(name)
    return int(column.max_length), column.verbose_name


_LIMITS = {one.name: _limit(Record, one.name) for one in Record._meta.fields if getattr(one, "max_length", None)}
_COPY = {name: _limit(Holding, name) for name in ("shelf_mark", "note", "inventory_number")}
_VALUE, _TITLE = _limit(RecordIdentifier, "value"), _limit(OtherTitle, "text")
_PLACE, _SITE = _limit(Publication, "place"), _limit(HoldingSite, "name")[0]
_PARTS = ("people", "imprints", "notes", "numbers", "links", "copies", "other_titles", "subjects", "keywords")


def fit(draft: Draft) -> list[str]:
    """Shorten what is too long in a draft; gives a sentence for each kind of thing that was."""
    remarks: list[str] = []

    def cut(text: str, limit: int, name: Any) -> str:
        if len(text) <= limit:
            return text
        remarks.append(_("« %(name)s » trop long, coupé à %(limit)d caractères") % {"name": name, "limit": limit})
        return text[: limit - 1].rstrip() + "…"

    for name, value in draft.fields.items():
        if isinstance(value, str) and name in _LIMITS:
            draft.fields[name] = cut(value, *_LIMITS[name])
    for name in _PARTS:
        parts = getattr(draft, name)
        if len(parts) > MOST_PARTS:
            del parts[MOST_PARTS:]
            remarks.append(
                _("plus de %(limit)d éléments d’une même sorte, les autres restent dans la notice d’origine")
                % {"limit": MOST_PARTS}
            )
    _fit_parts(draft, cut)
    return remarks


def _fit_parts(draft: Draft, cut: Cut) -> None:
    """Texts of parts, by the limits of their models; parts that fit, nearly all, are left as they are."""
    draft.notes = [
        one if len(one[1]) <= LONGEST_TEXT and len(one[3]) <= 255 else _fit_note(one, cut) for one in draft.notes
    ]
    draft.numbers = [one if len(one[1]) <= _VALUE[0] else (one[0], cut(one[1], *_VALUE)) for one in draft.numbers]
    draft.keywords = [
        cut(word, LONGEST_WORD, _("mot-clé")) if len(word) > LONGEST_WORD else word for word in draft.keywords
    ]
    draft.other_titles = [
        one if len(one.text) <= _TITLE[0] else replace(one, text=cut(one.text, *_TITLE)) for one in draft.other_titles
    ]
    draft.imprints = [
        one
        if len(one.name) <= LONGEST_WORD and len(one.place) <= _PLACE[0]
        else Imprint(cut(one.name, LONGEST_WORD, _("éditeur")), cut(one.place, *_PLACE))
        for one in draft.imprints
    ]
    draft.people = [
        one if len(one.name) <= LONGEST_WORD else replace(one, name=cut(one.name, LONGEST_WORD, _("nom")))
        for one in draft.people
    ]
    draft.copies = [one if _fits(one) else _fit_copy(one, cut) for one in draft.copies]


def _fit_note(note: tuple[str, str, str, str], cut: Cut) -> tuple[str, str, str, str]:
    kind, text, language, source = note
    return kind, cut(text, LONGEST_TEXT, _("texte")), language, cut(source, 255, _("source"))


def _fits(copy: Copy) -> bool:
    return len(copy.site) <= _SITE and all(len(getattr(copy, name)) <= limit for name, (limit, _name) in _COPY.items())


def _fit_copy(copy: Copy, cut: Cut) -> Copy:
    shorter = {name: cut(getattr(copy, name), *limit) for name, limit in _COPY.items()}
    return replace(copy, site=cut(copy.site, _SITE, _("lieu")), **shorter)
