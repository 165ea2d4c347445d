"""Every article of a real magazine, word for word: what goes in comes out, in the same order."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from core.conversion import Converted, convert_html, markdown_to_html
from core.conversion.wordcount import words_of
from tests.corpus import CORPUS, needs_corpus

ARTICLES = CORPUS / "territoires" / "articles"
LABEL = re.compile(r"\W*\d+\W*")
MOVED = {
    "69/la-démocratie-et-le-néolibéralisme": {10, 11, 12},
    "70/aide-memoire-70-le-livre-une-arme-ideologique": {1},
    "71/aide-memoire-71-revolution-culturelle": {1},
    "73/aide-memoire-73-histoire-memoire-et-politique": {1},
    "73/aide-memoire-73-l-histoire-est-incomplete": {1},
    "75/201903151559-radical": {7},
    "78/201812061700-le-gramsci": {26},
    "85/85-05": {1},
}
"""Articles with notes that nothing in their text calls: these notes stay at its end, before the others."""
NUMBERED = {
    "70/aide-memoire-70-le-livre-une-arme-ideologique": "a call whose brackets are broken in the source",
    "70/aide-memoire-70-l-exposition-du-temoignage": "the same",
    "72/aide-memoire-72-nous-sommes-les-alternatives": "the same",
    "73/aide-memoire-73-realites-d-aujourd-hui": "the same",
    "71/aide-memoire-71-le-kulturkampf": "two notes in one item, told apart: the number of the second goes",
    "68/quel-avenir-pour-les-régions": "the same",
    "77/201812061355-aide-memoire-fait-debat": "calls written as plain [1], which become calls",
    "80/201811301103-les-sept-journaux": "the numbers of notes are in the text: their list is broken in the source",
}
"""Articles where a number written in the source is the label of a note and so is no word any more."""


class Words(HTMLParser):
    """The words of an HTML text as a reader sees them, labels of links to notes left aside."""

    INLINE = frozenset({"em", "strong", "sup", "sub", "span", "b", "i"})

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self.in_call = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.in_call = tag == "a" and (dict(attrs).get("href") or "").startswith("#")
        if tag not in self.INLINE:
            self.pieces.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self.in_call = False
        if tag not in self.INLINE:
            self.pieces.append(" ")

    def handle_data(self, data: str) -> None:
        if not (self.in_call and LABEL.fullmatch(data)):
            self.pieces.append(data)


def source_words(text: str) -> list[str]:
    """The visible words of a Markdown file, read without the converter."""
    body = text.replace("\r\n", "\n").split("\n---", 1)[1]
    reader = Words()
    reader.feed(MarkdownIt("commonmark", {"html": True}).disable("code").render(body))
    reader.close()
    return re.findall(r"[^\W_]+", re.sub("[\u00ad\u200b\ufeff]", "", "".join(reader.pieces)))


def without_labels(words: list[str]) -> list[str]:
    """Words without numbers, and without the address of a call whose brackets are broken."""
    return [one for one in words if not one.isdigit() and one != "footnote"]


def converted(file: Path) -> Converted:
    text = file.read_text(encoding="utf-8-sig")
    body = text.replace("\r\n", "\n").split("\n---", 1)[1]
    return convert_html(markdown_to_html(body), seed=file.name)


def case_of(file: Path, cases: dict[str, object]) -> object | None:
    name = f"{file.parent.name}/{file.stem}"
    return next((value for start, value in cases.items() if name.startswith(start)), None)


@needs_corpus
@pytest.mark.parametrize("number", range(68, 86))
def test_every_word_of_every_article_comes_out_in_its_place(number: int) -> None:
    files = sorted((ARTICLES / str(number)).iterdir())
    assert files
    for file in files:
        result = converted(file)
        before = source_words(file.read_text(encoding="utf-8-sig"))
        after = words_of(result)
        moved = case_of(file, MOVED)
        if isinstance(moved, set):
            said = {int(found) for one in result.of_kind("note") for found in re.findall(r"La note (\d+) n’est", one)}
            assert (file.name, said) == (file.name, moved)
            assert sorted(before + [str(one) for one in moved]) == sorted(after) or case_of(file, NUMBERED)
        elif case_of(file, NUMBERED):
            assert without_labels(before) == without_labels(after), file.name
        else:
            assert before == after, file.name
        assert (file.name, result.of_kind("lost")) == (file.name, [])


@needs_corpus
def test_every_note_heading_and_picture_of_the_corpus_is_found() -> None:
    """Counted in the files by their marks: calls by number and article, `#` at the start of lines, `![` and <img>.

    Five articles open with a standfirst written as a heading; one has five notes called in plain text.
    """
    notes = headings = pictures = 0
    found = {"note": 0, "heading": 0, "image": 0}
    for file in sorted(ARTICLES.glob("*/*.md")):
        body = file.read_text(encoding="utf-8-sig").replace("\r\n", "\n").split("\n---", 1)[1]
        notes += len(set(re.findall(r"\]\(#foot?no?t?e?-(?:ref-)?(\d+)\)", body)))
        titles = re.findall(r"^ {0,3}#{1,6}[ \t]+\S.*|<h3>", body, re.MULTILINE)
        headings += len([one for one in titles if len(one) < 220])
        pictures += len(re.findall(r"(?<!;)!\[|<img ", body))
        counts = converted(file).counts
        for name in found:
            found[name] += counts[name]

    plain_calls = 5
    assert found == {"note": notes + plain_calls, "heading": headings, "image": pictures}
