"""Notes of texts from elsewhere, however they are written."""

import pytest

from core.conversion import convert_html, stream_data
from core.conversion.fitting import notes_in_text
from tests.core.converting import SEED, calls, convert, from_markdown, texts

NOTED = [
    (  # Word
        '<p>Mot<a href="#_ftn1" name="_ftnref1"><span>[1]</span></a>.</p><div><hr><div id="ftn1"><p>'
        '<a href="#_ftnref1" name="_ftn1"><span>[1]</span></a> Une note.</p></div></div>'
    ),
    (  # mammoth
        '<p>Mot<sup><a href="#footnote-1" id="footnote-ref-1">[1]</a></sup>.</p><ol><li id="footnote-1">'
        '<p> Une note. <a href="#footnote-ref-1">↑</a></p></li></ol>'
    ),
    (  # LibreOffice
        '<p>Mot<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a>.</p>'
        '<div id="sdfootnote1"><p><a name="sdfootnote1sym" href="#sdfootnote1anc">1</a>Une note.</p></div>'
    ),
    (  # Google Docs
        '<p>Mot<sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup>.</p><hr><div><p>'
        '<a href="#ftnt_ref1" id="ftnt1">[1]</a> Une note.</p></div>'
    ),
    (  # Pandoc
        '<p>Mot<a href="#fn1" class="footnote-ref" id="fnref1"><sup>1</sup></a>.</p><section><hr><ol>'
        '<li id="fn1"><p>Une note.<a href="#fnref1" class="footnote-back">↩︎</a></p></li></ol></section>'
    ),
    '<p>Mot<a href="#footnote-1">[1]</a>.</p><ol><li>Une note.</li></ol>',  # a list at the end
    "<p>Mot[1].</p><ol><li>Une note.</li></ol>",  # the same, called in plain text
]


@pytest.mark.parametrize("html", NOTED)
def test_notes_are_found_however_they_are_written(html: str) -> None:
    converted = convert(html)

    assert [note.html for note in converted.notes] == ["<p>Une note.</p>"]
    assert texts(converted) == [f"<p>Mot{calls(converted)[0]}.</p>"]
    assert converted.of_kind("note") == converted.of_kind("lost") == []


def test_notes_of_markdown_are_found_and_may_be_called_twice() -> None:
    converted = from_markdown("A[^x] b[^x].\n\n[^x]: Une *note*,\n    de deux lignes.\n\nFin.")

    assert [note.html for note in converted.notes] == ["<p>Une <i>note</i>, de deux lignes.</p>"]
    assert texts(converted) == [f"<p>A{calls(converted)[0]} b{calls(converted)[0]}.</p><p>Fin.</p>"]


def test_note_called_in_a_heading_is_called_by_the_paragraph_after_it() -> None:
    converted = convert('<h2>Titre<a href="#fn1">1</a></h2><p>Texte.</p><ol><li>Une note.</li></ol>')

    assert converted.blocks == [
        ("heading", {"text": "Titre", "level": "2"}),
        ("text", f"<p>{calls(converted)[0]}Texte.</p>"),
    ]
    assert len(converted.of_kind("note")) == 1


def test_call_without_note_and_note_without_call_are_kept_and_listed() -> None:
    converted = convert('<p>A<a href="#fn1">[1]</a> b<a href="#fn9">[9]</a>.</p><ol><li>Un.</li><li>Deux.</li></ol>')

    assert [note.html for note in converted.notes] == ["<p>Un.</p>"]
    assert texts(converted) == [f"<p>A{calls(converted)[0]} b[9].</p><p>[2] Deux.</p>"]
    assert converted.of_kind("note") == [
        "L’appel de note « [9] » n’a pas de note : laissé en texte.",
        "La note 2 n’est appelée nulle part : mise à la fin du texte.",
    ]


def test_list_at_the_end_that_nothing_calls_is_a_list() -> None:
    converted = convert("<p>On en voit [1] là.</p><ol><li>Un.</li><li>Deux.</li></ol>")

    assert converted.notes == []
    assert texts(converted) == ["<p>On en voit [1] là.</p><ol><li>Un.</li><li>Deux.</li></ol>"]


def test_two_notes_run_together_are_told_apart_when_one_is_lacking() -> None:
    converted = convert(
        '<p><a href="#fn1">1</a> <a href="#fn2">2</a> <a href="#fn3">3</a></p>'
        "<ol><li>Un.\n2) Deux.</li><li>Trois.</li></ol>"
    )

    assert [note.html for note in converted.notes] == ["<p>Un.</p>", "<p>Deux.</p>", "<p>Trois.</p>"]


def test_same_text_gives_the_same_identities() -> None:
    once, again = convert(NOTED[0]), convert(NOTED[0])

    assert once.notes == again.notes
    assert stream_data(once.blocks, SEED) == stream_data(again.blocks, SEED)
    assert convert_html(NOTED[0]).notes != convert_html(NOTED[0]).notes


def test_notes_become_a_list_where_there_are_none() -> None:
    converted = convert(NOTED[0])
    notes_in_text(converted)

    assert converted.notes == []
    assert texts(converted) == ["<p>Mot<sup>1</sup>.</p>", "<ol><li>Une note.</li></ol>"]
