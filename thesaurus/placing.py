"""Changes made in the tree: a concept moved, placed a second time, renamed, or made; each can be read in its history.

What is published changes at once, and an open draft of it is changed alike, so that publishing the draft later brings
nothing back.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from core.languages import language_name
from core.models import NumberSequence
from core.text import squeeze
from thesaurus.models import BroaderLink, Concept, ConceptLabel, LabelKind, Scheme
from thesaurus.services import ANCESTRY_LOCK, stands_above
from thesaurus.tree import stamp_of

MOVED = "passerelles.move"
RENAMED = "passerelles.rename"


class Refused(Exception):
    """Why a change of the tree is not made, as a sentence for who asked; nothing was written."""


@dataclass(frozen=True)
class Shift:
    """What a move takes away from above a concept, what it puts there (public numbers), and whether it begins the
    tree afterwards."""

    removed: int | None
    added: int | None
    top: bool


def move_concept(
    concept: Concept, source: Concept | None, target: Concept | None, stamp: str, user: Any, *, keep: bool = False
) -> int:
    """Move a concept from under `source` to under `target` (None: the top); `keep` leaves it in its old place as well.

    `stamp` is where its place was read to be: the move is refused when somebody changed it since. Returns the key of
    the entry in its history, by which it can be undone.
    """
    with transaction.atomic():
        fresh = _take(concept, user)
        _refuse_stale(fresh, stamp)
        removed = None if keep or source is None else source.number
        parents = set(BroaderLink.objects.above([fresh.pk]).get(fresh.pk, []))
        if source is None and not keep and parents and not fresh.top:
            raise Refused(_("« %s » n’est plus à l’endroit d’où vous le déplacez.") % fresh)
        _refuse_move(fresh, target, parents, removed, keep=keep)
        left = parents - {removed}
        top = target is None or (fresh.top and bool(keep or source is not None))
        shift = Shift(removed, target.number if target else None, top or not (left or target))
        return _shift(fresh, shift, user)


def leave_place(concept: Concept, source: Concept | None, stamp: str, user: Any) -> int:
    """Take a concept away from under one of the several it stands under; the key of the entry in its history."""
    with transaction.atomic():
        fresh = _take(concept, user)
        _refuse_stale(fresh, stamp)
        parents = set(BroaderLink.objects.above([fresh.pk]).get(fresh.pk, []))
        if source is None or source.number not in parents or len(parents) == 1:
            raise Refused(_("« %s » n’a qu’une place : déplacez-le, ou mettez-le en tête de l’arbre.") % fresh)
        return _shift(fresh, Shift(source.number, None, fresh.top), user)


def undo_move(entry: int, user: Any) -> Concept:
    """Put a concept back where it was before a move, unless it was moved again since."""
    with transaction.atomic():
        note = ModelLogEntry.objects.filter(pk=entry, action=MOVED).first()
        found = Concept.objects.filter(pk=note.object_id).first() if note else None
        if note is None or found is None:
            raise Refused(_("Ce déplacement n’est plus dans l’historique."))
        concept = _take(found, user)
        _refuse_stale(concept, note.data["after"])
        if note.data["removed"]:
            back = Concept.objects.not_gone().numbered(note.data["removed"]).first()
            if back is None:
                raise Refused(_("Le concept sous lequel il se trouvait a été retiré entre-temps."))
            if stands_above(concept.pk, back.pk):
                raise Refused(_circle(concept, back))
        _shift(concept, Shift(note.data["added"], note.data["removed"], note.data["top"]), user)
    return concept


def rename_concept(concept: Concept, language: str, text: str, before: str, user: Any) -> None:
    """Change the preferred label in one language; refused when it is no longer the one that was shown."""
    text = squeeze(text)[:255]
    with transaction.atomic():
        fresh = _take(concept, user)
        label = fresh.preferred_label(language)
        if label is None or label.language != language or label.text != before:
            raise Refused(_("Ce libellé a été changé entre-temps : rechargez la page pour voir le nouveau."))
        if text == before:
            return
        refuse_label(text, language, fresh)
        own = {(one.language, one.text) for one in fresh.labels.all()}
        if (language, text) in own:
            raise Refused(_("Ce concept porte déjà « %s » : changez sa sorte dans sa fiche.") % text)

        def rename(thing: Any) -> None:
            labels = list(thing.labels.all())
            for one in labels:
                if (one.kind, one.language, one.text) == (LabelKind.PREFERRED, language, before):
                    one.text = text
            thing.labels = labels

        revision = _change(fresh, rename, user)
        data = {"before": before, "after": text, "language": language}
        log(instance=fresh, action=RENAMED, user=user, data=data, revision=revision, content_changed=True)


def add_concept(text: str, language: str, under: Concept | None, user: Any, *, live: bool) -> Concept:
    """Make a concept with one label under another, or at the top; a draft unless `live`."""
    text = squeeze(text)[:255]
    if not text:
        raise Refused(_("Écrivez le libellé du nouveau concept."))
    refuse_label(text, language)
    scheme = under.scheme if under else Scheme.objects.order_by("pk").first()
    if scheme is None:
        raise Refused(_("Créez d’abord un vocabulaire."))
    with transaction.atomic():
        concept: Any = Concept(scheme=scheme, live=False, top=under is None)
        concept.labels = [ConceptLabel(kind=LabelKind.PREFERRED, language=language, text=text)]
        concept.broader_links = [BroaderLink(broader=under)] if under else []
        concept.save()
        revision = concept.save_revision(user=user, clean=False)
        log(instance=concept, action="wagtail.create", user=user, revision=revision, content_changed=True)
        if live:
            revision.publish(user=user)
    return Concept.objects.get(pk=concept.pk)


def refuse_label(text: str, language: str, but: Concept | None = None) -> None:
    """No two concepts with one preferred label in a language: nobody could tell them apart."""
    if not text:
        raise Refused(_("Un libellé ne peut pas être vide."))
    same = ConceptLabel.objects.preferred_as(text, language).exclude(concept=but.pk if but else None).first()
    if same is not None:
        raise Refused(
            _("« %(text)s » est déjà un concept en %(language)s (n° %(number)d).")
            % {"text": same.text, "language": language_name(language), "number": same.concept.number}
        )


def _take(concept: Concept, user: Any) -> Concept:
    """The concept as it is now, for this transaction alone; refused when it may not change."""
    NumberSequence.objects.get_or_create(series=ANCESTRY_LOCK)
    NumberSequence.objects.select_for_update().get(series=ANCESTRY_LOCK)
    fresh = Concept.objects.not_gone().by_keys([concept.pk]).first()
    if fresh is None:
        raise Refused(_("Ce concept a été retiré ou fusionné entre-temps."))
    lock = fresh.get_lock()
    if lock and lock.for_user(user):
        raise Refused(_("« %s » est verrouillé ou attend sa publication programmée.") % fresh)
    return fresh


def _refuse_stale(concept: Concept, stamp: str) -> None:
    if stamp != stamp_of(concept):
        raise Refused(_("« %s » a été déplacé entre-temps : rien n’a été changé, l’arbre est rechargé.") % concept)


def _refuse_move(
    concept: Concept, target: Concept | None, parents: set[int], removed: int | None, *, keep: bool
) -> None:
    """Refuse what makes no sense: nowhere new, a circle, from where it does not stand."""
    if removed is not None and removed not in parents:
        raise Refused(_("« %s » n’est plus à l’endroit d’où vous le déplacez.") % concept)
    if target is None:
        if (keep or not removed) and (concept.top or not parents):
            raise Refused(_("« %s » est déjà en tête de l’arbre.") % concept)
        return
    if target.withdrawn_at or target.merged_into_id:
        raise Refused(_("« %s » a été retiré ou fusionné : rien ne peut être mis dessous.") % target)
    if target.pk == concept.pk:
        raise Refused(_("« %s » ne peut pas être mis sous lui-même.") % concept)
    if target.number in parents:
        raise Refused(_("« %(concept)s » est déjà sous « %(target)s ».") % {"concept": concept, "target": target})
    if stands_above(concept.pk, target.pk):
        raise Refused(_circle(concept, target))


def _circle(concept: Concept, target: Concept) -> str:
    words = {"other": target, "concept": concept}
    return _("« %(other)s » est déjà sous « %(concept)s » : le concept se trouverait au-dessus de lui-même.") % words


def _shift(concept: Concept, shift: Shift, user: Any) -> int:
    """Make a move, and write it in the history; the key of that entry."""
    before, was_top = stamp_of(concept), concept.top
    keys = dict(Concept.objects.by_numbers([n for n in (shift.removed, shift.added) if n]).values_list("number", "pk"))

    def place(thing: Any) -> None:
        links = [one for one in thing.broader_links.all() if one.broader_id != keys.get(shift.removed or 0)]
        added = keys.get(shift.added or 0)
        if added and added not in {one.broader_id for one in links}:
            links.append(BroaderLink(broader_id=added))
        thing.broader_links, thing.top = links, shift.top

    revision = _change(concept, place, user)
    data = {
        "removed": shift.removed, "added": shift.added, "top": was_top,
        "before": before, "after": stamp_of(Concept.objects.get(pk=concept.pk)),
        "names": {str(one.number): str(one) for one in Concept.objects.by_keys(keys.values()).with_labels()},
    }  # fmt: skip
    return int(log(instance=concept, action=MOVED, user=user, data=data, revision=revision, content_changed=True).pk)


def _change(concept: Concept, change: Callable[[Concept], None], user: Any) -> Any:
    """Change a concept and keep a revision: what is published, and the draft over it when there is one."""
    draft = concept.get_latest_revision_as_object() if concept.live and concept.has_unpublished_changes else None
    change(concept)
    if draft is None and concept.live:
        revision = concept.save_revision(user=user, clean=False)
        revision.publish(user=user, log_action=None)
        return revision
    concept.save()
    if draft is None:
        return concept.save_revision(user=user, clean=False)
    change(draft)
    return draft.save_revision(user=user, clean=False)
