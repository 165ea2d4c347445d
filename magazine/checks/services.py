"""The checks of an article: one set of rules for the form, the submission, the assembly of a number and the report."""

from collections.abc import Iterable
from typing import Any

from magazine.checks.findings import Finding, errors_first
from magazine.checks.media_rules import Image, check_pictures, check_players, check_tables
from magazine.checks.subject import Subject, subject_of_article
from magazine.checks.text_rules import check_headings, check_links, check_notes, check_presence, check_sentences
from media_library.models import CreditedImage

RULES = (check_presence, check_headings, check_links, check_notes, check_players, check_tables, check_sentences)


def check_article(article: Any) -> list[Finding]:
    """What is to be put right in an article as its page holds it; the errors first, each in the order of the text."""
    return check_subject(subject_of_article(article))


def check_subject(subject: Subject) -> list[Finding]:
    """What is to be put right; one query, for the pictures."""
    return check_subjects([subject])[0]


def check_subjects(subjects: Iterable[Subject]) -> list[list[Finding]]:
    """The findings of many articles; one query for all of them."""
    subjects = list(subjects)
    images = read_images({image for subject in subjects for image in subject.images})
    return [
        errors_first([*(finding for rule in RULES for finding in rule(subject)), *check_pictures(subject, images)])
        for subject in subjects
    ]


def missing_parts(article: Any) -> list[str]:
    """What keeps an article from being complete, in sentences, for lists: the errors, then what is not there at all."""
    absent = {"no_standfirst", "no_contributor", "no_concept"}
    return [finding.message for finding in check_article(article) if finding.is_error or finding.code in absent]


def read_images(pks: Iterable[int]) -> dict[int, Image]:
    """What the library knows of some pictures; a credit is also given by the holder of the rights."""
    pks = list(pks)
    if not pks:
        return {}
    rows = CreditedImage.objects.filter(pk__in=pks).values_list("pk", "title", "credit", "rights_holder", "description")
    return {
        pk: Image(title, credit.strip() or holder.strip(), description.strip())
        for pk, title, credit, holder, description in rows
    }
