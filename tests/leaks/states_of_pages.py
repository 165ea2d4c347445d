"""Hidden states of pages, of selections and of files; they join the others by being imported."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from home.models import HomePage, NewsPage, PressReleasePage, StandardPage
from media_library.models import CreditedDocument, CreditedImage
from resources.models import CataloguePage, Record, RecordFile, SelectionEntry, SelectionPage
from tests.factories.home import NewsFactory, PressReleaseFactory, stream
from tests.leaks.pictures import tiny_png
from tests.leaks.states import CANARY, Hidden, fill_record, save_as_dated, state
from tests.leaks.world import World

# Pages --------------------------------------------------------------------------------------------


PRIVATE = "zanzibarcanari-entre-nous"


def new_page(world: World, slug: str = "zanzibarcanari", **fields: Any) -> StandardPage:
    """A plain page that carries the canary everywhere, in menus and footer."""
    page = StandardPage(
        title=f"{CANARY} sur la passerelle", slug=slug, intro=CANARY, search_description=CANARY,
        show_in_menus=True, footer_place="about", body=[("text", f"<p>{CANARY}</p>")], **fields,
    )  # fmt: skip
    world.home.add_child(instance=page)
    return page


@state("page: draft never live", StandardPage)
def page_draft(world: World) -> Hidden:
    new_page(world, live=False).save_revision()
    return Hidden({"/fr/zanzibarcanari/": 404})


@state("page: draft over live", StandardPage)
def page_draft_over_live(world: World) -> Hidden:
    world.page.title = world.page.intro = CANARY
    world.page.body = [("text", f"<p>{CANARY}</p>")]
    world.page.save_revision()
    return Hidden(dated=(world.record,))


@state("page: home page's draft", HomePage)
def home_draft(world: World) -> Hidden:
    world.home.heading = world.home.lede = world.home.examples = CANARY
    world.home.save_revision()
    return Hidden()


@state("page: scheduled", StandardPage)
def page_scheduled(world: World) -> Hidden:
    page = new_page(world, live=False, go_live_at=timezone.now() + timedelta(days=1))
    page.save_revision(approved_go_live_at=page.go_live_at)
    return Hidden({"/fr/zanzibarcanari/": 404})


@state("page: expired", StandardPage)
def page_expired(world: World) -> Hidden:
    new_page(world, live=False, expired=True)
    return Hidden({"/fr/zanzibarcanari/": 404})


@state("private page: by login", StandardPage)
def page_login(world: World) -> Hidden:
    PageViewRestriction.objects.create(page=new_page(world, PRIVATE, live=True), restriction_type="login")
    return Hidden({f"/fr/{PRIVATE}/": 302})


@state("private page: by group", StandardPage)
def page_group(world: World) -> Hidden:
    restriction = PageViewRestriction.objects.create(
        page=new_page(world, PRIVATE, live=True), restriction_type="groups"
    )
    restriction.groups.add(Group.objects.create(name="conseil"))
    return Hidden({f"/fr/{PRIVATE}/": 302})


@state("private page: by password", StandardPage)
def page_password(world: World) -> Hidden:
    page = new_page(world, PRIVATE, live=True)
    PageViewRestriction.objects.create(page=page, restriction_type="password", password="mot-de-passe")
    return Hidden({f"/fr/{PRIVATE}/": 200})


@state("private page: above it", StandardPage)
def page_under_private(world: World) -> Hidden:
    parent = new_page(world, PRIVATE, live=True)
    child = StandardPage(title=f"{CANARY} enfant", slug="enfant", intro=CANARY, show_in_menus=True, live=True)
    parent.add_child(instance=child)
    PageViewRestriction.objects.create(page=parent, restriction_type="login")
    return Hidden({f"/fr/{PRIVATE}/enfant/": 302})


@state("news: drafts never live", NewsPage)
def news_drafts(world: World) -> Hidden:
    body = stream(("text", f"<p>{CANARY}</p>"))
    for factory in (NewsFactory, PressReleaseFactory):
        factory(title=CANARY, slug="zanzibarcanari", standfirst=CANARY, body=body, live=False).save_revision()
    return Hidden({f"/fr/{section}/zanzibarcanari/": 404 for section in ("actualites", "presse")})


@state("press: draft over live", PressReleasePage)
def press_draft_over_live(world: World) -> Hidden:
    for page in (NewsPage.objects.get(slug="rouverte"), PressReleasePage.objects.get(slug="rouvre")):
        page.title = page.standfirst = CANARY
        page.body = stream(("text", f"<p>{CANARY}</p>"))
        page.save_revision()
    return Hidden()


@state("selection: draft never live", SelectionPage)
def selection_draft(world: World) -> Hidden:
    page = SelectionPage(title=CANARY, slug="zanzibarcanari", introduction=CANARY, on_home_page=True, live=False)
    page.entries = [SelectionEntry(record=world.record, comment=CANARY)]
    CataloguePage.objects.get(locale__language_code="fr").add_child(instance=page)
    return Hidden({"/fr/ressources/zanzibarcanari/": 404, "/fr/ressources/zanzibarcanari/atom/": 404})


@state("selection: draft over live", SelectionPage)
def selection_draft_over_live(world: World) -> Hidden:
    world.selection.title = world.selection.introduction = CANARY
    world.selection.entries.add(SelectionEntry(record=world.record, comment=CANARY))
    world.selection.save_revision()
    return Hidden()


@state("selection: comment on a hidden record", SelectionPage)
def selection_comment_on_hidden(world: World) -> Hidden:
    record = fill_record(Record(live=False), world)
    record.save()
    SelectionEntry.objects.create(page=world.selection, record=record, comment=CANARY)
    save_as_dated(world.selection)
    return Hidden()


# Files --------------------------------------------------------------------------------------------


def private_collection() -> Collection:
    """A collection only signed-in people see."""
    collection = Collection.get_first_root_node().add_child(name="interne")
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    return collection


@state("image: in a private collection", CreditedImage)
def private_image(world: World) -> Hidden:
    image = CreditedImage(title=CANARY, credit=CANARY, description=CANARY, collection=private_collection())
    image.file = ImageFile(ContentFile(tiny_png()), name="zanzibarcanari.png")
    image.save()
    rendition = image.get_rendition("fill-10x10")
    world.other_record.cover = image
    save_as_dated(world.other_record)
    return Hidden({f"/media/{image.file.name}": 404, f"/media/{rendition.file.name}": 404})


@state("document: in a private collection", CreditedDocument)
def private_document(world: World) -> Hidden:
    document = CreditedDocument(title=CANARY, credit=CANARY, collection=private_collection())
    document.file.save("zanzibarcanari.pdf", ContentFile(CANARY.encode()), save=True)
    world.other_record.files.add(RecordFile(document=document, label=CANARY))
    save_as_dated(world.other_record)
    return Hidden({document.url: 302, f"/media/{document.file.name}": 404})
