"""A library of any size made from the corpus: titles, people, publishers recombined, subjects drawn from UNESCO."""

import csv
import random
from collections.abc import Iterator
from pathlib import Path

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
CATALOGUE = CORPUS / "catalogue" / "bibliotheque-fr.csv"
THESAURUS = CORPUS / "thesaurus" / "unesco-thesaurus.ttl"
MAPPING = Path(__file__).with_name("library.toml")
SUBJECTS_OF_ONE = 3
SEED = 20_261_121


def read_catalogue() -> list[dict[str, str]]:
    """The 2,400 rows of the corpus."""
    with CATALOGUE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_library(path: Path, size: int, subjects: list[str]) -> None:
    """Write a CSV of `size` rows: the corpus first as it is, then rows recombined from it."""
    rows = read_catalogue()
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [*rows[0], "sujets"])
        writer.writeheader()
        for row in _rows(rows, size, subjects):
            writer.writerow(row)


def _rows(rows: list[dict[str, str]], size: int, subjects: list[str]) -> Iterator[dict[str, str]]:
    rng = random.Random(SEED)
    abstracts = [row["resume"] for row in rows if len(row["resume"]) > 80]
    for index in range(size):
        row = dict(rows[index % len(rows)])
        if index >= len(rows):
            other, third = rng.choice(rows), rng.choice(rows)
            words = other["titre"].split()
            row["titre"] = f"{row['titre']} {' '.join(words[: rng.randint(1, 4)])}"
            row["auteur"] = third["auteur"] if rng.random() < 0.6 else row["auteur"]
            row["annee"] = other["annee"] or "1998"
            row["isbn"] = ""
            row["resume"] = row["resume"] or rng.choice(abstracts)
        row["identifiant"] = str(index + 1)
        row["sujets"] = ";".join(rng.sample(subjects, SUBJECTS_OF_ONE))
        yield row


def make_queries(count: int) -> list[str]:
    """What visitors type: words of titles, names, both, sometimes without accents or as a prefix."""
    rng = random.Random(SEED)
    rows = read_catalogue()
    queries = []
    while len(queries) < count:
        row = rng.choice(rows)
        words = [word for word in row["titre"].split() if len(word) > 3]
        if not words:
            continue
        kind = rng.random()
        if kind < 0.5:
            queries.append(" ".join(words[: rng.randint(1, 3)]))
        elif kind < 0.7:
            queries.append(row["auteur"] or words[0])
        elif kind < 0.9:
            queries.append(f"{words[0]} {row['auteur'].split()[-1] if row['auteur'] else ''}".strip())
        else:
            queries.append(words[0][:4] + "*")
    return queries
