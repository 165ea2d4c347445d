"""SRT as its many writers mean it."""

import pytest

from media_library.tracks.problems import Problems
from media_library.tracks.subrip import is_subrip, read_subrip

TIMES = "00:00:01,000 --> 00:00:02,500"
CUE = (1.0, 2.5, "Un")

FILES = [
    ("as it is written", f"1\n{TIMES}\nUn\n\n2\n00:00:03,000 --> 00:00:04,000\nDeux\n", [CUE, (3.0, 4.0, "Deux")], []),
    ("ends of lines of Windows", f"1\r\n{TIMES}\r\nUn\r\n\r\n", [CUE], []),
    ("byte order mark", f"\ufeff1\n{TIMES}\nUn\n", [CUE], []),
    ("text of two lines", f"1\n{TIMES}\nUn\nDeux\n", [(1.0, 2.5, "Un\nDeux")], []),
    ("empty line in a text", f"1\n{TIMES}\nUn\n\nDeux\n\n2\n00:00:03,000 --> 00:00:04,000\nTrois\n",
     [(1.0, 2.5, "Un\nDeux"), (3.0, 4.0, "Trois")], []),
    ("no empty line between cues", f"1\n{TIMES}\nUn\n2\n00:00:03,000 --> 00:00:04,000\nDeux\n",
     [CUE, (3.0, 4.0, "Deux")], []),
    ("text that is a number", f"1\n{TIMES}\n1984\n\n2\n00:00:03,000 --> 00:00:04,000\n12\n",
     [(1.0, 2.5, "1984"), (3.0, 4.0, "12")], []),
    ("no numbers", f"{TIMES}\nUn\n", [CUE], [(1, "number-missing")]),
    ("points instead of commas", "1\n00:00:01.000 --> 00:00:02.500\nUn\n", [CUE], [(2, "odd-times")]),
    ("no hours", "1\n00:01,000 --> 00:02,500\nUn\n", [CUE], [(2, "odd-times")]),
    ("one digit of a fraction", "1\n00:00:01,0 --> 00:00:02,5\nUn\n", [CUE], [(2, "odd-times")]),
    ("no fraction", "1\n00:00:01 --> 00:00:02,500\nUn\n", [CUE], [(2, "odd-times")]),
    ("arrow of one dash", "1\n00:00:01,000 -> 00:00:02,500\nUn\n", [CUE], [(2, "odd-times")]),
    ("no spaces", "1\n00:00:01,000-->00:00:02,500\nUn\n", [CUE], [(2, "odd-times")]),
    ("place on the screen", f"1\n{TIMES} X1:10 X2:20 Y1:30 Y2:40\nUn\n", [CUE], [(2, "position")]),
    ("tags", f"1\n{TIMES}\n<i>Un</i>{{\\an8}}<font color='#fff'></font>\n", [CUE], [(2, "markup")]),
    ("signs that are no tags", f"1\n{TIMES}\n1 < 2 & 3 > 2\n", [(1.0, 2.5, "1 < 2 & 3 > 2")], []),
    ("times nobody can read", f"1\nhier --> demain\nPerdu\n\n2\n{TIMES}\nUn\n", [CUE],
     [(2, "bad-times"), (3, "lost-text")]),
    ("text before the first cue", f"Titre\n\n1\n{TIMES}\nUn\n", [CUE], [(1, "no-times")]),
    ("cue without text", f"1\n{TIMES}\n\n", [(1.0, 2.5, "")], []),
    ("nothing", "", [], []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "cues", "problems"), [case[1:] for case in FILES], ids=[case[0] for case in FILES])
def test_file_is_read(text: str, cues: list[tuple[float, float, str]], problems: list[tuple[int, str]]) -> None:
    found = Problems()

    assert [(cue.start, cue.end, cue.text) for cue in read_subrip(text, found)] == cues
    assert [(each.line, each.code) for each in found] == problems


def test_srt_is_told_from_text() -> None:
    assert is_subrip(f"1\n{TIMES}\nUn\n")
    assert not is_subrip("Il dit --> rien\n00:12 Un\n")
