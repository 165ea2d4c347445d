"""Chapters read from files and written again."""

import json
import subprocess
from pathlib import Path

import pytest

from media_library.tracks.chapter_reading import read_chapter_file, read_embedded_chapters
from media_library.tracks.chapter_writing import (
    CHAPTER_WRITERS,
    write_description_lines,
    write_json_chapters,
    write_simple_chapters,
)  # fmt: skip
from media_library.tracks.cues import Cue
from media_library.tracks.reading import ReadTrack

CHAPTERS = [
    Cue(0.0, 12.345, "Départ & <retour>", url="https://example.org/?a=1&b=2"),
    Cue(12.345, 60.5, "« Au bord » de l’eau"),
    Cue(60.5, 120.0, "Fin"),
]


def problems(read: ReadTrack) -> list[tuple[int, str]]:
    """Line and code of each."""
    return [(each.line, each.code) for each in read.problems]


@pytest.mark.parametrize("form", ["json", "psc.xml"])
def test_chapters_come_back_as_they_were(form: str) -> None:
    written = CHAPTER_WRITERS[form](CHAPTERS, {}, "Titre")
    read = read_chapter_file(written.encode(), f"a.{form}", 120)

    assert (read.cues, list(read.problems)) == (CHAPTERS, [])


def test_chapters_come_back_from_webvtt_but_for_their_addresses() -> None:
    read = read_chapter_file(CHAPTER_WRITERS["vtt"](CHAPTERS, {}, "").encode(), "a.vtt", 120)

    assert [(cue.start, cue.end, cue.text) for cue in read.cues] == [(cue.start, cue.end, cue.text) for cue in CHAPTERS]


def test_json_has_pictures_ends_and_what_is_not_in_the_list() -> None:
    cues = [Cue(0.5, 1.5, "Un", image=3), Cue(1.5, 2.0, "Deux", image=4), Cue(2.0, 3.0, "")]
    written = json.loads(write_json_chapters(cues, {3: "https://example.org/3.jpg"}))

    assert written == {
        "version": "1.2.0",
        "chapters": [
            {"startTime": 0.5, "endTime": 1.5, "title": "Un", "img": "https://example.org/3.jpg"},
            {"startTime": 1.5, "endTime": 2.0, "title": "Deux"},
            {"startTime": 2.0, "endTime": 3.0, "title": "", "toc": False},
        ],
    }


def test_simple_chapters_escape_what_xml_needs() -> None:
    assert '<psc:chapter start="00:00:00.000" title="Départ &amp; &lt;retour&gt;"' in write_simple_chapters(
        CHAPTERS, {}
    )


def test_lines_are_for_descriptions() -> None:
    assert write_description_lines([*CHAPTERS, Cue(3723.9, 3724.0, "Loin")], {}, "") == (
        "00:00:00 Départ & <retour>\n00:00:12 « Au bord » de l’eau\n00:01:00 Fin\n01:02:03 Loin\n"
    )


LINES = [
    ("0:00 Un\n1:30 Deux\n", [Cue(0.0, 90.0, "Un"), Cue(90.0, 120.0, "Deux")], []),
    ("00:00:00 - Un\r\n(00:01:30) Deux\r\n", [Cue(0.0, 90.0, "Un"), Cue(90.0, 120.0, "Deux")], []),
    ("- [0:00.5] Un", [Cue(0.5, 120.0, "Un")], []),
    ("Chapitres :\n0:00 Un", [Cue(0.0, 120.0, "Un")], [(1, "chapter-other")]),
    ("0:00 Un\n1:30 Deux\n1:00 Trois\n", [Cue(0.0, 90.0, "Un"), Cue(90.0, 120.0, "Deux")], [(3, "chapter-order")]),
    ("0:00 Un\n0:00 Deux\n", [Cue(0.0, 120.0, "Un")], [(2, "chapter-order")]),
    ("0:00 Un\n2:00 Deux\n", [Cue(0.0, 120.0, "Un")], [(2, "chapter-after-the-end")]),
    ("0:00 Un\n1:00\n", [Cue(0.0, 120.0, "Un")], [(2, "chapter-no-title")]),
    ("rien", [], [(0, "not-chapters"), (1, "chapter-other")]),
]


