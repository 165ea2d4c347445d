"""Woven covers: the same for good, quick, and valid on a page that has many."""

import re
from hashlib import sha256

import pytest

from core.covers import KINDS, _drawn, cover_svg, draft, letters_of, path_of, smallest_repeat


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("livre", "4e1cd9a36cc74470"),
        ("revue", "c14263fe0c863609"),
        ("audio", "29ce396f5786302f"),
        ("video", "f13740f66a9c90bc"),
        ("film", "872f18d6285b5d93"),
        ("agenda", "e3f85c476d8b3113"),
    ],
)
def test_drafts_never_change(kind: str, expected: str) -> None:
    woven = "".join(str(draft(f"notice-{number}", kind)) for number in range(50))

    assert sha256(woven.encode()).hexdigest()[:16] == expected


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_no_cover_is_a_single_colour(kind: str) -> None:
    for number in range(200):
        assert len({cell for row in draft(str(number), kind) for cell in row}) > 1


def test_smallest_repeat_weaves_the_same_cloth() -> None:
    for number in range(100):
        rows = draft(str(number), "livre")
        tile = smallest_repeat(rows)
        woven = tuple(row * (16 // len(row)) for row in tile) * (16 // len(tile))
        assert woven == rows


def test_path_follows_each_run_of_a_colour() -> None:
    assert path_of(((1, 1, 0, 1), (0, 0, 0, 0)), 1) == "M0 0.5h2m1 0h1"


def test_each_cover_has_a_pattern_of_its_own() -> None:
    page = "".join(cover_svg("same", "livre", "Le") for _ in range(20))
    ids = re.findall(r'id="([^"]+)"', page)

    assert len(set(ids)) == 20
    assert re.findall(r"url\(#([^)]+)\)", page) == ids


def test_letters_are_escaped_and_an_unknown_kind_is_a_book() -> None:
    svg = cover_svg("x", "<b>", "<&")

    assert "&lt;&amp;</text>" in svg
    assert 'viewBox="0 0 120 160"' in svg


@pytest.mark.parametrize(
    ("title", "skip", "letters"),
    [
        ("L’étranger à table", 2, "Ét"),
        ("ضيافة الغريب", 0, "ضي"),
        ("Ο ξένος στο τραπέζι", 0, "Οξ"),
        ("трамвай", 0, "Тр"),
        ("« 1984 » et après", 0, "19"),
        ("नमस्ते", 0, "नम"),
        ("…", 0, ""),
        ("", 0, ""),
        ("A", 5, "A"),
    ],
)
def test_letters_come_from_the_title_in_its_script(title: str, skip: int, letters: str) -> None:
    assert letters_of(title, skip) == letters


def test_drawn_covers_are_kept() -> None:
    _drawn.cache_clear()
    for _ in range(3):
        for number in range(20):
            cover_svg(str(number), "livre", "Le")

    assert (_drawn.cache_info().misses, _drawn.cache_info().hits) == (20, 40)
