"""Loads the demonstration, in the order its parts lean on each other."""

import logging

from django.db import transaction

from home.demo.agents import load_agents
from home.demo.articles import ArticleWriter
from home.demo.covers import load_covers
from home.demo.magazine import load_magazine
from home.demo.news import load_news
from home.demo.pages import link_pages, load_pages
from home.demo.people import load_people
from home.demo.programmes import load_programmes
from home.demo.records import load_records
from home.demo.sources import demo_folder, read_yaml
from thesaurus.imports import import_thesaurus
from thesaurus.models import Scheme

SCHEME = "https://passerelles.example/thesaurus"


def load_demo() -> dict[str, int]:
    """Write what is not there yet, all of it or nothing; returns how much of each was written."""
    logging.getLogger("wagtail").setLevel(logging.WARNING)  # a line a page would hide what matters
    with transaction.atomic():
        return {
            "concepts": _load_thesaurus(),
            "agents": load_agents(),
            "records": load_records(),
            "covers": load_covers(),
            "users": load_people(),
            "pages": load_pages(),
            **_load_texts(),
        }


def _load_texts() -> dict[str, int]:
    """Podcasts, capsules, the magazine, news and press releases, which point to everything before them."""
    writer = ArticleWriter(link_pages(read_yaml("pages.yaml")["pages"]))
    programmes = load_programmes(writer)
    return {"programmes": programmes, "issues": load_magazine(writer), "news": load_news(writer)}


def _load_thesaurus() -> int:
    """Import the thesaurus of the demonstration once; what editors then do to it stays."""
    if Scheme.objects.filter(uri=SCHEME).exists():
        return 0
    return len(import_thesaurus(demo_folder() / "thesaurus.ttl").created)
