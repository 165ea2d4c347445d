"""Addresses of videos and sounds become players of a few known sites, and of no other."""

import pytest

from core.players import PLAYER_HOSTS, find_player


@pytest.mark.parametrize(
    ("address", "player"),
    [
        ("https://www.youtube.com/watch?v=abcdefghijk&t=3", "https://www.youtube-nocookie.com/embed/abcdefghijk"),
        ("https://youtu.be/abcdefghijk", "https://www.youtube-nocookie.com/embed/abcdefghijk"),
        ("https://www.youtube.com/watch?list=x&v=abcdefghijk", "https://www.youtube-nocookie.com/embed/abcdefghijk"),
        ("https://vimeo.com/123456789", "https://player.vimeo.com/video/123456789?dnt=1"),
        (
            "https://soundcloud.com/palier/la-valise",
            "https://w.soundcloud.com/player/?url=https%3A%2F%2Fsoundcloud.com%2Fpalier%2Fla-valise",
        ),
        ("https://archive.org/details/une_voix.1", "https://archive.org/embed/une_voix.1"),
    ],
)
def test_known_address_gives_its_player(address: str, player: str) -> None:
    found = find_player(address)

    assert found is not None
    assert found.url == player


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/audio/ismael",
        "javascript:alert(1)//https://youtu.be/abcdefghijk",
        "https://www.youtube.com.example.org/watch?v=abcdefghijk",
        'https://youtu.be/abc"onload=x',
        "http://youtu.be/abcdefghijk",
        "",
    ],
)
def test_other_addresses_have_no_player(address: str) -> None:
    assert find_player(address) is None


def test_hosts_of_players_are_whole_names() -> None:
    assert PLAYER_HOSTS == ["archive.org", "player.vimeo.com", "w.soundcloud.com", "www.youtube-nocookie.com"]
