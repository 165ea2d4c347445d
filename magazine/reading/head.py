"""An article for machines: schema.org in JSON-LD, and the `citation_*` tags reference managers read.

Names only what the page shows; nothing of the text while it may not be read.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString

from core.identifiers import identifier_address
from core.share_pictures import FILE_NAME
from core.structured_data import as_script
from magazine.reading.people import Person
from magazine.reading.shown import Shown
from magazine.showing.people import INTERVIEWER, WRITERS

ROLES = {"edt": "editor", "trl": "translator", "ill": "illustrator", "pht": "contributor"}
SIGNERS = (*WRITERS, INTERVIEWER)
"""Roles of those a citation names."""


def describe(shown: Shown, request: HttpRequest) -> SafeString:
    """The data block of an article."""
    article = shown.article
    address = request.build_absolute_uri(article.get_url(request) or "")
    body: dict[str, Any] = {}
    if shown.body is not None:
        body = {
            "wordCount": article.word_count,
            "dateModified": _iso(article.last_published_at),
            "correction": [_correction(one) for one in shown.corrections],
            "about": [_subject(one) for one in shown.subjects],
        }
    return as_script(
        {
            "@context": "https://schema.org",
            "@type": "Article",
            "@id": address,
            "url": address,
            "mainEntityOfPage": address,
            "headline": article.title,
            "alternativeHeadline": article.subtitle,
            "abstract": article.standfirst,
            "inLanguage": article.locale.language_code,
            "datePublished": _iso(shown.published_on),
            "image": address + FILE_NAME,
            "license": shown.licence_url,
            "pageStart": article.page_printed,
            "isAccessibleForFree": True if shown.body is not None else "",
            "isPartOf": _number(shown, request),
            **_people(shown.people),
            **body,
        }
    )


def _iso(moment: Any) -> str:
    return moment.isoformat() if moment else ""


def _people(people: Sequence[Person]) -> dict[str, list[dict[str, str]]]:
    """Contributors under schema.org's names of roles."""
    found: dict[str, list[dict[str, str]]] = {}
    for person in people:
        node = {"@type": "Person" if person.is_person else "Organization", "name": person.name}
        if person.identity:
            node["@id"] = person.identity
        role = "author" if person.role in SIGNERS and person.role not in ROLES else ROLES.get(person.role)
        found.setdefault(role or "contributor", []).append(node)
    return found


def _subject(subject: Any) -> dict[str, str]:
    return {"@type": "DefinedTerm", "@id": identifier_address("concept", subject.uuid), "name": subject.text}


def _correction(correction: Any) -> dict[str, str]:
    return {"@type": "CorrectionComment", "text": correction.text, "datePublished": _iso(correction.date)}


def _number(shown: Shown, request: HttpRequest) -> dict[str, Any]:
    """The number, and the periodical it is one of."""
    issue = shown.around.issue
    if issue is None:
        return {}
    magazine = issue.magazine
    node: dict[str, Any] = {
        "@type": "PublicationIssue",
        "@id": request.build_absolute_uri(issue.url),
        "name": issue.title,
        "issueNumber": issue.number,
        "datePublished": _iso(issue.issued_on),
    }
    if magazine is not None:
        periodical = {
            "@type": "Periodical",
            "@id": request.build_absolute_uri(magazine.url),
            "name": magazine.title,
            "issn": magazine.issn,
            "publisher": {"@type": "Organization", "name": magazine.publisher} if magazine.publisher else "",
        }
        node["isPartOf"] = {key: value for key, value in periodical.items() if value}
    return node


def citation_tags(shown: Shown, request: HttpRequest) -> list[tuple[str, str]]:
    """Names and contents of the tags Zotero and Google Scholar read, in order."""
    article, issue = shown.article, shown.around.issue
    magazine = issue.magazine if issue else None
    tags: list[tuple[str, str]] = [("citation_title", article.title)]
    tags += [("citation_author", person.name) for person in shown.people if person.role in SIGNERS]
    tags += [("citation_publication_date", _slashed(shown.published_on)), ("citation_language", _language(article))]
    if magazine is not None:
        tags += [
            ("citation_journal_title", magazine.title),
            ("citation_publisher", magazine.publisher),
            *(("citation_issn", number) for number in magazine.issn),
        ]
    tags += [("citation_issue", issue.number if issue else ""), ("citation_firstpage", article.page_printed)]
    if shown.body is not None:
        tags += [
            *(("citation_keywords", subject.text) for subject in shown.subjects),
            ("citation_fulltext_html_url", request.build_absolute_uri(article.get_url(request) or "")),
            *(("citation_pdf_url", request.build_absolute_uri(file.url)) for file in shown.files if _is_pdf(file)),
        ]
    return [(name, str(content)) for name, content in tags if content]


def _slashed(day: date | None) -> str:
    return day.strftime("%Y/%m/%d") if day else ""


def _language(article: Any) -> str:
    return str(article.locale.language_code)


def _is_pdf(file: Any) -> bool:
    return bool(getattr(file, "content_type", "") == "application/pdf")
