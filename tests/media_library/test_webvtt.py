"""WebVTT as its specification reads it: a table of cases, each with the cues a browser would take."""

import pytest

from media_library.tracks.drafts import DraftCue
from media_library.tracks.problems import Problems
from media_library.tracks.webvtt import parse_webvtt, read_cue_times, read_timestamp
from media_library.tracks.webvtt_cues import read_webvtt
from media_library.tracks.webvtt_text import read_cue_text

ONE = "00:01.000 --> 00:02.000"
CUE = (1.0, 2.0, "", "", "Un")

FILES = [
    ("signature alone", "WEBVTT", []),
    ("signature and one end of line", "WEBVTT\n", []),
    ("one cue", f"WEBVTT\n\n{ONE}\nUn\n", [CUE]),
    ("no end of line at the end", f"WEBVTT\n\n{ONE}\nUn", [CUE]),
    ("byte order mark", f"\ufeffWEBVTT\n\n{ONE}\nUn\n", [CUE]),
    ("carriage returns and line feeds", f"WEBVTT\r\n\r\n{ONE}\r\nUn\r\n", [CUE]),
    ("carriage returns alone", f"WEBVTT\r\r{ONE}\rUn\r", [CUE]),
    ("text after the signature", f"WEBVTT - Titre\n\n{ONE}\nUn\n", [CUE]),
    ("tabulation after the signature", f"WEBVTT\tTitre\n\n{ONE}\nUn\n", [CUE]),
    ("header of several lines", f"WEBVTT\nKind: captions\nLanguage: fr\n\n{ONE}\nUn\n", [CUE]),
    ("times right after the header", f"WEBVTT\nKind: captions\n{ONE}\nUn\n", [CUE]),
    ("times right after the signature", f"WEBVTT\n{ONE}\nUn\n", [CUE]),
    ("many empty lines", f"WEBVTT\n\n\n\n\n{ONE}\nUn\n\n\n\n", [CUE]),
    ("empty file", "", None),
    ("another signature", f"WEBVTX\n\n{ONE}\nUn\n", None),
    ("no signature", f"{ONE}\nUn\n", None),
    ("letters stuck to the signature", f"WEBVTTitre\n\n{ONE}\nUn\n", None),
    ("space before the signature", f" WEBVTT\n\n{ONE}\nUn\n", None),
    ("lower case signature", f"webvtt\n\n{ONE}\nUn\n", None),
    ("signature too short", "WEBVT", None),
    ("identifier", f"WEBVTT\n\nintro\n{ONE}\nUn\n", [(1.0, 2.0, "intro", "", "Un")]),
    ("number as identifier", f"WEBVTT\n\n1\n{ONE}\nUn\n", [(1.0, 2.0, "1", "", "Un")]),
    ("identifier of two lines is none", f"WEBVTT\n\nun\ndeux\n{ONE}\nUn\n", [(1.0, 2.0, "", "", "Un")]),
    ("identifier that says NOTE", f"WEBVTT\n\nNOTE un\n{ONE}\nUn\n", [(1.0, 2.0, "NOTE un", "", "Un")]),
    ("hours", "WEBVTT\n\n01:00:01.000 --> 01:00:02.000\nUn\n", [(3601.0, 3602.0, "", "", "Un")]),
    ("many hours", "WEBVTT\n\n123:00:01.000 --> 123:00:02.000\nUn\n", [(442801.0, 442802.0, "", "", "Un")]),
    ("hour of one digit", "WEBVTT\n\n0:00:01.000 --> 0:00:02.000\nUn\n", [CUE]),
    ("no spaces around the arrow", "WEBVTT\n\n00:01.000-->00:02.000\nUn\n", [CUE]),
    ("many spaces around the arrow", "WEBVTT\n\n  00:01.000 \t --> \t 00:02.000\nUn\n", [CUE]),
    ("comma instead of point", "WEBVTT\n\n00:01,000 --> 00:02,000\nUn\n", []),
    ("two digits of a fraction", "WEBVTT\n\n00:01.00 --> 00:02.00\nUn\n", []),
    ("no fraction", "WEBVTT\n\n00:01 --> 00:02\nUn\n", []),
    ("minute of one digit", "WEBVTT\n\n0:01.000 --> 0:02.000\nUn\n", []),
    ("sixty minutes without hours", "WEBVTT\n\n60:01.000 --> 60:02.000\nUn\n", []),
    ("sixty seconds", "WEBVTT\n\n00:60.000 --> 01:01.000\nUn\n", []),
    ("sixty minutes", "WEBVTT\n\n00:60:00.000 --> 00:60:01.000\nUn\n", []),
    ("negative time", "WEBVTT\n\n-00:01.000 --> 00:02.000\nUn\n", []),
    ("arrow of one dash", "WEBVTT\n\n00:01.000 -> 00:02.000\nUn\n", []),
    ("no end", "WEBVTT\n\n00:01.000 -->\nUn\n", []),
    ("digits of another script", "WEBVTT\n\n٠٠:٠١.٠٠٠ --> ٠٠:٠٢.٠٠٠\nUn\n", []),
    ("end before start is taken", "WEBVTT\n\n00:02.000 --> 00:01.000\nUn\n", [(2.0, 1.0, "", "", "Un")]),
    ("cue without text is taken", f"WEBVTT\n\n{ONE}\n\n", [(1.0, 2.0, "", "", "")]),
    ("text of two lines", f"WEBVTT\n\n{ONE}\nUn\nDeux\n", [(1.0, 2.0, "", "", "Un\nDeux")]),
    ("empty line ends the text", f"WEBVTT\n\n{ONE}\nUn\n\nDeux\n", [CUE]),
    ("line of spaces does not end the text", f"WEBVTT\n\n{ONE}\nUn\n \nDeux", [(1.0, 2.0, "", "", "Un\n \nDeux")]),
    ("arrow in a text ends the cue", f"WEBVTT\n\n{ONE}\nUn\n a --> b\nDeux\n", [CUE]),
    (
        "times in a text begin a cue", f"WEBVTT\n\n{ONE}\nUn\n00:03.000 --> 00:04.000\nDeux\n",
        [CUE, (3.0, 4.0, "", "", "Deux")],
    ),
    (
        "bad times, then good ones", f"WEBVTT\n\n00:01 --> 00:02\n{ONE}\nUn\n", [CUE],
    ),
    ("comment", f"WEBVTT\n\nNOTE rien\n\n{ONE}\nUn\n", [CUE]),
    ("comment of several lines", f"WEBVTT\n\nNOTE\nrien\nde plus\n\n{ONE}\nUn\n", [CUE]),
    ("comment between cues", f"WEBVTT\n\n{ONE}\nUn\n\nNOTE rien\n\n{ONE}\nUn\n", [CUE, CUE]),
    ("style", f"WEBVTT\n\nSTYLE\n::cue {{ color: red }}\n\n{ONE}\nUn\n", [CUE]),
    ("region", f"WEBVTT\n\nREGION\nid:bas width:40%\n\n{ONE}\nUn\n", [CUE]),
    ("style after a cue is nothing", f"WEBVTT\n\n{ONE}\nUn\n\nSTYLE\n::cue {{}}\n", [CUE]),
    ("null character", f"WEBVTT\n\n{ONE}\nU\0n\n", [(1.0, 2.0, "", "", "U\ufffdn")]),
    (
        "settings kept when valid", f"WEBVTT\n\n{ONE} line:0 align:start\nUn\n",
        [(1.0, 2.0, "", "line:0 align:start", "Un")],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "cues"), [case[1:] for case in FILES], ids=[case[0] for case in FILES])
