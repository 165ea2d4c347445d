"""Times for what has none: shared out by length."""

from collections.abc import Iterable, Sequence

from media_library.tracks.sentences import split_sentences

LETTERS_A_SECOND = 15
"""How fast people speak, where nothing else is known."""

MOST_LETTERS = 240
"""Of a cue that is cut out of a longer text."""


def spread(texts: Sequence[str], start: float, end: float) -> list[tuple[float, float]]:
    """The start and end of each text, one after the other from `start` to `end`."""
    whole = sum(map(_weight, texts)) or 1
    times, said = [], 0
    for text in texts:
        first = start + (end - start) * said / whole
        said += _weight(text)
        times.append((round(first, 3), round(start + (end - start) * said / whole, 3)))
    return times


def cut(text: str, most: int = MOST_LETTERS) -> list[str]:
    """A long text in pieces of whole sentences; a sentence that is too long is cut between words."""
    pieces: list[str] = []
    for sentence in split_sentences(text):
        for part in _parts(sentence, most):
            if pieces and len(pieces[-1]) + len(part) < most:
                pieces[-1] = f"{pieces[-1]} {part}"
            else:
                pieces.append(part)
    return pieces


def time_needed(texts: Iterable[str]) -> float:
    """How many seconds it takes to say texts."""
    return round(sum(map(len, texts)) / LETTERS_A_SECOND, 3)


def _weight(text: str) -> int:
    return len(text) + 1


def _parts(sentence: str, most: int) -> list[str]:
    """A sentence, or its pieces."""
    parts = [""]
    for word in sentence.split():
        if parts[-1] and len(parts[-1]) + len(word) >= most:
            parts.append("")
        parts[-1] = f"{parts[-1]} {word}".strip()
    return [part[at : at + most] for part in parts for at in range(0, len(part), most)]
