"""The magazine of the demonstration: three numbers that are out, two in other languages, one in preparation."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.text import slugify
from wagtail.models import Locale, Page
from wagtail_footnotes.models import Footnote

from core.woven_pictures import woven_picture
from home.demo.agents import agents_by_key
from home.demo.articles import ArticleWriter, note_identity
from home.demo.commissions import plan_article
from home.demo.drawings import save_drawing
from home.demo.files import save_picture
from home.demo.sources import identity, read_yaml
from home.demo.texts import Text, read_text
from magazine.models import (
    ArticleConcept,
    ArticleContributor,
    ArticleCorrection,
    ArticlePage,
    BoardMember,
    DossierConcept,
    DossierItemPage,
    DossierPage,
    GuestEditor,
    IssuePage,
    MagazinePage,
    RubricPage,
)
from magazine.releases.services import publish_issue
from media_library.models import Licence

COVER = (900, 1140)
PUBLISHER = "chef"
"""Who publishes the numbers; the account is made by `people`."""
MAGAZINE_FIELDS = (
    "title", "subtitle", "issn", "issn_online", "frequency", "publisher", "presentation", "subscription", "ordering",
)  # fmt: skip
ISSUE_FIELDS = (
    "number", "title", "slug", "date_printed", "issued_on", "introduction", "presentation", "colophon", "pages",
    "where_to_get",
)  # fmt: skip
ARTICLE_FIELDS = ("title", "subtitle", "standfirst", "first_printed")


def load_magazine(writer: ArticleWriter) -> int:
    """Describe the magazines nobody has described, write the numbers that are not there yet; returns how many."""
    content = read_yaml("magazine/magazine.yaml")
    agents = agents_by_key()
    for language, facts in content.items():
        if language != "issues":
            _describe(MagazinePage.objects.get(locale__language_code=language), facts, agents)
    new = [key for key in content["issues"] if not IssuePage.objects.filter(uuid=_issue_identity(key)).exists()]
    for key in new:
        NumberWriter(key, writer, agents).write()
    return len(new)


def _issue_identity(key: str) -> Any:
    return identity("issue", key)


def _describe(page: Any, facts: dict[str, Any], agents: dict[str, Any]) -> None:
    """Say what the magazine is, unless somebody has."""
    if page.presentation:
        return
    for name in MAGAZINE_FIELDS:
        setattr(page, name, facts[name])
    page.board = [
        BoardMember(agent=agents[one["agent"]], role=one["role"], sort_order=place)
        for place, one in enumerate(facts["board"])
    ]
    page.save_revision().publish()


class NumberWriter:
    """Writes one number: the pages as drafts, in the order of the contents, then all of it goes out at once."""

    def __init__(self, key: str, writer: ArticleWriter, agents: dict[str, Any]) -> None:
        self.key, self.writer, self.agents = key, writer, agents
        self.facts = read_yaml(f"magazine/{key}/numero.yaml")
        self.locale = Locale.objects.get(language_code=self.facts["lang"])
        self.user = get_user_model()._default_manager.get(username=PUBLISHER)

    def write(self) -> IssuePage:
        """The number, published unless it is in preparation."""
        issue = self._issue()
        for part in self.facts["parts"]:
            self._part(issue, part)
        if self.facts.get("state") != "preparing":
            publish_issue(issue, self.user, even_unready=True)
        return issue

    def _add(self, parent: Page, page: Any, translation: str = "") -> Any:
        """A page as a draft, with its first version."""
        page.live, page.has_unpublished_changes, page.locale, page.owner = False, True, self.locale, self.user
        if translation:
            page.translation_key = identity("translation", f"magazine/{translation}")
        parent.add_child(instance=page)
        page.save_revision(user=self.user, log_action=False)
        return page

    def _issue(self) -> IssuePage:
        fields = {name: self.facts[name] for name in ISSUE_FIELDS if name in self.facts}
        cover = self.facts["cover"]
        picture = woven_picture(cover["key"], *COVER, self.facts["title"], caption=f"Passerelles {fields['number']}")
        name = f"couverture-magazine-{self.key}"
        issue = IssuePage(
            uuid=_issue_identity(self.key), price=Decimal(self.facts["price"]),
            cover=save_picture(name, f"Couverture : {self.facts['title']}", picture, cover["alt"]), **fields,
        )  # fmt: skip
        magazine = MagazinePage.objects.get(locale=self.locale)
        return self._add(magazine, issue, self.facts.get("translation", ""))

    def _part(self, issue: IssuePage, facts: dict[str, Any]) -> None:
        """A dossier or a rubric and what stands in it."""
        page = self._dossier(facts) if "dossier" in facts else self._rubric(facts)
        part = self._add(issue, page, facts.get("translation") or f"{self.key}/{facts['slug']}")
        for one in facts["contents"]:
            if isinstance(one, dict):
                self._add(part, self._item(one))
            else:
                self._article(part, read_text(f"magazine/{self.key}/{one}"))

    def _rubric(self, facts: dict[str, Any]) -> RubricPage:
        return RubricPage(title=facts["rubric"], slug=facts["slug"], note=facts.get("note", ""))

    def _dossier(self, facts: dict[str, Any]) -> DossierPage:
        image = facts.get("image")
        dossier: Any = DossierPage(
            title=facts["dossier"], slug=facts["slug"], standfirst=facts.get("standfirst", ""),
            introduction=facts.get("introduction", ""), image=save_drawing(image["drawing"]) if image else None,
        )  # fmt: skip
        dossier.guest_editors = [
            GuestEditor(agent=self.agents[key], sort_order=place) for place, key in enumerate(facts["editors"])
        ]
        dossier.concepts = [
            DossierConcept(concept_id=self.writer.concepts[label], sort_order=place)
            for place, label in enumerate(facts["concepts"])
        ]
        return dossier

    def _item(self, facts: dict[str, Any]) -> DossierItemPage:
        return DossierItemPage(
            title=facts["title"], slug=slugify(facts["title"]), comment=facts["comment"],
            record_id=self.writer.records[facts["record"]],
        )  # fmt: skip

    def _article(self, part: Page, text: Text) -> ArticlePage:
        """An article with its parts, and what the editors plan around it."""
        facts = text.facts
        fields = {name: facts[name] for name in ARTICLE_FIELDS if name in facts}
        image = facts.get("image") or {}
        article = ArticlePage(
            uuid=identity("article", text.key), slug=text.slug, page_printed=facts.get("page", ""),
            licence=facts.get("licence", Licence.RESERVED), is_plain_language=bool(facts.get("plain_language")),
            image=save_drawing(image["drawing"]) if image else None, image_alt=image.get("alt", ""),
            image_caption=image.get("caption", ""), body=self.writer.write(text.key, text.blocks), **fields,
        )  # fmt: skip
        if days := facts.get("embargo_days"):
            article.embargo_until = (timezone.now() + timedelta(days=days)).replace(minute=0, second=0, microsecond=0)
        self._attach(article, text)
        self._add(part, article, facts.get("translation") or text.key)
        plan_article(article, facts, self.agents, self.user)
        return article

    def _attach(self, article: Any, text: Text) -> None:
        """Who made it, what it is about, its notes and corrections."""
        facts = text.facts
        people = [one if isinstance(one, dict) else {"agent": one} for one in facts.get("by", ())]
        article.contributors = [
            ArticleContributor(
                agent=self.agents[one["agent"]],
                role=one.get("role", "aut"),
                about=one.get("about", ""),
                sort_order=place,
            )
            for place, one in enumerate(people)
        ]
        article.concepts = [
            ArticleConcept(concept_id=self.writer.concepts[label], sort_order=place)
            for place, label in enumerate(facts.get("concepts", ()))
        ]
        article.footnotes = [
            Footnote(uuid=note_identity(text.key, name), text=f"<p>{words}</p>", locale=self.locale, sort_order=place)
            for place, (name, words) in enumerate((facts.get("notes") or {}).items())
        ]
        article.corrections = [
            ArticleCorrection(date=one["date"], text=one["text"], sort_order=place)
            for place, one in enumerate(facts.get("corrections", ()))
        ]
