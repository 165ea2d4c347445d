"""What is checked in pictures, players and tables."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from magazine.checks.findings import Finding, error
from magazine.checks.subject import PictureUse, Subject

_FILE_NAME = re.compile(
    r"\.(?:avif|gif|jpe?g|png|svg|tiff?|webp)$"
    r"|^(?:img|dscn?|image|photo|pict?|capture|screenshot)[-_ ]?\d+$"
    r"|^\w+_\w*$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Image:
    """What the library knows of a picture."""

    title: str
    credit: str
    description: str


def check_pictures(subject: Subject, images: Mapping[int, Image]) -> Iterator[Finding]:
    """Each picture has a text for those who do not see it, and says whose it is."""
    for use in subject.pictures():
        image = images.get(use.image or 0)
        if image is not None:
            yield from _check_description(use, image)
            if not image.credit:
                text = _("L’image « %(title)s » n’a pas de crédit : complétez sa fiche dans la médiathèque.")
                yield error("no_credit", text % {"title": image.title}, field=use.field, block=use.block)


def _check_description(use: PictureUse, image: Image) -> Iterator[Finding]:
    """The opening picture may be described in the library; one in the body is described where it stands."""
    if use.is_decorative:
        return
    description = use.description or (image.description if use.field else "")
    place = {"field": "image_alt" if use.field else "", "block": use.block}
    if not description:
        text = _("L’image « %(title)s » n’a pas de description pour qui ne la voit pas.")
        yield error("no_description", text % {"title": image.title}, "1.1", **place)
    elif _FILE_NAME.search(description):
        text = _("« %(text)s » est un nom de fichier : dites ce que montre l’image « %(title)s ».")
        yield error("file_name", text % {"text": description, "title": image.title}, "1.3", **place)


def check_players(subject: Subject) -> Iterator[Finding]:
    """Each player has a title."""
    for block, value in subject.of_type("embed"):
        if not str((value or {}).get("title") or "").strip():
            yield error("untitled_player", _("Une vidéo ou un son n’a pas de titre."), "2.1", block=block)


def check_tables(subject: Subject) -> Iterator[Finding]:
    """Each table has a caption, and each column a heading."""
    for block, value in subject.of_type("table"):
        table: Mapping[str, Any] = (value or {}).get("table") or {}
        if not str(table.get("caption") or "").strip():
            yield error("uncaptioned_table", _("Un tableau n’a pas de légende."), "5.4", block=block)
        columns = table.get("columns") or []
        if not columns or not all(str(column.get("heading") or "").strip() for column in columns):
            yield error("unheaded_table", _("Un tableau a des colonnes sans titre."), "5.6", block=block)
