"""A number goes live, and goes offline, as a whole: what holds the pages to it, whoever asks and however."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.models import Page

from magazine.querysets import ISSUE_DEPTH, ISSUE_PATH
from magazine.releases.refusals import PublishedAsAWhole
from magazine.roles.rights import MagazinePermissions

_releasing: ContextVar[int | None] = ContextVar("releasing", default=None)


@contextmanager
def releasing(issue: Page) -> Iterator[None]:
    """Within, the number itself may change from offline to live and back; `releases.services` alone uses it."""
    token = _releasing.set(issue.pk)
    try:
        yield
    finally:
        _releasing.reset(token)


def parents_are_live(page: Page) -> bool:
    """Whether the number a part stands in, and the dossier or rubric between, are live."""
    paths = {page.path[:ISSUE_PATH], page.path[: -Page.steplen]}
    return bool(Page.objects.order_by().filter(path__in=paths, live=True).count() == len(paths))


def has_live_below(page: Page) -> bool:
    """Whether anything under a page is live."""
    return bool(page.get_descendants().live().exists())


def _was_live(page: Page) -> bool:
    return page.pk is not None and Page.objects.order_by().filter(pk=page.pk, live=True).exists()


def _concerns_live(names: Iterable[str] | None) -> bool:
    return names is None or "live" in names


class PartPermissions(MagazinePermissions):
    """What a user may do with a dossier, a rubric, an article: publishing it waits for its number."""

    @cached_property
    def may_be_live(self) -> bool:
        """Whether what surrounds the page is live."""
        return parents_are_live(self.page)

    def may_mark_ready(self) -> bool:
        """Whether the user may decide that the page is ready: who may publish it, once its number is out."""
        return bool(super().can_publish())

    def can_publish(self) -> bool:
        """Not before the number."""
        return bool(super().can_publish()) and self.may_be_live

    def can_unpublish(self) -> bool:
        """Not with live articles below, which would be left without their place."""
        return bool(super().can_unpublish()) and not has_live_below(self.page)

    def can_publish_subpage(self) -> bool:
        """Not before the number, nor before the dossier."""
        return bool(super().can_publish_subpage()) and self.page.live and self.may_be_live

    def can_set_view_restrictions(self) -> bool:
        """As for any page."""
        return bool(super().can_publish())


class IssuePermissions(MagazinePermissions):
    """What a user may do with a number: a live one is corrected like any page; the rest is done as a whole.

    Taking it offline and deleting it are not denied here: `releases.hooks` leads to what can be done instead.
    """

    def may_release(self) -> bool:
        """Whether the user may publish the number and take it offline."""
        return bool(super().can_publish())

    def can_publish(self) -> bool:
        """Corrections of a live number alone."""
        return bool(super().can_publish()) and self.page.live

    def can_publish_subpage(self) -> bool:
        """Only in a live number."""
        return bool(super().can_publish_subpage()) and self.page.live

    def can_set_view_restrictions(self) -> bool:
        """As for any page."""
        return bool(super().can_publish())


class CollectionPermissions(MagazinePermissions):
    """What a user may do with a magazine: its numbers are made as drafts, and copied as drafts."""

    def can_publish_subpage(self) -> bool:
        """Never at once."""
        return False


class ReleasedTogether(models.Model):
    """A page of a number: it has no dates of its own."""

    goes_live_with_others = True
    """Said to `core.scheduling`: a date does not publish it."""
    lasting_fields: ClassVar[tuple[str, ...]] = ("first_published_at",)
    """Kept from the row: a version holds it cut to milliseconds, and the version of a copy holds the original’s."""

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuse dates of publication: they belong to the number as a whole."""
        super().clean()
        refuse_dates(self)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """The same for drafts, which Wagtail saves without looking."""
        refuse_dates(self)
        super().save(*args, **kwargs)


