"""A film another site holds: our own picture, and that site’s player once the visitor has asked for it."""

from dataclasses import dataclass
from typing import Any

from core.players import find_player


@dataclass(frozen=True, slots=True)
class Hosted:
    """What the page of a film says of the site that holds it; `url` is the page of the film there."""

    url: str
    player_url: str
    provider: str


def hosted_of(capsule: Any) -> Hosted | None:
    """The film elsewhere; None where there is none, or a recording of ours.

    A recording always wins, even while it may not be played: what is withheld here is not shown by a way round.
    """
    if capsule.recording_id is not None or not capsule.hosted_url:
        return None
    player = find_player(capsule.hosted_url)
    if player is None or player.shape != "video":
        return None
    return Hosted(capsule.hosted_url, player.url, player.provider)
