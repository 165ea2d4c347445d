"""Changing the order of a number: one page at a time, through Wagtail's own move and its permissions."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.actions.move_page import MovePageAction
from wagtail.models import Page

from core.models import IndexChange
from magazine.models import IssuePage
from magazine.releases.guards import IssuePart

PLACES = {"before": "left", "after": "right", "inside": "last-child"}


class CannotMove(Exception):
    """The order stays as it is; the message says why."""


@dataclass(frozen=True)
class Move:
    """Where a page goes, as treebeard says it."""

    page: Any
    target: Page
    place: str

    @property
    def parent(self) -> Page:
        """Under what it will stand."""
        return self.target if self.place == "last-child" else self.target.get_parent()


def plan_move(issue: IssuePage, pk: int, where: str, target: int | None = None) -> Move | None:
    """Read where a page is to go: `up`, `down`, or `before`, `after` or `inside` the page `target`.

    None when it stands there already. Raises `CannotMove` when the contents changed so that it makes no sense.
    """
    page = _found(issue, pk)
    if where in ("up", "down"):
        beside = page.get_prev_sibling() if where == "up" else page.get_next_sibling()
        return Move(page, beside, "left" if where == "up" else "right") if beside is not None else None
    if where not in PLACES or target is None:
        raise CannotMove(_("Cette place n’existe pas."))
    aim = issue if where == "inside" and target == issue.pk else _found(issue, target)
    if aim.pk == page.pk:
        return None
    move = Move(page, aim, PLACES[where])
    return None if _is_there(move) else move


def _found(issue: IssuePage, pk: int) -> Any:
    """A page of this number, as it stands now."""
    page = Page.objects.filter(pk=pk, path__startswith=issue.path, depth__gt=issue.depth).first()
    if page is None:
        raise CannotMove(_("Cette page n’est plus dans le numéro : quelqu’un l’a déplacée ou supprimée."))
    return page.specific


def _is_there(move: Move) -> bool:
    page, target = move.page, move.target
    if move.place == "last-child":
        last = target.get_last_child()
        return last is not None and last.pk == page.pk
    beside = page.get_next_sibling() if move.place == "left" else page.get_prev_sibling()
    return beside is not None and beside.pk == target.pk


def carry_out(move: Move, user: Any) -> None:
    """Move the page, in the caller's transaction; raises `CannotMove`."""
    parent = move.parent
    if not move.page.permissions_for_user(user).can_move_to(parent.specific):
        raise CannotMove(_("« %(title)s » ne peut pas aller là.") % {"title": move.page.title})
    if not Page._slug_is_available(move.page.slug, parent, move.page):
        text = _("Une autre page a déjà l’adresse « %(slug)s » à cet endroit : changez-en une.")
        raise CannotMove(text % {"slug": move.page.slug})
    try:
        MovePageAction(move.page, move.target, pos=move.place, user=user).execute()
    except PermissionDenied as error:
        raise CannotMove(str(error)) from error


def lock(issue: IssuePage) -> IssuePage:
    """The number as it stands now, held until the transaction ends: one move after the other."""
    Page.objects.select_for_update().get(pk=issue.pk)
    return IssuePage.objects.get(pk=issue.pk)


def note_move(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """What moved in a number has another place in the contents, and maybe another address: say it to the index."""
    if not issubclass(sender, IssuePart):
        return
    with transaction.atomic():
        for page in instance.get_descendants(inclusive=True).specific(defer=True):
            IndexChange.objects.note(type(page)._meta.label_lower, [page.uuid])
