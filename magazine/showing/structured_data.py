"""The magazine for machines, in the words of schema.org: periodical, numbers, dossiers; only what is shown."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString

from core.identifiers import identifier_address
from core.structured_data import as_script
from magazine.contents import Contents
from magazine.models import ArticlePage, DossierPage, IssuePage, MagazinePage, RubricPage
from magazine.showing.around import Around
from magazine.showing.issues import IssueCard
from magazine.showing.people import INTERVIEWER, WRITERS, Name

SCHEMA = "https://schema.org"
People = Mapping[int, Sequence[Name]]


def describe_issue(
    issue: IssuePage, request: HttpRequest, contents: Contents, people: People, around: Around
) -> SafeString:
    """A number, the periodical it is one of, and its articles."""
    return as_script(
        {
            "@context": SCHEMA,
            **_issue(issue, request),
            "description": issue.introduction,
            "inLanguage": issue.locale.language_code,
            "isbn": issue.isbn,
            "numberOfPages": issue.pages,
            "image": request.build_absolute_uri(around.cover.url) if around.cover else "",
            "isPartOf": _periodical(issue.get_parent(), request, around.issn, around.publisher),
            "hasPart": [_article(article, request, people) for article in contents.articles],
        }
    )


def describe_part(
    page: DossierPage | RubricPage,
    request: HttpRequest,
    issue: IssuePage,
    articles: Iterable[ArticlePage],
    people: People,
    subjects: Iterable[Any] = (),
) -> SafeString:
    """A dossier or a rubric, with the articles in it and the number it is in."""
    address = request.build_absolute_uri(page.get_url(request) or "")
    return as_script(
        {
            "@context": SCHEMA,
            "@type": "CollectionPage",
            "@id": address,
            "url": address,
            "name": page.title,
            "description": page.standfirst if isinstance(page, DossierPage) else page.note,
            "inLanguage": page.locale.language_code,
            "editor": [{"@type": "Person", "name": one.name} for one in people.get(page.pk, ())],
            "about": [
                {"@type": "DefinedTerm", "@id": identifier_address("concept", one.uuid), "name": one.text}
                for one in subjects
            ],
            "isPartOf": _issue(issue, request),
            "hasPart": [_article(article, request, people) for article in articles],
        }
    )


def describe_magazine(
    page: MagazinePage, request: HttpRequest, board: Iterable[Name], cards: Iterable[IssueCard]
) -> SafeString:
    """The periodical, who makes it, and its numbers by name and address."""
    numbers = [number for number in (page.issn, page.issn_online) if number]
    return as_script(
        {
            "@context": SCHEMA,
            **_periodical(page, request, numbers, page.publisher),
            "url": request.build_absolute_uri(page.get_url(request) or ""),
            "inLanguage": page.locale.language_code,
            "description": page.search_description,
            "editor": [{"@type": "Person", "name": one.name} for one in board],
            "hasPart": [
                {"@type": "PublicationIssue", "@id": request.build_absolute_uri(card.url), "name": card.title}
                for card in cards
            ],
        }
    )


def _issue(issue: IssuePage, request: HttpRequest) -> dict[str, Any]:
    address = request.build_absolute_uri(issue.get_url(request) or "")
    return {
        "@type": "PublicationIssue",
        "@id": address,
        "url": address,
        "name": issue.title,
        "issueNumber": issue.number,
        "datePublished": issue.issued_on.isoformat(),
    }


def _periodical(magazine: Any, request: HttpRequest, numbers: Sequence[str], publisher: str) -> dict[str, Any]:
    node = {
        "@type": "Periodical",
        "@id": request.build_absolute_uri(magazine.get_url(request) or ""),
        "name": magazine.title,
        "issn": list(numbers),
        "publisher": {"@type": "Organization", "name": publisher} if publisher else "",
    }
    return {key: value for key, value in node.items() if value}


def _article(article: ArticlePage, request: HttpRequest, people: People) -> dict[str, Any]:
    address = request.build_absolute_uri(article.get_url(request) or "")
    signed = [one for one in people.get(article.pk, ()) if one.role in (*WRITERS, INTERVIEWER)]
    node = {
        "@type": "Article",
        "@id": address,
        "headline": article.title,
        "author": [{"@type": "Person", "name": one.name} for one in signed],
        "pageStart": article.page_printed,
    }
    return {key: value for key, value in node.items() if value}