def test_file_gives_the_cues_a_browser_takes(text: str, cues: list[tuple[float, float, str, str, str]] | None) -> None:
    parsed = parse_webvtt(text)

    assert parsed.is_webvtt is (cues is not None)
    assert [(cue.start, cue.end, cue.identifier, cue.settings, cue.text) for cue in parsed.cues] == (cues or [])


def test_six_blocks_that_look_like_cues_are_two() -> None:
    text = (
        "WEBVTT\n\n00:01.000 --> 00:02.000\nUn\n\n00:03,000 --> 00:04,000\nDeux\n\n0:05.000 --> 0:06.000\nTrois\n\n"
        "00:07.00 --> 00:08.00\nQuatre\n\n00:09.000 -> 00:10.000\nCinq\n\n00:11.000 --> 00:12.000\nSix\n"
    )

    assert [cue.text for cue in parse_webvtt(text).cues] == ["Un", "Six"]


PROBLEMS = [
    ("WEBVTT titre\nKind: captions\n\n", [(1, "header-text", "titre"), (2, "header-text", "Kind: captions")]),
    ("WEBVTT\n\nNOTE rien\nici\n", [(3, "note", "NOTE rien ici")]),
    ("WEBVTT\n\nSTYLE\n::cue {}\n", [(3, "style", "STYLE ::cue {}")]),
    ("WEBVTT\n\nREGION\nid:a\n", [(3, "region", "REGION id:a")]),
    ("WEBVTT\n\nperdu\n", [(3, "no-times", "perdu")]),
    (
        "WEBVTT\n\nun\n00:01 --> 00:02\nperdu\n",
        [(4, "bad-times", "00:01 --> 00:02"), (3, "lost-text", "un"), (5, "lost-text", "perdu")],
    ),
    (f"WEBVTT\n\n{ONE}\nUn\na --> b\n", [(5, "arrow-in-text", "a --> b"), (5, "bad-times", "a --> b")]),
    (f"WEBVTT\n\n{ONE} align:milieu\nUn\n", [(3, "bad-setting", "align:milieu")]),
    (f"WEBVTT\n\n{ONE} region:bas\nUn\n", [(3, "region-setting", "region:bas")]),
    (f"WEBVTT\n\n{ONE}\nU\0n\n", [(4, "nul", "U\ufffdn")]),
    ("<html>", [(1, "no-signature", "<html>")]),
    (f"WEBVTT\n\n{ONE}\nUn\n", []),
]


