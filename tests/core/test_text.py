"""Folding, sorting and typography."""

import time

import pytest

from core.text import fold, leading_article, sort_key, split_article, squeeze, without_controls


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Sorcières", "sorcieres"),
        ("Œuvre", "oeuvre"),
        ("l’Été", "l'ete"),
        ("l`été", "l'ete"),
        ("ﬁn", "fin"),
        ("Straße", "strasse"),
        ("İstanbul", "istanbul"),
        ("Đặng", "dang"),
        ("Łódź", "lodz"),
        ("e\u0301te\u0301", "ete"),
        ("ＡＢＣ", "abc"),
        ("Ἀθῆναι", "αθηναι"),
        ("أحمد", "احمد"),
        ("", ""),
    ],
)
def test_fold_forgets_how_it_was_typed(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize("text", ["Œuvre", "l’Été", "İ", "Straße", "½", "ĳ", "Ａ", "ΐ"])
def test_fold_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_sort_key_keeps_words_only() -> None:
    assert sort_key("  « L’Œuvre », d_un -- autre (2) ! ") == "l oeuvre d un autre 2"


def test_squeeze_removes_what_cannot_be_seen() -> None:
    assert squeeze("a\x00b\u200b \u202ec\n\td\u00a0\u00a0e\ufeff") == "ab c d e"


def test_without_controls_keeps_lines() -> None:
    assert without_controls("a\r\nb\rc\td\x00\x1b") == "a\nb\nc\td"


@pytest.mark.parametrize(
    ("title", "split"),
    [
        ("[Le ]racisme", ("Le racisme", 3)),
        ("[Le]racisme", ("Le racisme", 3)),
        ("[L']exil", ("L'exil", 2)),
        ("[L’] exil", ("L’exil", 2)),
        ("[ Les ] autres", ("Les autres", 4)),
        ("[De l']esprit", ("De l'esprit", 5)),
        ("Le racisme", ("Le racisme", 0)),
        ("[sans titre]", ("[sans titre]", 0)),
        ("[1984] suite", ("[1984] suite", 0)),
        ("[Le ]", ("[Le ]", 0)),
        ("[]x", ("[]x", 0)),
        ("", ("", 0)),
    ],
)
def test_split_article_takes_brackets_off(title: str, split: tuple[str, int]) -> None:
    assert split_article(title) == split


@pytest.mark.parametrize(
    ("title", "language", "skipped"),
    [
        ("Le racisme", "fr", 3),
        ("L’exil", "fr", 2),
        ("LES AUTRES", "fr", 4),
        ("Lela", "fr", 0),
        ("Les", "fr", 0),
        ("L'", "fr", 0),
        ("De muur", "nl", 3),
        ("De la part de", "fr", 0),
        ("’t Kofschip", "nl", 3),
        ("The End", "en", 4),
        ("The End", "fr", 0),
        ("Das Kapital", "de", 4),
        ("Le racisme", "xx", 0),
    ],
)
def test_leading_article_depends_on_language(title: str, language: str, skipped: int) -> None:
    assert leading_article(title, language) == skipped


@pytest.mark.parametrize(
    "text", ["[" * 10_000, "é" * 10_000, " " * 10_000, "«" * 10_000, "\u0301" * 10_000, "' " * 5_000]
)
def test_nasty_text_is_answered_at_once(text: str) -> None:
    start = time.perf_counter()
    for function in (fold, sort_key, squeeze, without_controls, split_article, leading_article):
        function(text)

    assert time.perf_counter() - start < 1
