"""Which form of a thing a client prefers, from what its request accepts."""

from collections.abc import Sequence

from django.http.request import MediaType


def choose_type(accepted: str, offered: Sequence[str]) -> str | None:
    """The offered media type a client likes best, the first of those it likes the same; None when it takes none.

    Of the ranges that match a type the most precise one says how much it is liked, as RFC 9110 wants it: `text/*;q=0.5,
    text/turtle` likes Turtle more than HTML, and `*/*, text/html;q=0` takes anything but HTML.
    """
    ranges = [MediaType(part) for part in accepted.split(",") if part.strip()] or [MediaType("*/*")]
    liked = [(_quality(offer, ranges), -index, offer) for index, offer in enumerate(offered)]
    quality, _index, best = max(liked)
    return best if quality > 0 else None


def _quality(offer: str, ranges: Sequence[MediaType]) -> float:
    """How much a type is liked, from 0 to 1."""
    main, _slash, sub = offer.partition("/")
    matching = [each for each in ranges if each.main_type in ("*", main) and each.sub_type in ("*", sub)]
    if not matching:
        return 0.0
    precise = max(matching, key=lambda each: (each.main_type != "*", each.sub_type != "*"))
    return _number(str(precise.params.get("q", "1")))


def _number(text: str) -> float:
    """A quality as it is written; what can't be read is not liked at all."""
    try:
        return min(max(float(text), 0.0), 1.0)
    except ValueError:
        return 0.0
