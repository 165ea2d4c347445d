"""The pages of the podcasts and of the capsules in each language, right after the magazine."""

import uuid

from django.db import migrations
from django.utils import timezone

SECTIONS = (
    ("podcastspage", "PodcastsPage", "Podcasts", "podcasts"),
    ("capsulespage", "CapsulesPage", "Capsules", "capsules"),
)
LANGUAGES = ("fr", "nl", "en")
STEP = 4
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def step(number):
    """One step of a treebeard path: a number in base 36."""
    text = ""
    while number:
        number, digit = divmod(number, 36)
        text = DIGITS[digit] + text
    return text.rjust(STEP, "0")


def create_audiovisual_pages(apps, schema_editor=None):
    """Put both pages under each home page; leave a site that has them alone."""
    for model_name, model, title, slug in reversed(SECTIONS):
        create_section(apps, model_name, model, title, slug)


def create_section(apps, model_name, model, title, slug):
    """Put one page under each home page."""
    Page = apps.get_model("wagtailcore", "Page")
    Section = apps.get_model("audiovisual", model)
    if Section.objects.exists():
        return
    content_type, _created = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="audiovisual", model=model_name
    )
    key, now = uuid.uuid4(), timezone.now()
    for home in apps.get_model("home", "HomePage").objects.select_related("locale"):
        taken = Page.objects.filter(url_path=f"{home.url_path}{slug}/").exists()
        if home.locale.language_code not in LANGUAGES or taken:
            continue
        path = make_room(apps, home)
        page = Section(
            path=path, depth=home.depth + 1, numchild=0, title=title, draft_title=title, slug=slug,
            url_path=f"{home.url_path}{slug}/", content_type_id=content_type.pk, locale_id=home.locale_id,
            translation_key=key, live=True, has_unpublished_changes=False, show_in_menus=True,
            first_published_at=now, last_published_at=now, latest_revision_created_at=now, uuid=uuid.uuid4(),
        )  # fmt: skip
        Section.save_base(page, force_insert=True)
        children = Page.objects.filter(path__startswith=home.path, depth=home.depth + 1).count()
        Page.objects.filter(pk=home.pk).update(numchild=children)


def make_room(apps, home):
    """The path after the magazine's (the last when there is none), those that follow moved on by one."""
    Page = apps.get_model("wagtailcore", "Page")
    children = list(Page.objects.filter(path__startswith=home.path, depth=home.depth + 1).order_by("path"))
    magazine = apps.get_model("magazine", "MagazinePage").objects.filter(
        path__startswith=home.path, depth=home.depth + 1
    ).first()
    before = magazine.path if magazine else (children[-1].path if children else "")
    place = int(before[-STEP:], 36) + 1 if before else 1
    for child in reversed([child for child in children if child.path > before]):
        number = int(child.path[-STEP:], 36)
        new = home.path + step(number + 1)
        for page in Page.objects.filter(path__startswith=child.path).order_by("-path"):
            Page.objects.filter(pk=page.pk).update(path=new + page.path[len(new):])
    return home.path + step(place)


class Migration(migrations.Migration):
    dependencies = [
        ("audiovisual", "0001_initial"),
        ("home", "0007_alter_newscontributor_role"),
        ("magazine", "0010_alter_articlecontributor_role"),
        ("wagtailcore", "0098_apitoken"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(create_audiovisual_pages, migrations.RunPython.noop)]
