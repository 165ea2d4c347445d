"""The page of the magazine in each language, right after the catalogue."""

import uuid

from django.db import migrations
from django.utils import timezone

NAMES = {"fr": ("Magazine", "magazine"), "nl": ("Magazine", "magazine"), "en": ("Magazine", "magazine")}
STEP = 4
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def step(number):
    """One step of a treebeard path: a number in base 36."""
    text = ""
    while number:
        number, digit = divmod(number, 36)
        text = DIGITS[digit] + text
    return text.rjust(STEP, "0")


def create_magazine_pages(apps, schema_editor=None):
    """Put a magazine under each home page; leave a site that has one alone."""
    Page = apps.get_model("wagtailcore", "Page")
    HomePage = apps.get_model("home", "HomePage")
    MagazinePage = apps.get_model("magazine", "MagazinePage")
    if MagazinePage.objects.exists():
        return
    content_type, _created = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="magazine", model="magazinepage"
    )
    key, now = uuid.uuid4(), timezone.now()
    for home in HomePage.objects.select_related("locale"):
        names = NAMES.get(home.locale.language_code)
        if names is None or Page.objects.filter(url_path=f"{home.url_path}{names[1]}/").exists():
            continue
        title, slug = names
        path = make_room(apps, home)
        page = MagazinePage(
            path=path, depth=home.depth + 1, numchild=0, title=title, draft_title=title, slug=slug,
            url_path=f"{home.url_path}{slug}/", content_type_id=content_type.pk, locale_id=home.locale_id,
            translation_key=key, live=True, has_unpublished_changes=False, show_in_menus=True,
            first_published_at=now, last_published_at=now, latest_revision_created_at=now, uuid=uuid.uuid4(),
        )  # fmt: skip
        MagazinePage.save_base(page, force_insert=True)
        Page.objects.filter(pk=home.pk).update(numchild=home.numchild + 1)


def make_room(apps, home):
    """The path after the catalogue's (the last when there is none), those that follow moved on by one."""
    Page = apps.get_model("wagtailcore", "Page")
    children = list(Page.objects.filter(path__startswith=home.path, depth=home.depth + 1).order_by("path"))
    catalogue = apps.get_model("resources", "CataloguePage").objects.filter(
        path__startswith=home.path, depth=home.depth + 1
    ).first()
    before = catalogue.path if catalogue else (children[-1].path if children else "")
    place = int(before[-STEP:], 36) + 1 if before else 1
    for child in reversed([child for child in children if child.path > before]):
        number = int(child.path[-STEP:], 36)
        new = home.path + step(number + 1)
        for page in Page.objects.filter(path__startswith=child.path).order_by("-path"):
            Page.objects.filter(pk=page.pk).update(path=new + page.path[len(new):])
    return home.path + step(place)


class Migration(migrations.Migration):
    dependencies = [
        ("magazine", "0001_initial"),
        ("home", "0004_documentation_work"),
        ("resources", "0008_periodicals"),
        ("wagtailcore", "0098_apitoken"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(create_magazine_pages, migrations.RunPython.noop)]
