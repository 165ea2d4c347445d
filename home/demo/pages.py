"""The pages of the demonstration: what the footer says, the three home pages, and plain pages with blocks."""

from typing import Any

from wagtail.models import Locale, Site

from core.models import LocalInformation, SiteInformation
from home.demo.bodies import BodyWriter
from home.demo.sources import identity, read_yaml
from home.models import HomePage, StandardPage
from resources.models import CataloguePage, Record, SelectionEntry, SelectionPage

LOCAL_FIELDS = {field.name for field in LocalInformation._meta.fields}


def load_pages() -> int:
    """Write the pages that are not there yet and fill the home pages nobody has written on; returns how many."""
    content = read_yaml("pages.yaml")
    _write_settings(content["settings"])
    new = [(page, item) for item in content["pages"] if (page := _make_page(item)) is not None]
    writer = BodyWriter(link_pages(content["pages"]))
    for page, item in new:
        page.body = writer.body(item["slug"], item["body"])
        page.save_revision().publish()
    shelves = sum(_make_selection(item) for item in content["selections"])
    return len(new) + shelves + sum(_fill_home(writer, language, item) for language, item in content["home"].items())


def link_pages(items: list[dict[str, Any]]) -> dict[str, int]:
    """The key of each page of the demonstration by the path the files use for it."""
    keys = {identity("page", f"{item['lang']}/{item['slug']}"): f"/{item['lang']}/{item['slug']}/" for item in items}
    return {keys[page.uuid]: page.pk for page in StandardPage.objects.filter(uuid__in=keys)}


def _write_settings(item: dict[str, Any]) -> None:
    """Contact and opening hours, unless somebody has already named the organisation."""
    site = Site.objects.get(is_default_site=True)
    settings, _created = SiteInformation.objects.get_or_create(site=site)
    if settings.organisation:
        return
    for name in ("name", "organisation", "street", "postcode", "city", "country", "phone", "email"):
        setattr(settings, name, item[name])
    settings.save()
    for language, texts in item["texts"].items():
        known = {name: text for name, text in texts.items() if name in LOCAL_FIELDS}
        locale = Locale.objects.get(language_code=language)
        LocalInformation.objects.update_or_create(setting=settings, locale=locale, defaults=known)


def _make_page(item: dict[str, Any]) -> StandardPage | None:
    """A page without its body, as bodies link to other pages; None when it is there already."""
    uuid = identity("page", f"{item['lang']}/{item['slug']}")
    if StandardPage.objects.filter(uuid=uuid).exists():
        return None
    locale = Locale.objects.get(language_code=item["lang"])
    page = StandardPage(
        uuid=uuid, title=item["title"], slug=item["slug"], intro=item.get("intro", ""), locale=locale,
        show_in_menus=bool(item.get("in_menu")), footer_place=item.get("footer") or "",
        translation_key=identity("translation", item.get("translates") or item["slug"]),
    )  # fmt: skip
    HomePage.objects.get(locale=locale).add_child(instance=page)
    return page


def _make_selection(item: dict[str, Any]) -> int:
    """A thematic selection with its records in the order of the file; 0 when it is there already."""
    uuid = identity("selection", item["slug"])
    if SelectionPage.objects.filter(uuid=uuid).exists():
        return 0
    locale = Locale.objects.get(language_code=item["lang"])
    page = SelectionPage(
        uuid=uuid, title=item["title"], slug=item["slug"], introduction=item["introduction"], locale=locale,
        on_home_page=True,
    )  # fmt: skip
    records = Record.objects.in_bulk([identity("record", one["key"]) for one in item["records"]], field_name="uuid")
    for place, one in enumerate(item["records"]):
        record = records[identity("record", one["key"])]
        page.entries.add(SelectionEntry(record=record, comment=one.get("comment", ""), sort_order=place))
    CataloguePage.objects.get(locale=locale).add_child(instance=page)
    page.save_revision().publish()
    return 1


def _fill_home(writer: BodyWriter, language: str, item: dict[str, Any]) -> int:
    """Give a home page its texts when it has none; tells how many pages changed."""
    page = HomePage.objects.filter(locale__language_code=language).first()
    if page is None or page.heading or page.body:
        return 0
    page.seo_title, page.heading, page.lede = item["title"], item["heading"], item["lede"]
    page.examples = ", ".join(item["examples"])
    page.body = writer.body(f"home-{language}", item["body"])
    page.save_revision().publish()
    return 1
