"""The pages of news and of the press in each language, after every other section, in the footer and not in the menu."""

import uuid

from django.db import migrations
from django.utils import timezone

SECTIONS = (
    (
        "NewsIndexPage",
        {"fr": ("Actualités", "actualites"), "nl": ("Nieuws", "nieuws"), "en": ("News", "news")},
    ),
    (
        "PressIndexPage",
        {"fr": ("Presse", "presse"), "nl": ("Pers", "pers"), "en": ("Press", "press")},
    ),
)
STEP = 4
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def step(number):
    """One step of a treebeard path: a number in base 36."""
    text = ""
    while number:
        number, digit = divmod(number, 36)
        text = DIGITS[digit] + text
    return text.rjust(STEP, "0")


def create_news_pages(apps, schema_editor=None):
    """Put the two pages under each home page; leave alone a site that has one, and an address that is taken."""
    HomePage = apps.get_model("home", "HomePage")
    for name, names in SECTIONS:
        model = apps.get_model("home", name)
        if model.objects.exists():
            continue
        key = uuid.uuid4()
        for home in HomePage.objects.select_related("locale").order_by("path"):
            if home.locale.language_code in names:
                make_last(apps, model, home, names[home.locale.language_code], key)


def make_last(apps, model, home, names, key):
    """One live page after the children a home page has."""
    Page = apps.get_model("wagtailcore", "Page")
    title, slug = names
    if Page.objects.filter(url_path=f"{home.url_path}{slug}/").exists():
        return
    children = Page.objects.filter(path__startswith=home.path, depth=home.depth + 1)
    last = children.order_by("-path").values_list("path", flat=True).first()
    place = int(last[-STEP:], 36) + 1 if last else 1
    content_type, _created = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label=model._meta.app_label, model=model._meta.model_name
    )
    now = timezone.now()
    page = model(
        path=home.path + step(place), depth=home.depth + 1, numchild=0, title=title, draft_title=title, slug=slug,
        url_path=f"{home.url_path}{slug}/", content_type_id=content_type.pk, locale_id=home.locale_id,
        translation_key=key, live=True, has_unpublished_changes=False, show_in_menus=False,
        first_published_at=now, last_published_at=now, latest_revision_created_at=now, uuid=uuid.uuid4(),
        footer_place="about",
    )  # fmt: skip
    model.save_base(page, force_insert=True)
    Page.objects.filter(pk=home.pk).update(numchild=children.count())


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0005_news_and_press"),
        ("magazine", "0002_first_pages"),
        ("wagtailcore", "0098_apitoken"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(create_news_pages, migrations.RunPython.noop)]