@pytest.mark.parametrize(("text", "problems"), PROBLEMS)
def test_what_a_browser_passes_over_is_said_with_its_line(text: str, problems: list[tuple[int, str, str]]) -> None:
    assert [(each.line, each.code, each.text) for each in parse_webvtt(text).problems] == problems


SETTINGS = [
    ("vertical:rl", "vertical:rl"), ("vertical:up", ""), ("line:-1", "line:-1"), ("line:50%", "line:50%"),
    ("line:50%,end", "line:50%,end"), ("line:101%", ""), ("line:1.5", "line:1.5"), ("line:.5", ""), ("line:--1", ""),
    ("line:1,middle", ""), ("position:10%", "position:10%"), ("position:10", ""),
    ("position:10%,line-left", "position:10%,line-left"),
    ("position:10%,start", ""), ("size:100%", "size:100%"), ("size:-1%", ""), ("align:center", "align:center"),
    ("align:middle", ""), ("align:", ""), (":start", ""), ("ALIGN:start", ""), ("size:10% size:20%", "size:20%"),
    ("align:end line:0", "line:0 align:end"), ("a:b", ""), ("align", ""),
]  # fmt: skip


@pytest.mark.parametrize(("written", "kept"), SETTINGS)
def test_setting_is_kept_when_it_is_valid(written: str, kept: str) -> None:
    (cue,) = parse_webvtt(f"WEBVTT\n\n{ONE} {written}\nUn\n").cues

    assert cue.settings == kept


TEXTS = [
    ("a &amp; b &lt;c&gt;", [("", "a & b <c>")]),
    ("a&nbsp;b&lrm;c&rlm;d", [("", "a\xa0b\u200ec\u200fd")]),
    ("&eacute;&#233;&#xe9; & &inconnu;", [("", "ééé & &inconnu;")]),
    ("<i>a</i> <b>b</b> <u>c</u> <c.jaune.grand>d</c>", [("", "a b c d")]),
    ("<lang nl>dag</lang>", [("", "dag")]),
    ("<ruby>漢<rt>kan</rt></ruby>!", [("", "漢 (kan)!")]),
    ("<ruby>漢<rt>kan</ruby>!", [("", "漢 (kan)!")]),
    ("<v Awa>Bonjour", [("Awa", "Bonjour")]),
    ("<v.fort Awa  Diallo >Bonjour</v> tous", [("Awa Diallo", "Bonjour"), ("", " tous")]),
    ("<v Awa>Bonjour\n<v Ben>Salut", [("Awa", "Bonjour\n"), ("Ben", "Salut")]),
    ("<v Awa &amp; Ben>Bonjour", [("Awa & Ben", "Bonjour")]),
    ("<v>Bonjour", [("", "Bonjour")]),
    ("Il dit <00:01.500>oui", [("", "Il dit oui")]),
    ("<p class='x'>a</p><br>b", [("", "ab")]),
    ("<script>alert(1)</script>", [("", "alert(1)")]),
    ("a < b", [("", "a ")]),
    ("a <", [("", "a ")]),
    ("<>a</>", [("", "a")]),
    ("<i>a", [("", "a")]),
    ("a</i>", [("", "a")]),
    ("<rt>a</rt>", [("", "a")]),
    ("a &lt;i&gt; b", [("", "a <i> b")]),
]


@pytest.mark.parametrize(("raw", "parts"), TEXTS)
def test_text_of_a_cue_becomes_plain(raw: str, parts: list[tuple[str, str]]) -> None:
    assert read_cue_text(raw).parts == parts


def test_timestamp_is_read_with_what_follows() -> None:
    assert read_timestamp("00:01.500 x") == (1.5, " x")
    assert read_timestamp("100:00:01.500") == (360001.5, "")
    assert read_timestamp("9" * 5000 + ":00:00.000") is not None
    assert read_cue_times("00:01.000 --> 00:02.000 align:start") == (1.0, 2.0, " align:start")


def read(text: str) -> tuple[list[DraftCue], list[tuple[int, str]]]:
    """The cues of a file and its problems, by line and code."""
    problems = Problems()
    return read_webvtt(text, problems), [(each.line, each.code) for each in problems]


def test_cue_of_two_voices_is_cut_in_two() -> None:
    cues, problems = read("WEBVTT\n\n00:00.000 --> 00:10.000\n<v Awa>Un deux.\n<v Ben>Oui oui.\n")

    assert [(cue.start, cue.end, cue.name, cue.text) for cue in cues] == [
        (0.0, 5.0, "Awa", "Un deux."), (5.0, 10.0, "Ben", "Oui oui."),
    ]  # fmt: skip
    assert problems == [(3, "several-voices")]


def test_tags_that_are_taken_off_are_said() -> None:
    cues, problems = read(f"WEBVTT\n\n{ONE}\n<i>Un</i> <p>deux</p> <00:01.500>trois\n")

    assert [cue.text for cue in cues] == ["Un deux trois"]
    assert problems == [(3, "markup"), (3, "html"), (3, "times-in-text")]
