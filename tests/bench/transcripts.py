"""Searching in what is said: many transcripts of a thousand sentences, an index made of them, and what answers take.

    python -m tests.bench.transcripts [--transcripts 500] [--cues 1000] [--queries 300]

The words are those of the demonstration's texts, drawn with a fixed seed, the commonest the most often.
"""

import argparse
import os
import random
import re
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

ROOT = Path(__file__).resolve().parents[2]
SEED = 20260721
WORDS_OF_CUE = 11
SECONDS_OF_CUE = 4
VOICES = ("Salomé", "Awa Diallo", "Une voisine")


def main() -> None:
    """Make the index, ask it, print what it took."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--transcripts", type=int, default=500)
    parser.add_argument("--cues", type=int, default=1000)
    parser.add_argument("--queries", type=int, default=300)
    options = parser.parse_args()
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    import django

    django.setup()
    with TemporaryDirectory() as folder:
        for name, figure in measure(Path(folder), options).items():
            print(f"{name:28} {figure}")


def measure(folder: Path, options: argparse.Namespace) -> dict[str, str]:
    """Every figure, in words."""
    from search.engines.tantivy_engine import TantivyEngine

    rng = random.Random(SEED)
    spoken = Speech(rng)
    engine = TantivyEngine(folder)
    started = time.perf_counter()
    build = engine.begin_rebuild()
    build.add(documents(spoken, options.transcripts, options.cues))
    with engine.exclusive(5.0):
        build.swap()
    took = time.perf_counter() - started
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    figures = {
        "transcripts × cues": f"{options.transcripts} × {options.cues}",
        "index made in": f"{took:.1f} s ({took / options.transcripts * 1000:.0f} ms a transcript)",
        "index on disk": f"{size / 1e6:.0f} MB",
    }
    for name, ask in spoken.questions().items():
        figures[name] = _times(engine, [ask() for _number in range(options.queries)])
    return figures


class Speech:
    """Sentences of words that come as often as words do."""

    def __init__(self, rng: random.Random) -> None:
        texts = (path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs" / "editors").glob("*.md")))
        found = re.findall(r"[^\W\d_]+(?:[’'][^\W\d_]+)*", " ".join(texts))
        self.rng = rng
        self.words = [word.lower() for word in found]
        self.rare = sorted({word for word in self.words if len(word) > 5 and self.words.count(word) <= 3})

    def sentence(self, words: int) -> str:
        """Some words that stand together in the texts."""
        start = self.rng.randrange(len(self.words) - words)
        return " ".join(self.words[start : start + words])

    def questions(self) -> dict[str, Callable[[], str]]:
        """The kinds of questions, each drawn again every time."""
        return {
            "one word": lambda: self.rng.choice([word for word in self.rng.choices(self.words, k=40) if len(word) > 4]),
            "one rare word": lambda: self.rng.choice(self.rare),
            "two words": lambda: " ".join(self.rng.choices(self.rare, k=1) + self.rng.choices(self.words, k=1)),
            "three words": lambda: self.sentence(3),
            "a phrase of four words": lambda: f'"{self.sentence(4)}"',
            "the beginning of a word": lambda: self.rng.choice(self.rare)[:4] + "*",
        }


def documents(spoken: Speech, transcripts: int, cues: int) -> Iterator[Any]:
    """Programmes with their sentences, several in a row by one voice."""
    from search.contract import SearchDocument, TextPart

    rng = spoken.rng
    for number in range(transcripts):
        parts = [TextPart(spoken.sentence(30))]
        while len(parts) <= cues:
            voice, turn = rng.choice(VOICES), rng.randint(1, 12)
            for left in range(turn, 0, -1):
                second = len(parts) * SECONDS_OF_CUE
                label = f"{voice}, {second // 60}:{second % 60:02d}"
                parts.append(TextPart(spoken.sentence(WORDS_OF_CUE), f"#t={second}", label, "fr", left > 1))
        yield SearchDocument(
            kind="bench.episode",
            uuid=UUID(int=rng.getrandbits(128), version=4),
            title=spoken.sentence(5),
            path=f"/fr/podcasts/banc/{number}/",
            language="fr",
            people=VOICES,
            parts=parts[: cues + 1],
            facets={"type": ["episode"], "language": ["fr"], "accessibility": ["transcript"], "length": ["60+"]},
        )


def _times(engine: Any, queries: list[str]) -> str:
    """Percentiles of whole answers: twenty hits with their sentences, and the facets."""
    from search.contract import SearchRequest

    facets = ("type", "language", "accessibility", "length", "concept", "agent")
    times, work, hits, placed = [], [], 0, 0
    for query in queries:
        request = SearchRequest(query=query, facets=facets, histogram=True)
        started, worked = time.perf_counter(), time.process_time()
        results = engine.search(request)
        times.append((time.perf_counter() - started) * 1000)
        work.append((time.process_time() - worked) * 1000)
        hits += len(results.hits)
        placed += sum(1 for hit in results.hits if hit.label)
    return (
        f"{_percentiles(times)}; of the processor {_percentiles(work)}"
        f" ({hits / len(queries):.1f} hits a query, {placed / max(hits, 1):.0%} at a second)"
    )


def _percentiles(times: list[float]) -> str:
    cuts = statistics.quantiles(times, n=100)
    return f"p50 {cuts[49]:.1f} ms, p95 {cuts[94]:.1f} ms"


if __name__ == "__main__":
    main()
