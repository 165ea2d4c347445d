"""Sentences of a text in French, and how long they are."""

import re
from collections.abc import Iterator

LONGEST = 25
"""Words a sentence in plain language may have."""

_END = re.compile(r"(?:[.!?…]+)(?:[\s\u00a0\u202f]?»|[”\"’)\]])*(?=\s|$)")
_WORD = re.compile(r"[\w’'°%€\-]*\w[\w’'°%€\-]*")
_LAST_TOKEN = re.compile(r"[\w.’'&°-]+$")
_BEFORE_NAMES = frozenset(
    "m mm mr mme mmes mlle mlles dr drs prof mgr st ste sts av bd bld ch ex cf env al trad réf apr p.ex i.e e.g op.cit"
    " loc.cit c.-à-d c-à-d ibid éd coord hab ndlr ndt".split()
)
"""Abbreviations that go on with a name: “M. Dupont”, “av. Louise”."""
_BEFORE_NUMBERS = frozenset(
    "n no nos p pp pg art chap coll vol t fig ill janv févr avr juil sept oct nov déc tél".split()
)
"""Abbreviations, or words, that go on with a number: “art. 3”, but “Il aime l’art. Elle”."""
_OPENS = re.compile(r"[\s\u00a0\u202f«“\"‘'(\[–—-]*")


def split_sentences(text: str) -> list[str]:
    """The sentences of one paragraph; an abbreviation, an initial or a number does not end one."""
    sentences, start = [], 0
    for match in _END.finditer(text):
        if _ends_here(text, match):
            sentences.append(text[start : match.end()].strip())
            start = match.end()
    return [sentence for sentence in (*sentences, text[start:].strip()) if sentence]


def _ends_here(text: str, match: re.Match[str]) -> bool:
    """Whether a sentence ends with a mark: the next does not begin in lower case, and it is no abbreviation."""
    following = _OPENS.sub("", text[match.end() : match.end() + 8], count=1)
    if not following:
        return True
    if following[0].islower():
        return False
    found = _LAST_TOKEN.search(text, 0, match.start())
    return match[0] != "." or found is None or not _goes_on(found[0], following[0].isdigit())


def _goes_on(token: str, before_number: bool) -> bool:
    """Whether what stands before a full stop is an abbreviation, or an initial, that something follows."""
    word = re.split(r"[’']", token)[-1]
    parts = [part for part in re.split(r"[.-]", word) if part]
    if parts and all(len(part) == 1 and part.isupper() for part in parts):
        return True
    lower = word.lower()
    return lower in _BEFORE_NAMES or (before_number and lower in _BEFORE_NUMBERS)


def count_words(sentence: str) -> int:
    """How many words a sentence has; “aujourd’hui” and “c’est-à-dire” are one each, as an editor counts."""
    return len(_WORD.findall(sentence))


def long_sentences(paragraphs: Iterator[str], longest: int = LONGEST) -> Iterator[tuple[str, int]]:
    """The sentences with more words than wanted, and how many they have."""
    for paragraph in paragraphs:
        for sentence in split_sentences(paragraph):
            if (words := count_words(sentence)) > longest:
                yield sentence, words
