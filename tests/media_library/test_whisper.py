"""What machines that listen write."""

import json
from typing import Any

import pytest

from media_library.tracks.problems import Problems
from media_library.tracks.whisper import read_transcript_json


def read(whole: Any) -> tuple[list[tuple[float, float, str, str]], list[tuple[int, str]]]:
    """Start, end, voice and text of cues, and problems by segment and code."""
    problems = Problems()
    text = whole if isinstance(whole, str) else json.dumps(whole)
    cues = read_transcript_json(text, problems)
    return [(cue.start, cue.end, cue.name, cue.text) for cue in cues], [(each.line, each.code) for each in problems]


def word(text: str, start: float | None, end: float | None, speaker: str = "") -> dict[str, Any]:
    """One word as they write it."""
    times = {} if start is None else {"start": start, "end": end}
    return {"word": text, **times, **({"speaker": speaker} if speaker else {})}


def test_segments_of_whisper_are_cues() -> None:
    segment = {"id": 0, "seek": 0, "start": 0.0, "end": 2.48, "text": " Bonjour.", "tokens": [1], "temperature": 0.0}
    more = {"id": 1, "start": 2.48, "end": 4, "text": " Oui."}

    assert read({"text": " Bonjour. Oui.", "segments": [segment, more], "language": "fr"}) == (
        [(0.0, 2.48, "", "Bonjour."), (2.48, 4.0, "", "Oui.")], [],
    )  # fmt: skip


def test_offsets_of_whisper_cpp_are_milliseconds() -> None:
    part = {"timestamps": {"from": "00:00:00,000", "to": "00:00:07,600"}, "offsets": {"from": 0, "to": 7600}}

    assert read({"result": {"language": "fr"}, "transcription": [{**part, "text": " Bonjour."}]}) == (
        [(0.0, 7.6, "", "Bonjour.")], [],
    )  # fmt: skip


def test_chunks_of_transformers_are_cues() -> None:
    assert read([{"timestamp": [0.0, 1.5], "text": " Un"}]) == ([(0.0, 1.5, "", "Un")], [])


def test_json_of_podcasting_is_read() -> None:
    segment = {"speaker": "Awa", "startTime": 0.5, "endTime": 1.25, "body": "Bonjour."}

    assert read({"version": "1.0.0", "segments": [segment]}) == ([(0.5, 1.25, "Awa", "Bonjour.")], [])


def test_segment_of_two_voices_is_cut_where_the_other_speaks() -> None:
    words = [word("Oui", 0, 1, "A"), word("non", 1, 2, "A"), word("Si", 2, 3, "B")]
    segment = {"start": 0, "end": 3, "text": "Oui non Si", "speaker": "A", "words": words}

    assert read({"segments": [segment]}) == ([(0.0, 2.0, "A", "Oui non"), (2.0, 3.0, "B", "Si")], [])


def test_words_alone_become_cues_at_pauses_and_after_sentences() -> None:
    words = [word("Bonjour", 0, 1), word("à", 1, 1.2), word("tous", 1.2, 2), word("Bon", 4, 5)]

    assert read({"text": "…", "words": words}) == ([(0.0, 2.0, "", "Bonjour à tous"), (4.0, 5.0, "", "Bon")], [])


def test_word_without_times_takes_those_beside_it() -> None:
    words = [word("En", 0, 1, "A"), word("1984", None, None, "A"), word("oui", 2, 3, "B")]
    segment = {"start": 0, "end": 3, "text": "En 1984 oui", "words": words}

    assert read({"segments": [segment]}) == (
        [(0.0, 1.0, "A", "En 1984"), (2.0, 3.0, "B", "oui")], [(1, "words-without-times")],
    )  # fmt: skip


@pytest.mark.parametrize(
    "segment",
    [
        {"start": None, "end": 1, "text": "a"}, {"end": 1, "text": "a"}, {"start": "0", "end": 1, "text": "a"},
        {"start": -1, "end": 1, "text": "a"}, {"start": 0, "end": True, "text": "a"}, {"start": 0, "end": 1},
        {"start": 0, "end": float("nan"), "text": "a"}, {"start": 0, "end": 10**400, "text": "a"}, "a", None, [],
    ],
)  # fmt: skip
def test_segment_that_can_not_be_read_is_said_and_others_are_taken(segment: Any) -> None:
    good = {"start": 1, "end": 2, "text": "Bon"}

    assert read({"segments": [segment, good]}) == ([(1.0, 2.0, "", "Bon")], [(1, "bad-segment")])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{", "not-json"), ("", "not-json"), ("[" * 100_000, "not-json"), ("{}", "not-a-transcript"),
        ('{"segments": []}', "not-a-transcript"), ('{"segments": 3}', "not-a-transcript"), ("7", "not-a-transcript"),
    ],
)  # fmt: skip
def test_what_is_no_transcript_is_said(text: str, code: str) -> None:
    assert read(text) == ([], [(0, code)])
