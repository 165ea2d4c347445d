"""Files of cues of any kind: format, encoding, order, limits."""

import pytest

from media_library.tracks.cues import Cue
from media_library.tracks.problems import WORDS, Problems
from media_library.tracks.reading import MOST_BYTES, read_track_file
from media_library.tracks.settling import MOST_CUES

SRT = "1\n00:00:01,000 --> 00:00:02,000\nÉté\n"
VTT = "WEBVTT\n\n00:01.000 --> 00:02.000\nÉté\n"
WHISPER = '{"segments": [{"start": 1, "end": 2, "text": "Été"}]}'


def codes(problems: Problems) -> list[tuple[int, str]]:
    """Line and code of each."""
    return [(each.line, each.code) for each in problems]


def vtt(*cues: tuple[str, str, str]) -> bytes:
    """A file of cues; the times of the first are on line 3, of the second on line 6."""
    return "\n".join(["WEBVTT\n", *(f"{start} --> {end}\n{text}\n" for start, end, text in cues)]).encode()


FORMATS = [
    (VTT, "a.vtt", "vtt"), (VTT, "a.txt", "vtt"), (SRT, "a.srt", "srt"), (SRT, "a.txt", "srt"), (SRT, "a.vtt", "srt"),
    (WHISPER, "a.json", "json"), (WHISPER, "a.txt", "json"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "found"), FORMATS)
def test_format_is_found_whatever_the_name_says(text: str, name: str, found: str) -> None:
    read = read_track_file(text.encode(), name, 60)

    assert (read.detected_format, read.cues[0].text) == (found, "Été")


ENCODINGS = [
    ("utf-8", "UTF-8", []), ("utf-8-sig", "UTF-8 (BOM)", []), ("utf-16", "UTF-16", []),
    ("utf-16-le", "UTF-16", [(0, "encoding-guessed")]), ("utf-16-be", "UTF-16", [(0, "encoding-guessed")]),
    ("cp1252", "Windows-1252", [(0, "encoding-guessed")]),
]  # fmt: skip


@pytest.mark.parametrize(("encoding", "name", "problems"), ENCODINGS)
@pytest.mark.parametrize("text", [SRT, VTT])
def test_encoding_is_found_and_said(encoding: str, name: str, problems: list[tuple[int, str]], text: str) -> None:
    read = read_track_file(text.encode(encoding), "a", 60)

    assert (read.detected_encoding, read.cues, codes(read.problems)) == (name, [Cue(1.0, 2.0, "Été")], problems)


def test_bytes_nobody_can_read_are_replaced_and_said() -> None:
    read = read_track_file(SRT.replace("É", "\udc81").encode("cp1252", "surrogateescape"), "a.srt", 60)

    assert read.cues == [Cue(1.0, 2.0, "\ufffdté")]
    assert codes(read.problems) == [(0, "encoding-guessed"), (3, "unreadable-bytes")]


REFUSED = [
    (b"", "empty-file"), (b"\xef\xbb\xbf \n", "empty-file"), (b"x" * (MOST_BYTES + 1), "too-big"),
    (b"%PDF-1.7\n", "not-text"), (b"PK\x03\x04docx", "not-text"), (bytes(range(32)) * 10, "not-text"),
    (b"ID3\x04", "not-text"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "code"), REFUSED)
def test_file_that_is_no_text_is_said_to_be_none(data: bytes, code: str) -> None:
    read = read_track_file(data, "a.vtt", 60)

    assert (read.cues, codes(read.problems)) == ([], [(0, code)])


def test_vtt_without_its_signature_is_refused_as_browsers_do() -> None:
    read = read_track_file(b"00:01.000 --> 00:02.000\nUn\n", "a.vtt", 60)

    assert (read.cues, codes(read.problems)) == ([], [(1, "no-signature")])


