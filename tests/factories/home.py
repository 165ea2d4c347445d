"""Pages of the site, and the site itself when a test has emptied the database."""

import datetime
import importlib
import json
import uuid
from typing import Any

import factory
from django.apps import apps
from wagtail.models import Collection, Locale, Page, Site

from home.models import HomePage, NewsIndexPage, NewsPage, PressIndexPage, PressReleasePage, StandardPage


def make_site() -> HomePage:
    """The first pages, as the migration makes them; returns the French home page. Does nothing where they are."""
    if not Page.objects.filter(depth=1).exists():
        locale, _ = Locale.objects.get_or_create(language_code="fr")
        Page.add_root(instance=Page(title="Root", slug="root", locale=locale))
        if not Collection.objects.exists():
            Collection.add_root(name="Root")
    importlib.import_module("home.migrations.0003_first_pages").create_first_pages(apps)
    importlib.import_module("magazine.migrations.0002_first_pages").create_magazine_pages(apps)
    importlib.import_module("home.migrations.0006_first_news_pages").create_news_pages(apps)
    importlib.import_module("audiovisual.migrations.0002_first_pages").create_audiovisual_pages(apps)
    importlib.import_module("magazine.migrations.0004_roles").create_roles(apps)
    Site.clear_site_root_paths_cache()
    return home_page()


def home_page(language: str = "fr") -> HomePage:
    """The home page of a language."""
    return HomePage.objects.get(locale__language_code=language)


def stream(*blocks: tuple[str, Any]) -> str:
    """The stored form of a body, from pairs of type and value."""
    return json.dumps([{"type": kind, "value": value, "id": str(uuid.uuid4())} for kind, value in blocks])


class StandardPageFactory(factory.django.DjangoModelFactory[StandardPage]):
    """A live plain page under the French home page, or under `parent`."""

    class Meta:
        model = StandardPage

    title = factory.Sequence(lambda number: f"Page {number}")
    slug = factory.Sequence(lambda number: f"page-{number}")

    @classmethod
    def _create(cls, model_class: type[StandardPage], *args: Any, **kwargs: Any) -> StandardPage:
        parent = kwargs.pop("parent", None) or home_page()
        page = model_class(*args, **{"locale": parent.locale, **kwargs})
        return parent.add_child(instance=page)  # type: ignore[no-any-return]  # treebeard is untyped


def news_index(language: str = "fr") -> NewsIndexPage:
    """The page of news of a language."""
    return NewsIndexPage.objects.get(locale__language_code=language)


def press_index(language: str = "fr") -> PressIndexPage:
    """The page of the press of a language."""
    return PressIndexPage.objects.get(locale__language_code=language)


class NewsFactory(factory.django.DjangoModelFactory[NewsPage]):
    """A live piece of news under the French page of news, or under `parent`."""

    class Meta:
        model = NewsPage

    title = factory.Sequence(lambda number: f"Nouvelle {number}")
    slug = factory.Sequence(lambda number: f"nouvelle-{number}")
    date = datetime.date(2026, 9, 1)
    standfirst = "Un chapeau."
    body = factory.LazyFunction(lambda: stream(("text", "<p>Un paragraphe.</p>")))

    @classmethod
    def _create(cls, model_class: type[NewsPage], *args: Any, **kwargs: Any) -> NewsPage:
        parent = kwargs.pop("parent", None) or news_index()
        page = model_class(*args, **{"locale": parent.locale, **kwargs})
        return parent.add_child(instance=page)  # type: ignore[no-any-return]  # treebeard is untyped


class PressReleaseFactory(factory.django.DjangoModelFactory[PressReleasePage]):
    """A live press release under the French page of the press, or under `parent`."""

    class Meta:
        model = PressReleasePage

    title = factory.Sequence(lambda number: f"Communiqué {number}")
    slug = factory.Sequence(lambda number: f"communique-{number}")
    date = datetime.date(2026, 9, 1)
    standfirst = "Un chapeau."
    body = factory.LazyFunction(lambda: stream(("text", "<p>Un paragraphe.</p>")))

    @classmethod
    def _create(cls, model_class: type[PressReleasePage], *args: Any, **kwargs: Any) -> PressReleasePage:
        parent = kwargs.pop("parent", None) or press_index()
        page = model_class(*args, **{"locale": parent.locale, **kwargs})
        return parent.add_child(instance=page)  # type: ignore[no-any-return]  # treebeard is untyped
