"""Hears of every change a file may show. Handlers run in the transaction of the change."""

from typing import Any

from django.apps import apps
from django.db.models import Q
from django.db.models.signals import post_delete, post_save, pre_delete
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction, ReferenceIndex
from wagtail.signals import post_page_move

from core.models import SiteInformation
from core.visibility import is_visible
from magazine.models import (
    ArticlePage,
    DossierItemPage,
    DossierPage,
    IssuePage,
    MagazinePage,
    PublicationFile,
    RubricPage,
)
from magazine.placing import PROGRAMMES
from magazine.publications.orders import note_all, note_under
from media_library.models import CreditedDocument, CreditedImage

PAGES = (MagazinePage, IssuePage, DossierPage, RubricPage, DossierItemPage, ArticlePage)
FILES = (CreditedImage, CreditedDocument)
NAMED = ("directory.Agent", "thesaurus.Concept", "resources.Record")
"""What pages name: when one is hidden, files that name it must go at once; new names follow with the index."""
NAMING = {
    "directory.Agent": (
        ("magazine.ArticlePage", "contributors__agent"),
        ("magazine.DossierPage", "guest_editors__agent"),
        ("magazine.MagazinePage", "board__agent"),
    ),
    "resources.Record": (("magazine.DossierItemPage", "record"),),
}
"""Where pages name them in rows of their own, which the index of references may not know yet."""
PLACED_PAGES = (
    "audiovisual.EpisodePage", "audiovisual.CapsulePage", "audiovisual.ShowPage", "audiovisual.SeasonPage",
    "audiovisual.SeriesPage",
)  # fmt: skip
"""Pages of other parts of the site that dossiers place, and those they stand under."""
FENCES = (CollectionViewRestriction, PageViewRestriction, Collection)
UID = "magazine.publications"


def register() -> None:
    """Listen, and give the clock, restorations and erasures their work."""
    from core.backup.services import register_after_restore
    from core.clock import register_due
    from core.erasure.registry import register_after_erasure
    from magazine.publications.sweeping import follow_changes, make_everything_again

    for model in PAGES:
        post_save.connect(page_saved, sender=model, dispatch_uid=UID)
        post_delete.connect(page_deleted, sender=model, dispatch_uid=UID)
    post_page_move.connect(page_moved, dispatch_uid=UID)
    for file in FILES:
        post_save.connect(thing_saved, sender=file, dispatch_uid=UID)
        pre_delete.connect(thing_goes, sender=file, dispatch_uid=UID)
    for name in NAMED:
        post_save.connect(named_saved, sender=name, dispatch_uid=UID)
    for name in PLACED_PAGES:
        post_save.connect(placed_page_saved, sender=name, dispatch_uid=UID)
        pre_delete.connect(placed_page_saved, sender=name, dispatch_uid=UID)
    for fence in FENCES:
        post_save.connect(fence_changed, sender=fence, dispatch_uid=UID)
        post_delete.connect(fence_changed, sender=fence, dispatch_uid=UID)
    post_save.connect(fence_changed, sender=SiteInformation, dispatch_uid=UID)
    post_delete.connect(file_deleted, sender=PublicationFile, dispatch_uid=UID)
    register_due("publications", follow_changes)
    register_after_restore("publications", make_everything_again)
    register_after_erasure("publications", note_all)


def page_saved(instance: Any, update_fields: Any = None, raw: bool = False, **kwargs: Any) -> None:
    """A page of the magazine was published, corrected or taken offline; drafts of what nobody saw are passed over."""
    if raw or (update_fields is not None and "changed_at" not in update_fields):
        return
    if instance.live or instance.first_published_at is not None:
        note_under([instance.path])


def page_deleted(instance: Any, **kwargs: Any) -> None:
    """What it stood in shows it no more; its own files went with it. What is hidden is in no file, and a whole number
    that is deleted leaves nothing to make."""
    if instance.live:
        note_under([instance.path])


def page_moved(instance: Any, parent_page_before: Page, **kwargs: Any) -> None:
    """A page stands elsewhere: what it left and where it came both change."""
    page = instance.specific
    if isinstance(page, PAGES):
        note_under([parent_page_before.path, page.path])


def thing_saved(instance: Any, created: bool = False, raw: bool = False, **kwargs: Any) -> None:
    """A picture or a document: its credit, its collection, the file itself."""
    if not created and not raw:
        thing_goes(instance)


def thing_goes(instance: Any, **kwargs: Any) -> None:
    """Everything that shows a thing."""
    keys = {reference.object_id for reference in ReferenceIndex.get_references_to(instance)}
    if keys:
        paths = Page.objects.order_by().filter(pk__in=[key for key in keys if str(key).isdecimal()], live=True)
        note_under(paths.values_list("path", flat=True))


def named_saved(instance: Any, created: bool = False, raw: bool = False, **kwargs: Any) -> None:
    """Somebody or something pages name was hidden, withdrawn or merged."""
    if created or raw or is_visible(instance):
        return
    thing_goes(instance)
    paths: set[str] = set()
    for model, relation in NAMING.get(instance._meta.label, ()):
        pages = apps.get_model(model)._default_manager.order_by().filter(**{relation: instance.pk})
        paths.update(pages.values_list("path", flat=True))
    if paths:
        note_under(paths)


def placed_page_saved(instance: Any, created: bool = False, raw: bool = False, **kwargs: Any) -> None:
    """An episode or a capsule a dossier places came, changed its address or went, alone or with what it stands in."""
    if not created and not raw:
        placed = [Q(**{f"{field}__path__startswith": instance.path}) for field in PROGRAMMES]
        places = DossierItemPage.objects.order_by().filter(placed[0] | placed[1])
        if paths := set(places.values_list("path", flat=True)):
            note_under(paths)


def fence_changed(raw: bool = False, **kwargs: Any) -> None:
    """Something became private or public, or the house has another name."""
    if not raw:
        note_all()


def file_deleted(instance: PublicationFile, **kwargs: Any) -> None:
    """The file goes with its row, once that is for good."""
    from django.db import transaction

    storage, name = instance.file.storage, instance.file.name
    if name:
        transaction.on_commit(lambda: storage.delete(name), robust=True)
