"""The first pages of a new site: a home page in each language and, under each, the sections every site has.

Without a home page of its own, a language would answer with the content of another. The function takes the registry of
models it is given, so that tests can make the same pages with today's models.
"""

import uuid

from django.db import migrations
from django.utils import timezone

LANGUAGES = ("fr", "nl", "en")
HOME_TITLES = {"fr": "Accueil", "nl": "Startpagina", "en": "Home"}
SECTIONS = (
    (
        ("resources", "CataloguePage"),
        {"fr": ("Ressources", "ressources"), "nl": ("Bronnen", "bronnen"), "en": ("Resources", "resources")},
        True,
    ),
    (
        ("search", "SearchPage"),
        {"fr": ("Recherche", "recherche"), "nl": ("Zoeken", "zoeken"), "en": ("Search", "search")},
        False,
    ),
    (
        ("thesaurus", "ThesaurusPage"),
        {"fr": ("Sujets", "sujets"), "nl": ("Onderwerpen", "onderwerpen"), "en": ("Subjects", "subjects")},
        True,
    ),
    (
        ("directory", "DirectoryPage"),
        {"fr": ("Personnes", "personnes"), "nl": ("Mensen", "mensen"), "en": ("People", "people")},
        True,
    ),
)
STEP_LENGTH = 4
"""Characters a level takes in treebeard's paths; the first twenty numbers are the same in base 36 and base 10."""


def step(number):
    """One step of a treebeard path, for small numbers."""
    return "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[number].rjust(STEP_LENGTH, "0")


def create_first_pages(apps, schema_editor=None):
    """Replace Wagtail's welcome page by the home pages; leave a site that already has pages alone."""
    Page = apps.get_model("wagtailcore", "Page")
    Site = apps.get_model("wagtailcore", "Site")
    Locale = apps.get_model("wagtailcore", "Locale")
    HomePage = apps.get_model("home", "HomePage")
    root = Page.objects.filter(depth=1).order_by("path").first()
    if root is None or HomePage.objects.exists():
        return
    if Page.objects.filter(depth__gt=2).exists() or Page.objects.filter(depth=2).count() > 1:
        return
    welcome = Page.objects.filter(depth=2).first()
    first = 1 if welcome is None else int(welcome.path[STEP_LENGTH:], 36) + 1
    locales = {code: Locale.objects.get_or_create(language_code=code)[0] for code in LANGUAGES}
    maker = PageMaker(apps)
    home_key = uuid.uuid4()
    homes = [
        maker.make(HomePage, root, first + place, HOME_TITLES[code], f"accueil-{code}", locales[code], home_key,
                   children=len(SECTIONS))
        for place, code in enumerate(LANGUAGES)
    ]  # fmt: skip
    for number, (model, names, in_menus) in enumerate(SECTIONS, start=1):
        key = uuid.uuid4()
        for home in homes:
            title, slug = names[home.locale.language_code]
            maker.make(apps.get_model(*model), home, number, title, slug, home.locale, key, in_menus=in_menus)
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        Site.objects.create(hostname="localhost", port=80, site_name="Passerelles", is_default_site=True,
                            root_page_id=homes[0].pk)  # fmt: skip
    else:
        Site.objects.filter(pk=site.pk).update(root_page=homes[0].pk, site_name="Passerelles")
    if welcome is not None:
        welcome.delete()
    Page.objects.filter(pk=root.pk).update(numchild=len(homes))


class PageMaker:
    """Writes pages with their place in the tree, which historical models do not know how to find."""

    def __init__(self, apps):
        self.content_types = apps.get_model("contenttypes", "ContentType").objects
        self.now = timezone.now()

    def make(self, model, parent, number, title, slug, locale, key, children=0, in_menus=False):
        """One live page under another."""
        content_type, _created = self.content_types.get_or_create(
            app_label=model._meta.app_label, model=model._meta.model_name
        )
        page = model(
            path=parent.path + step(number), depth=parent.depth + 1, numchild=children, title=title, draft_title=title,
            slug=slug, url_path=f"{parent.url_path}{slug}/", content_type_id=content_type.pk, locale_id=locale.pk,
            translation_key=key, live=True, has_unpublished_changes=False, show_in_menus=in_menus,
            first_published_at=self.now, last_published_at=self.now, latest_revision_created_at=self.now,
            uuid=uuid.uuid4(),
        )  # fmt: skip
        model.save_base(page, force_insert=True)
        return page


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0002_initial"),
        ("wagtailcore", "0098_apitoken"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("resources", "0002_initial"),
        ("search", "0001_initial"),
        ("thesaurus", "0001_initial"),
        ("directory", "0002_initial"),
    ]

    operations = [migrations.RunPython(create_first_pages, migrations.RunPython.noop)]