SETTLED = [
    ("end before start", [("00:02.000", "00:01.000", "Un")], [], [(3, "end-before-start")]),
    ("no length", [("00:02.000", "00:02.000", "Un")], [], [(3, "end-before-start")]),
    ("empty", [("00:01.000", "00:02.000", "<i> </i>")], [], [(3, "markup"), (3, "empty-cue")]),
    ("after the end", [("01:00.000", "01:01.000", "Un")], [], [(3, "after-the-end")]),
    ("past the end", [("00:59.000", "01:01.000", "Un")], [Cue(59.0, 60.0, "Un")], [(3, "past-the-end")]),
    ("a little past the end", [("00:59.000", "01:00.400", "Un")], [Cue(59.0, 60.4, "Un")], []),
    ("long", [("00:00.000", "01:00.200", "Un")], [Cue(0.0, 60.2, "Un")], [(3, "long-cue")]),
    ("overlapping", [("00:01.000", "00:03.000", "Un"), ("00:02.000", "00:04.000", "Deux")],
     [Cue(1.0, 3.0, "Un"), Cue(2.0, 4.0, "Deux")], [(6, "overlap")]),
    ("out of order", [("00:03.000", "00:04.000", "Deux"), ("00:01.000", "00:02.000", "Un")],
     [Cue(1.0, 2.0, "Un"), Cue(3.0, 4.0, "Deux")], [(6, "out-of-order")]),
    ("arrow in a text", [("00:01.000", "00:02.000", "Un\na --> b")], [Cue(1.0, 2.0, "Un")],
     [(5, "arrow-in-text"), (5, "bad-times")]),
    ("escaped arrow", [("00:01.000", "00:02.000", "a --&gt; b")], [Cue(1.0, 2.0, "a --> b")], []),
    ("html", [("00:01.000", "00:02.000", "<p>Un</p>")], [Cue(1.0, 2.0, "Un")], [(3, "html")]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("cues", "kept", "problems"), [case[1:] for case in SETTLED], ids=[case[0] for case in SETTLED]
)
def test_what_changes_in_a_cue_is_said(
    cues: list[tuple[str, str, str]], kept: list[Cue], problems: list[tuple[int, str]]
) -> None:
    read = read_track_file(vtt(*cues), "a.vtt", 60)

    assert (read.cues, codes(read.problems)) == (kept, problems)


def test_nothing_is_too_late_where_nobody_knows_the_duration() -> None:
    assert len(read_track_file(vtt(("59:00.000", "59:01.000", "Un")), "a.vtt", 0).cues) == 1


def test_cue_that_is_too_long_is_cut_between_sentences() -> None:
    text = "Une phrase de vingt-six l. " * 100
    read = read_track_file(vtt(("00:00.000", "00:50.000", text)), "a.vtt", 60)

    assert {len(cue.text) <= 240 for cue in read.cues} == {True}
    assert " ".join(cue.text for cue in read.cues) == text.strip()
    assert (read.cues[0].start, read.cues[-1].end, codes(read.problems)) == (0.0, 50.0, [(3, "too-long")])


def test_cues_beyond_the_limit_are_said_to_be_lost() -> None:
    lines = [f"{i // 60:02d}:{i % 60:02d}.000 --> {i // 60:02d}:{i % 60:02d}.900\nmot\n" for i in range(3000)]
    hours = [f"{h:02d}:{line}".replace("--> ", f"--> {h:02d}:") for h in range(7) for line in lines]
    read = read_track_file(("WEBVTT\n\n" + "\n".join(hours)).encode(), "a.vtt", 0)

    assert len(read.cues) == MOST_CUES
    assert codes(read.problems) == [(3 + 3 * MOST_CUES, "too-many")]


def test_text_has_its_times_spread_and_says_so() -> None:
    read = read_track_file("Awa : Bonjour à tous.\n\nBen : Oui.\n\nAwa : Bien.".encode(), "a.txt", 60)

    assert [(cue.speaker, cue.text) for cue in read.cues] == [
        ("Awa", "Bonjour à tous."), ("Ben", "Oui."), ("Awa", "Bien."),
    ]  # fmt: skip
    assert [(cue.start, cue.end) for cue in read.cues] == [(0.0, 35.556), (35.556, 46.667), (46.667, 60.0)]
    assert (read.speakers, codes(read.problems)) == (["Awa", "Ben"], [(1, "times-spread")])


def test_text_without_a_duration_takes_the_time_it_takes_to_say() -> None:
    read = read_track_file(b"abcdefghijklmno", "a.txt", 0)

    assert (read.cues, codes(read.problems)) == (
        [Cue(0.0, 1.0, "abcdefghijklmno")], [(0, "no-duration"), (1, "times-spread")],
    )  # fmt: skip


def test_text_with_times_keeps_them() -> None:
    read = read_track_file(b"[0:00] Awa : Bonjour.\n[0:12] Ben : Oui.\n[1:02:03] Fin.", "a.txt", 0)

    assert [(cue.start, cue.speaker, cue.text) for cue in read.cues] == [
        (0.0, "Awa", "Bonjour."), (12.0, "Ben", "Oui."), (3723.0, "", "Fin."),
    ]  # fmt: skip
    assert [cue.end for cue in read.cues[:2]] == [12.0, 3723.0]
    assert codes(read.problems) == [(2, "long-cue"), (3, "end-guessed")]


def test_words_before_a_colon_are_a_voice_when_they_are_known_or_come_again() -> None:
    alone = read_track_file(b"Il faut savoir ceci.\n\nAttention : la marche.\n\nEt puis rien.", "a.txt", 60)
    known = read_track_file(b"Un.\n\nawa : deux.\n\nTrois.", "a.txt", 60, ["Awa"])
    person = read_track_file(b"Un.\n\nAwa Diallo : deux.\n\nTrois.", "a.txt", 60)

    assert (alone.speakers, known.speakers, person.speakers) == ([], ["awa"], ["Awa Diallo"])


def test_every_problem_has_words() -> None:
    assert {code: bool(str(words).strip()) for code, (_weight, words) in WORDS.items()} == dict.fromkeys(WORDS, True)
