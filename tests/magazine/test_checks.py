"""What is said of an article before it is submitted: one set of rules, in the form, at submission, in lists."""

import uuid
from typing import Any

import pytest
from wagtail_footnotes.models import Footnote

from magazine.checks.sentences import count_words, split_sentences
from magazine.checks.services import check_article, check_subjects, missing_parts
from magazine.checks.subject import subject_of_article
from magazine.models import ArticleConcept, ArticleContributor, ArticlePage
from tests.factories.directory import AgentFactory
from tests.factories.home import stream
from tests.factories.magazine import ArticleFactory, IssueFactory, magazine_page
from tests.factories.media_library import ImageFactory
from tests.factories.thesaurus import ConceptFactory

pytestmark = pytest.mark.django_db


def article(*blocks: tuple[str, Any], language: str = "fr", **fields: Any) -> ArticlePage:
    """An article that lacks nothing, with these blocks."""
    body = blocks or (("text", "<p>Un paragraphe.</p>"),)
    parent = IssueFactory(parent=magazine_page(language))
    made = ArticleFactory(parent=parent, body=stream(*body), **fields)
    ArticleContributor.objects.create(page=made, agent=AgentFactory())
    ArticleConcept.objects.create(page=made, concept=ConceptFactory())
    return ArticlePage.objects.get(pk=made.pk)


def codes(page: ArticlePage) -> list[str]:
    return [finding.code for finding in check_article(page)]


def found(page: ArticlePage) -> list[tuple[str, str, str]]:
    """Code, gravity and criterion of each finding."""
    return [(one.code, str(one.severity.value), one.rgaa) for one in check_article(page)]


def picture(description: str = "", decorative: bool = False, **fields: Any) -> dict[str, Any]:
    return {
        "picture": {"image": ImageFactory(**fields).pk, "decorative": decorative, "alt_text": description},
        "caption": "",
        "wide": False,
    }


def test_complete_article_has_nothing_to_put_right() -> None:
    assert check_article(article()) == []


def test_empty_article_lacks_everything() -> None:
    page = ArticleFactory(parent=IssueFactory(), body="[]", standfirst=" ")

    assert found(page) == [
        ("no_text", "error", ""), ("no_standfirst", "warning", ""), ("no_contributor", "warning", ""),
        ("no_concept", "warning", ""),
    ]  # fmt: skip
    assert missing_parts(page) == [
        "L’article n’a pas de texte.", "Il manque le chapeau.", "Personne ne signe l’article.",
        "L’article n’a pas de sujet : on ne le trouvera pas par thème.",
    ]  # fmt: skip


def test_sub_heading_needs_a_part_before_it() -> None:
    second = ("heading", {"text": "Dessous", "level": "3"})
    first = ("heading", {"text": "Partie", "level": "2"})
    text = ("text", "<p>Texte.</p>")

    assert found(article(second, text, first, second)) == [("heading_order", "error", "9.1")]
    assert check_article(article(first, text, second, second, first)) == []
    assert found(article(("heading", {"text": " ", "level": "2"}), text)) == [("empty_heading", "error", "9.1")]


@pytest.mark.parametrize(
    ("language", "text", "is_vague"),
    [
        ("fr", "ici", True), ("fr", "Cliquez ici !", True), ("fr", "<b>Lire la suite</b>…", True), ("fr", "là", True),
        ("fr", "En&nbsp;savoir plus", True), ("fr", "hier", False), ("fr", "le rapport ici présenté", False),
        ("nl", "hier", True), ("nl", "Lees meer →", True), ("nl", "ici", False), ("en", "Click here", True),
        ("en", "the report", False),
    ],
)  # fmt: skip
def test_link_says_where_it_leads(language: str, text: str, is_vague: bool) -> None:
    page = article(("text", f'<p>Voyez <a href="https://example.org/">{text}</a>.</p>'), language=language)

    assert found(page) == ([("vague_link", "warning", "6.1")] if is_vague else [])


def test_links_are_read_wherever_they_stand() -> None:
    link = '<p><a href="https://example.org/">ici</a></p>'
    page = article(
        ("box", {"title": "À côté", "text": link}),
        ("interview", {"interviewer": "", "interviewee": "", "exchanges": [
            {"type": "item", "value": {"question": "Où ?", "answer": link}, "id": str(uuid.uuid4())}]}),
        ("text", '<p><a href="https://example.org/"> </a></p>'),
    )  # fmt: skip

    assert found(page) == [("empty_link", "error", "6.2"), *[("vague_link", "warning", "6.1")] * 2]
    assert [one.block for one in check_article(page)] == [str(page.body[index].id) for index in (2, 0, 1)]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, [("no_description", "error", "1.1")]),
        ({"description": "Une place vide"}, []),
        ({"decorative": True}, []),
        ({"description": "IMG_2041"}, [("file_name", "error", "1.3")]),
        ({"description": "place-du-marche.JPG"}, [("file_name", "error", "1.3")]),
        ({"description": "photo 12"}, [("file_name", "error", "1.3")]),
        ({"description": "Une place", "credit": ""}, [("no_credit", "error", "")]),
        ({"description": "Une place", "credit": "", "rights_holder": "Maison"}, []),
    ],
)
def test_picture_is_described_and_credited(given: dict[str, Any], expected: list[tuple[str, str, str]]) -> None:
    assert found(article(("image", picture(**given)))) == expected


