"""Sentences of what is said: where a long speech may be cut."""

import re

from core.text import squeeze

_END = re.compile(r"(?<=[.!?…])[\"’”»)\]]*\s+(?=[\"“«(\[—–-]*\s?[A-ZÀ-ÞŒ0-9])|(?<=[.!?…]\s[»])\s+")
_ABBREVIATION = re.compile(r"(?:^|\s)(?:[A-ZÀ-Þ]|M|MM|Mme|Dr|St|Ste|etc|cf|p|n°|art|vol|éd)\.$")


def split_sentences(text: str) -> list[str]:
    """The sentences of a text, spaces made one; joined by spaces they are the text again."""
    sentences: list[str] = []
    start = 0
    whole = squeeze(text)
    for found in _END.finditer(whole):
        near = max(found.start() - 8, start - 1, 0)
        if not _ABBREVIATION.search(whole, near, found.start()):
            sentences.append(whole[start : found.end()].strip())
            start = found.end()
    rest = whole[start:].strip()
    return [*sentences, rest] if rest else sentences
