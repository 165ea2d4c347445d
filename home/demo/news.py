"""News and press releases of the demonstration."""

from datetime import date
from typing import Any

from home.demo.agents import agents_by_key
from home.demo.articles import ArticleWriter
from home.demo.drawings import save_drawing
from home.demo.files import save_document
from home.demo.sources import identity
from home.demo.texts import Text, read_texts
from home.models import (
    Bulletin,
    NewsConcept,
    NewsContributor,
    NewsIndexPage,
    NewsPage,
    PressAttachment,
    PressConcept,
    PressIndexPage,
    PressReleasePage,
)

LINES = ["Document de démonstration de la maison Passerelles.", "L’organisation et ses textes sont imaginaires."]


def load_news(writer: ArticleWriter) -> int:
    """Write the news and the press releases that are not there yet; returns how many."""
    agents = agents_by_key()
    news = [text for text in read_texts("news") if _is_new(NewsPage, text)]
    press = [text for text in read_texts("press") if _is_new(PressReleasePage, text)]
    for text in news:
        _publish(NewsIndexPage, _news(text, writer, agents), text)
    for text in press:
        _publish(PressIndexPage, _release(text, writer), text)
    return len(news) + len(press)


def _is_new(model: type[Bulletin], text: Text) -> bool:
    return not model._default_manager.filter(uuid=identity("bulletin", text.key)).exists()


def _publish(section: Any, page: Any, text: Text) -> None:
    """Put a page under the section of its language and publish it."""
    parent = section.objects.select_related("locale").get(locale__language_code=text.facts["lang"])
    page.locale = parent.locale
    page.translation_key = identity("translation", f"bulletin/{text.facts.get('translation', text.slug)}")
    parent.add_child(instance=page)
    page.save_revision().publish()


def _fields(text: Text, writer: ArticleWriter) -> dict[str, Any]:
    """What news and press releases share."""
    facts, image = text.facts, text.facts.get("image")
    return {
        "uuid": identity("bulletin", text.key),
        "title": facts["title"],
        "slug": text.slug,
        "date": facts["date"] if isinstance(facts["date"], date) else date.fromisoformat(facts["date"]),
        "standfirst": facts["standfirst"],
        "image": save_drawing(image["drawing"]) if image else None,
        "image_alt": image["alt"] if image else "",
        "body": writer.write(text.key, text.blocks),
    }


def _news(text: Text, writer: ArticleWriter, agents: dict[str, Any]) -> NewsPage:
    page: Any = NewsPage(**_fields(text, writer))
    people = [one if isinstance(one, dict) else {"agent": one} for one in text.facts["by"]]
    page.contributors = [
        NewsContributor(agent=agents[one["agent"]], role=one.get("role", "aut"), sort_order=place)
        for place, one in enumerate(people)
    ]
    page.concepts = [
        NewsConcept(concept_id=writer.concepts[label], sort_order=place)
        for place, label in enumerate(text.facts["concepts"])
    ]
    return page


def _release(text: Text, writer: ArticleWriter) -> PressReleasePage:
    page: Any = PressReleasePage(
        **_fields(text, writer), **{f"contact_{name}": value for name, value in text.facts["contact"].items()}
    )
    page.attachments = [
        PressAttachment(document=save_document(one["file"], one["label"], LINES), label=one["label"], sort_order=place)
        for place, one in enumerate(text.facts["attachments"])
    ]
    page.concepts = [
        PressConcept(concept_id=writer.concepts[label], sort_order=place)
        for place, label in enumerate(text.facts["concepts"])
    ]
    return page