def test_opening_picture_may_be_described_in_the_library() -> None:
    bare, described = ImageFactory(), ImageFactory(description="Une place vide")

    assert found(article(image=bare)) == [("no_description", "error", "1.1")]
    assert found(article(image=bare, image_alt="Une place")) == []
    assert found(article(image=described)) == []


def test_pictures_of_a_gallery_are_read() -> None:
    rows = [{"type": "item", "value": picture(), "id": str(uuid.uuid4())} for _number in range(2)]

    assert codes(article(("gallery", {"title": "", "pictures": rows}))) == ["no_description"] * 2


def test_players_and_tables_are_named() -> None:
    columns = [{"type": "text", "heading": "An"}, {"type": "text", "heading": " "}]
    table = {"columns": columns, "rows": [], "caption": ""}
    page = article(
        ("embed", {"url": "https://www.youtube.com/watch?v=x", "title": "", "caption": ""}),
        ("table", {"table": table, "row_headings": True, "source": ""}),
    )

    assert found(page) == [
        ("untitled_player", "error", "2.1"), ("uncaptioned_table", "error", "5.4"), ("unheaded_table", "error", "5.6"),
    ]  # fmt: skip


def test_calls_and_notes_belong_together() -> None:
    known, empty, lost = (str(uuid.uuid4()) for _number in range(3))
    calls = "".join(f'<footnote id="{key}">*</footnote>' for key in (known, empty, lost))
    page = article(("text", f"<p>Un texte{calls}.</p>"))
    for key, text in ((known, "<p>Source.</p>"), (empty, ""), (str(uuid.uuid4()), "<p>Jamais appelée.</p>")):
        Footnote.objects.create(page=page, uuid=key, text=text)
    page = ArticlePage.objects.get(pk=page.pk)

    assert found(page) == [("lost_call", "error", ""), ("lost_call", "error", ""), ("uncalled_note", "warning", "")]
    assert "« Jamais appelée. »" in check_article(page)[2].message


LONG = "Nous " + "marchons " * 24 + "lentement."


def test_long_sentences_are_reported_in_plain_language_alone() -> None:
    block = ("text", f"<p>Court. {LONG}</p>")

    assert count_words(LONG) == 26
    assert check_article(article(block)) == []
    assert found(article(block, is_plain_language=True)) == [("long_sentence", "warning", "")]
    assert found(article(is_plain_language=True, standfirst=LONG)) == [("long_sentence", "warning", "")]
    assert found(article(("text", f"<p>{LONG.replace('lentement', '')}</p>"), is_plain_language=True)) == []


@pytest.mark.parametrize(
    "text",
    [
        "Il vient.|Elle part !|Où ?|Là…",
        "M. Dupont et Mme. Durand parlent.|Ils rient.",
        "Voyez J.-P. Sartre, av. Louise, p. 12 et art. 3.|Fin.",
        "Il aime l’art.|Elle préfère la rue.|Ils étaient sept.|Huit.",
        "Du pain, du vin, etc.|Puis ils partent.",
        "Du pain, etc. et du vin.",
        "« Où vas-tu ? » demanda-t-elle.|« Loin. »|Il se tut.",
        "En 3.5 secondes, le no. 12 gagne.",
        "Né en 44 av. J.-C. Brutus le tua.",
        "Sans point",
        "",
    ],
)
def test_sentences_are_split_as_a_reader_does(text: str) -> None:
    assert split_sentences(text.replace("|", " ")) == [one for one in text.split("|") if one]


def test_words_are_counted_as_an_editor_does() -> None:
    assert count_words("Aujourd’hui, c’est-à-dire le 3 mars : 42 % d’« eux » l’ont vu !") == 10


def test_checks_of_many_articles_cost_one_query(django_assert_num_queries: Any) -> None:
    subjects = [subject_of_article(article(("image", picture()))) for _number in range(5)]

    with django_assert_num_queries(1):
        assert [len(findings) for findings in check_subjects(subjects)] == [1] * 5


def test_article_of_500_blocks_is_checked_whole() -> None:
    page = article(*[("text", f"<p>{LONG} " + "Encore. " * 20 + "</p>")] * 500, is_plain_language=True)

    assert codes(page) == ["long_sentence"] * 500
