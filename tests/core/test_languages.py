"""Names of languages, and words marked with theirs."""

import pytest
from django.utils.translation import override

from core.languages import direction, in_language, language_name


@pytest.mark.parametrize(
    ("reader", "text", "language", "printed"),
    [
        ("nl", "voisin", "fr", '<span lang="fr" dir="ltr">voisin</span>'),
        ("nl", "buur", "nl", "buur"),
        ("nl", "جار", "ar", '<span lang="ar" dir="rtl">جار</span>'),
        ("fr", "voisin", "fr", "voisin"),
        ("en", "komşu", "", "komşu"),
        ("en", "", "fr", ""),
    ],
)
def test_words_say_their_language_when_it_is_not_the_readers(
    reader: str, text: str, language: str, printed: str
) -> None:
    with override(reader):
        assert in_language(text, language) == printed


def test_marked_words_are_escaped() -> None:
    with override("en"):
        assert in_language("<b>", 'fr" x="') == '<span lang="fr&quot; x=&quot;" dir="ltr">&lt;b&gt;</span>'


@pytest.mark.parametrize(("reader", "name"), [("fr", "grec"), ("nl", "Grieks"), ("en", "Greek")])
def test_languages_are_named_in_the_readers(reader: str, name: str) -> None:
    with override(reader):
        assert language_name("el") == name


def test_direction_follows_the_script() -> None:
    assert [direction(code) for code in ("fr", "ar", "he-IL", "")] == ["ltr", "rtl", "rtl", "ltr"]
