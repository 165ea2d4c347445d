"""What is written is read back the same."""

import json
import random

import pytest

from media_library.tracks.cues import Cue
from media_library.tracks.reading import read_track_file
from media_library.tracks.writing import WRITERS, write_json, write_subrip, write_text, write_webvtt

AWKWARD = [
    Cue(0.0, 1.5, "Bonjour & <bienvenue> --> ici"),
    Cue(1.5, 2.0, "Deux\nlignes", speaker="a"),
    Cue(2.0, 3.25, "&amp; &lt;v Faux&gt;", "intro", "b", "line:0 align:start"),
    Cue(3.25, 3.251, "NOTE pas une note"),
    Cue(3600.5, 3661.001, "Attention : la marche. Une note : une autre.", speaker="a"),
    Cue(3661.001, 3662.0, "12", "12"),
    Cue(3662.0, 3663.0, "عربي — ελληνικά 漢字", speaker="c"),
]
NAMES = {"a": "Awa Diallo", "b": "une voisine & son chien", "c": "Ben"}


def named(cues: list[Cue]) -> list[tuple[float, float, str, str]]:
    """Times, names of voices, and texts."""
    return [(cue.start, cue.end, NAMES.get(cue.speaker, cue.speaker), cue.text) for cue in cues]


def again(form: str, written: str) -> str:
    """What a file becomes when it is read and written once more."""
    read = read_track_file(written.encode(), f"a.{form}", 0, NAMES.values())
    return WRITERS[form](read.cues, {name: name for name in read.speakers}, [])


def test_webvtt_is_read_back_the_same_to_the_last_letter() -> None:
    names = {**NAMES, "b": "une voisine & <son chien> --> là"}
    read = read_track_file(write_webvtt(AWKWARD, names, ["Titre --> ici\n\nligne"]).encode(), "a.vtt", 0)

    assert [(cue.start, cue.end, cue.text) for cue in read.cues] == [(cue.start, cue.end, cue.text) for cue in AWKWARD]
    assert read.speakers == ["Awa Diallo", "une voisine & <son chien> --> là", "Ben"]
    assert [(cue.identifier, cue.settings) for cue in read.cues] == [(cue.identifier, cue.settings) for cue in AWKWARD]
    assert [each.code for each in read.problems] == ["note", "long-cue"]


def test_json_is_read_back_the_same() -> None:
    read = read_track_file(write_json(AWKWARD, NAMES, ["Titre"]).encode(), "a.json", 0)

    assert named(read.cues) == named(AWKWARD)


def test_subrip_is_read_back_with_its_voices() -> None:
    cues = [Cue(0.0, 1.5, "Un.", speaker="a"), Cue(1.5, 2.0, "Deux\nlignes", speaker="c"), Cue(2.0, 3.0, "Rien")]
    read = read_track_file(write_subrip(cues, NAMES).encode(), "a.srt", 0)

    assert named(read.cues) == named(cues)
    assert list(read.problems) == []


@pytest.mark.parametrize("form", ["vtt", "srt", "json", "txt"])
def test_file_written_and_read_again_does_not_change(form: str) -> None:
    written = WRITERS[form]([cue for cue in AWKWARD if "<" not in cue.text], NAMES, [])

    assert again(form, written) == written


def test_text_joins_what_one_says_and_begins_paragraphs_between_sentences() -> None:
    cues = [Cue(float(i), i + 1.0, f"Phrase numéro {i}, assez longue pour compter.", speaker="a") for i in range(20)]
    written = write_text([*cues, Cue(20.0, 21.0, "Ah bon ?", speaker="c")], NAMES, ["Titre"])
    paragraphs = written.strip().split("\n\n")

    assert (paragraphs[0], paragraphs[-1], len(paragraphs)) == ("[Titre]", "Ben : Ah bon ?", 4)
    assert [paragraph[:13] for paragraph in paragraphs[1:3]] == ["Awa Diallo : ", "Awa Diallo : "]
    assert again("txt", written).split("\n\n")[0] == paragraphs[1]


def test_any_cues_come_back_from_webvtt() -> None:
    chance = random.Random(7)
    letters = "ab <>&-:;\n\t\"'éß\u202f\ufffd0123456789/v.NOTEWEBVTT"
    cues = []
    for number in range(400):
        text = "\n".join(line.strip() for line in "".join(chance.choices(letters, k=chance.randint(1, 60))).split("\n"))
        text = "\n".join(
            " ".join(line.split(" ")).replace("\t", " ").strip() for line in text.split("\n") if line.strip()
        )
        while "  " in text:
            text = text.replace("  ", " ")
        cues.append(Cue(number / 2, number / 2 + 0.25, text or "x"))
    read = read_track_file(write_webvtt(cues, {}).encode(), "a.vtt", 0)

    assert [cue.text for cue in read.cues] == [cue.text for cue in cues]
    assert list(read.problems) == []


def test_number_of_seconds_is_whole_where_it_can_be() -> None:
    segments = json.loads(write_json([Cue(1.0, 2.5, "Un")], {}))["segments"]

    assert segments == [{"startTime": 1, "endTime": 2.5, "body": "Un"}]
    assert '"startTime": 1,' in write_json([Cue(1.0, 2.5, "Un")], {})