def refuse_dates(page: Any) -> None:
    """Raise ValidationError when a page has a date of publication of its own."""
    if page.go_live_at is not None or page.expire_at is not None:
        raise ValidationError(
            _("La date de parution est celle du numéro entier : elle se fixe dans « Publier le numéro »."),
            code="dated_alone",
        )


class IssuePart(ReleasedTogether):
    """A page that goes live with its number, or inside a live one."""

    stands_on_live_from: ClassVar[int | None] = ISSUE_DEPTH

    class Meta:
        abstract = True

    def permissions_for_user(self, user: Any) -> PartPermissions:
        """What the user may do with it, its number considered."""
        return PartPermissions(user, self)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, unless that would make it live before its number."""
        page: Any = self
        concerned = page.live and _concerns_live(kwargs.get("update_fields"))
        if concerned and not parents_are_live(page) and not _was_live(page):
            raise PublishedAsAWhole(refusal_of(page))
        super().save(*args, **kwargs)


class WholeIssue(ReleasedTogether):
    """A number: it goes live, and offline, with what it holds."""

    class Meta:
        abstract = True

    def permissions_for_user(self, user: Any) -> IssuePermissions:
        """What the user may do with it."""
        return IssuePermissions(user, self)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, unless that would publish it, or take it offline, without its parts."""
        page: Any = self
        changes = page.pk is not None and _concerns_live(kwargs.get("update_fields")) and _releasing.get() != page.pk
        if changes and Page.objects.order_by().filter(pk=page.pk, live=not page.live).exists():
            raise PublishedAsAWhole(
                _("Un numéro se publie et se met hors ligne en entier, depuis « Composer le numéro ».")
            )
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """Refuse before anything is written of it in the history; `refuse_deletion` holds on any other way."""
        page: Any = self
        refuse_deletion(type(page), page)
        return super().delete(*args, **kwargs)

    def copy(self, *args: Any, **kwargs: Any) -> Any:
        """Copy as drafts, whatever was asked."""
        page: Any = super()
        return page.copy(*args, **{**kwargs, "keep_live": False})


def refusal_of(page: Page) -> str:
    """Why a part may not go live now."""
    if page.depth and Page.objects.order_by().filter(path=page.path[:ISSUE_PATH], live=True).exists():
        return _("« %(title)s » est dans une partie qui n’est pas publiée : publiez d’abord cette partie.") % {
            "title": page.title
        }
    return _("« %(title)s » paraîtra avec son numéro : marquez-le prêt, puis publiez le numéro entier.") % {
        "title": page.title
    }


def refusal_to_delete(page: Page) -> str:
    """Why a number may not be deleted now."""
    text = _("« %(title)s » est en ligne, ou des articles le sont : mettez d’abord le numéro hors ligne.")
    return text % {"title": page.title}


def refuse_deletion(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """Before a number is deleted, whatever deletes it: not while it, or something in it, is live."""
    if _was_live(instance) or has_live_below(instance):
        raise PublishedAsAWhole(refusal_to_delete(instance))


def refuse_move(sender: type[Page], instance: Page, parent_page_after: Page, **kwargs: Any) -> None:
    """Before a page is moved, whatever moves it: what is live does not go where nothing is."""
    if reason := refusal_to_move(instance, parent_page_after):
        raise PublishedAsAWhole(reason)


def refusal_to_move(page: Page, parent: Page) -> str:
    """Why a page may not be moved under another; empty when it may."""
    wanted = Page.objects.order_by().filter(path__in={parent.path[:ISSUE_PATH], parent.path}, depth__gte=ISSUE_DEPTH)
    goes_into_number = parent.depth >= ISSUE_DEPTH and issubclass(parent.specific_class or Page, ReleasedTogether)
    if not goes_into_number or not wanted.filter(live=False).exists():
        return ""
    if not (_was_live(page) or has_live_below(page)):
        return ""
    text = _("« %(title)s » est en ligne, et « %(parent)s » ne l’est pas : le déplacer là l’ôterait aux lecteurs.")
    return text % {"title": page.title, "parent": parent.title}