@pytest.mark.parametrize(("text", "cues", "found"), LINES)
def test_lines_with_times_are_chapters(text: str, cues: list[Cue], found: list[tuple[int, str]]) -> None:
    read = read_chapter_file(text.encode(), "a.txt", 120)

    assert (read.cues, problems(read)) == (cues, found)


JSON = [
    ('{"chapters": [{"startTime": 1.25, "title": "Un"}]}', [Cue(1.25, 120.0, "Un")], []),
    ('{"chapters": [{"startTime": "12.5", "title": "Un"}]}', [Cue(12.5, 120.0, "Un")], []),
    ('{"chapters": [{"startTime": 0, "title": "Un", "toc": false}]}', [], [(0, "not-chapters"), (1, "chapter-hidden")]),
    ('{"chapters": [{"startTime": 0, "title": "Un", "url": "javascript:x"}]}', [Cue(0.0, 120.0, "Un")],
     [(1, "chapter-url")]),
    ('{"chapters": [{"startTime": 0, "title": "Un", "img": "https://x.org/a.jpg"}]}', [Cue(0.0, 120.0, "Un")],
     [(1, "chapter-picture")]),
    ('{"chapters": [{"startTime": 0, "endTime": 30, "title": "Un"}, {"startTime": 20, "title": "Deux"}]}',
     [Cue(0.0, 20.0, "Un"), Cue(20.0, 120.0, "Deux")], [(1, "chapter-end")]),
    ('{"chapters": [{"title": "Un"}, 3]}', [], [(0, "not-chapters"), (1, "bad-segment")]),
    ('{"chapters": 3}', [], [(0, "not-chapters")]),
    ("{", [], [(0, "not-json"), (0, "not-chapters")]),
    ("<a", [], [(0, "not-xml"), (0, "not-chapters")]),
    ('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', [], [(0, "not-xml"), (0, "not-chapters")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "cues", "found"), JSON)
def test_what_is_left_of_a_file_is_said(text: str, cues: list[Cue], found: list[tuple[int, str]]) -> None:
    read = read_chapter_file(text.encode(), "a", 120)

    assert (read.cues, problems(read)) == (cues, found)


def test_simple_chapters_of_a_feed_are_read() -> None:
    feed = (
        '<rss xmlns:p="http://podlove.org/simple-chapters"><channel><item><p:chapters version="1.2">'
        '<p:chapter start="00:00:01.500" title="Un" href="https://example.org/" image="https://example.org/a.jpg"/>'
        '<p:chapter start="bientôt" title="Deux"/></p:chapters></item></channel></rss>'
    )
    read = read_chapter_file(feed.encode(), "a.xml", 60)

    assert read.cues == [Cue(1.5, 60.0, "Un", url="https://example.org/")]
    assert problems(read) == [(1, "chapter-picture"), (2, "bad-times")]


def test_chapters_of_the_file_itself_are_read(tmp_path: Path) -> None:
    facts = tmp_path / "facts.txt"
    facts.write_text(
        ";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=400\ntitle=Un\n"
        "[CHAPTER]\nTIMEBASE=1/1000\nSTART=400\nEND=1000\ntitle=Été\n"
    )
    made = tmp_path / "a.mp3"
    subprocess.run(
        ["ffmpeg", "-v", "error", "-f", "lavfi", "-i", "sine=d=1", "-i", str(facts), "-map_metadata", "1", str(made)],
        check=True,
    )

    assert read_embedded_chapters(str(made), 1.0).cues == [Cue(0.0, 0.4, "Un"), Cue(0.4, 1.0, "Été")]
    assert read_embedded_chapters(str(facts), 1.0).cues == []
