"""How the magazine stands in the search: numbers, dossiers and articles, each in the language of its edition."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from core.stream_text import words_of_html
from core.visibility import shown
from directory.credits import shown_name
from magazine.models import ArticlePage, DossierPage, IssuePage, MagazinePage
from magazine.querysets import ISSUE_PATH
from magazine.search_texts import HiddenFiles, files_in, parts_of_body
from magazine.uses import COUNTERS
from search.contract import SearchDocument, TextPart
from search.registry import Dependency, Source, pages_found
from search.subjects import agent_facets, broader_numbers, concept_facets, labels_searched, misspelt_labels

CARD_TEMPLATE = "components/cards/article.html"
EDITOR_ROLE = "edt"
"""What those who put a dossier together are among its people."""


def _issues_of(pages: Sequence[Page]) -> dict[str, IssuePage]:
    """The number each page stands in, by the path of the number; one query."""
    paths = {page.path[:ISSUE_PATH] for page in pages}
    return {issue.path: issue for issue in IssuePage.objects.visible().at_paths(paths)}


def _document(page: Any, kind: str, issue: IssuePage | None, by: str = "", **more: Any) -> SearchDocument:
    """What every page of the magazine has in the index."""
    language = page.locale.language_code
    year = issue.issued_on.year if issue else None
    facets = {"type": [kind], "language": [language], **more.pop("facets", {})}
    return SearchDocument(
        kind=page.index_kind(),
        uuid=page.uuid,
        title=page.title,
        path=(page.get_url_parts() or ("", "", ""))[2],
        language=language,
        facets={name: values for name, values in facets.items() if values},
        first_year=year,
        last_year=year,
        added_at=page.first_published_at.timestamp() if page.first_published_at else 0.0,
        card_template=CARD_TEMPLATE,
        card=_card(page, kind, issue, by),
        **more,
    )


def _card(page: Any, kind: str, issue: IssuePage | None, by: str) -> dict[str, Any]:
    """What a list prints: plain JSON. The cover is that of the number."""
    return {
        "type": kind,
        "language": page.locale.language_code,
        "by": by,
        "number": issue.number if issue else "",
        "date": issue.date_printed if issue else "",
        "cover": str((issue or page).uuid),
        "words": 0 if getattr(page, "is_under_embargo", False) else getattr(page, "word_count", 0),
    }


# Articles -----------------------------------------------------------------------------------------


def visible_articles() -> Any:
    """The articles of the index, with all that their documents are made of."""
    return (
        ArticlePage.objects.visible()
        .select_related("locale")
        .prefetch_related("contributors__agent__merged_into", "footnotes")
        .with_concepts()
    )


def build_articles(articles: Sequence[ArticlePage]) -> Iterable[SearchDocument]:
    """The documents of a batch of articles, with a fixed number of queries whatever its size."""
    issues = _issues_of(articles)
    broader = broader_numbers({concept.pk for article in articles for concept in concepts_of(article)})
    hidden = files_in(article for article in articles if not article.is_under_embargo)
    return (_article(article, issues.get(article.path[:ISSUE_PATH]), broader, hidden) for article in articles)


def concepts_of(page: Any) -> list[Any]:
    """The concepts of an article or a dossier that may be shown, each once."""
    found = (concept for one in page.concepts.all() if (concept := shown(one.concept)))
    return list({concept.pk: concept for concept in found}.values())


def _article(
    article: ArticlePage, issue: IssuePage | None, broader: Mapping[int, list[str]], hidden: HiddenFiles
) -> SearchDocument:
    contributors = list(article.contributors.all())
    agents = [(agent, one.role) for one in contributors if (agent := shown(one.agent))]
    names = [name for one in contributors if (name := shown_name(one))]
    people = list(dict.fromkeys([*names, *(agent.name for agent, _role in agents)]))
    of_agents = agent_facets((agent.number, role) for agent, role in agents)
    about: dict[str, Any] = {"parts": _lead(article), "facets": of_agents}
    if not article.is_under_embargo:
        concepts = concepts_of(article)
        about = {
            "parts": [*_lead(article), *parts_of_body(article, hidden)],
            "subjects": labels_searched(concepts),
            "misspellings": misspelt_labels(concepts),
            "facets": {**of_agents, **concept_facets(concepts, broader)},
            "other_titles": [article.subtitle] if article.subtitle else [],
        }
    return _document(article, "article", issue, ", ".join(names[:3]), people=people, **about)


def _lead(page: Any) -> list[TextPart]:
    return [TextPart(page.standfirst)] if page.standfirst else []


# Dossiers -----------------------------------------------------------------------------------------


def visible_dossiers() -> Any:
    """The dossiers of the index."""
    return (
        DossierPage.objects.visible()
        .select_related("locale")
        .prefetch_related("guest_editors__agent__merged_into")
        .with_concepts()
    )


def build_dossiers(dossiers: Sequence[DossierPage]) -> Iterable[SearchDocument]:
    """The documents of a batch of dossiers."""
    issues = _issues_of(dossiers)
    broader = broader_numbers({concept.pk for dossier in dossiers for concept in concepts_of(dossier)})
    for dossier in dossiers:
        concepts = concepts_of(dossier)
        agents = [agent for one in dossier.guest_editors.all() if (agent := shown(one.agent))]
        names = [agent.name for agent in agents]
        yield _document(
            dossier, "dossier", issues.get(dossier.path[:ISSUE_PATH]), ", ".join(names[:3]),
            people=names,
            subjects=labels_searched(concepts),
            misspellings=misspelt_labels(concepts),
            parts=[*_lead(dossier), *_html_part(dossier.introduction)],
            facets={
                **agent_facets((agent.number, EDITOR_ROLE) for agent in agents),
                **concept_facets(concepts, broader),
            },
        )  # fmt: skip


def _html_part(html: str) -> list[TextPart]:
    text = words_of_html(str(html))
    return [TextPart(text)] if text else []


# Numbers, and the magazine itself -----------------------------------------------------------------


def visible_issues() -> Any:
    """The numbers of the index."""
    return IssuePage.objects.visible().select_related("locale")


def build_issues(issues: Sequence[IssuePage]) -> Iterable[SearchDocument]:
    """The documents of a batch of numbers; what stands in them is found by itself."""
    for issue in issues:
        lead = [TextPart(issue.introduction)] if issue.introduction else []
        yield _document(
            issue, "issue", issue,
            other_titles=[f"{_('numéro')} {issue.number}", *([issue.date_printed] if issue.date_printed else [])],
            identifiers=[issue.isbn] if issue.isbn else [],
            parts=[*lead, *_html_part(issue.presentation)],
        )  # fmt: skip


def visible_magazines() -> Any:
    """The pages of the magazines."""
    return MagazinePage.objects.visible().select_related("locale").prefetch_related("board__agent__merged_into")


def build_magazines(magazines: Sequence[MagazinePage]) -> Iterable[SearchDocument]:
    """The documents of magazines: pages of the site, found by their ISSN too."""
    for page in magazines:
        board = [agent.name for one in page.board.all() if (agent := shown(one.agent))]
        texts = (page.presentation, page.subscription, page.ordering)
        yield _document(
            page, "page", None,
            other_titles=[page.subtitle] if page.subtitle else [],
            people=list(dict.fromkeys(board)),
            identifiers=[number for number in (page.issn, page.issn_online) if number],
            parts=[part for text in texts for part in _html_part(text)],
        )  # fmt: skip


SOURCES = (
    Source(
        "magazine.articlepage", visible_articles, build_articles, batch_size=100,
        code="article", name=_("article"), uses=COUNTERS,
    ),
    Source("magazine.dossierpage", visible_dossiers, build_dossiers, code="dossier", name=_("dossier")),
    Source("magazine.issuepage", visible_issues, build_issues, code="issue", name=_("numéro")),
    Source("magazine.magazinepage", visible_magazines, build_magazines, code="page", name=_("page")),
)  # fmt: skip
TYPE_LABELS = {"dossier": _("dossier")}
"""An article and a number are called as those the library keeps; `kind:` tells them apart."""


# What puts documents out of date ------------------------------------------------------------------


DEPENDENCIES = (
    Dependency(
        "directory.agent",
        pages_found(lambda pages, uuids: pages.naming_agents(uuids), ArticlePage, DossierPage, MagazinePage),
    ),
    Dependency(
        "thesaurus.concept", pages_found(lambda pages, uuids: pages.under_concepts(uuids), ArticlePage, DossierPage)
    ),
)
