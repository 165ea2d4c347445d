"""A library of any size in UNIMARC: for imports, and the rate at which its records are read and drafted.

`python -m tests.bench.marc 50000 var/bench/unimarc.mrc` writes the file and, with Django set up, measures reading.
"""

import os
import random
import sys
import time
import tracemalloc
from pathlib import Path

from tests.factories.marc import CODED, Made, iso2709

SEED = 20_261_121
_NOUNS = (
    "école migration ville accueil langue mémoire frontière quartier voisinage exil citoyenneté théâtre récit identité "
    "égalité jeunesse médiation santé travail racisme colonisation diversité laïcité religion famille atelier"
).split()
_FAMILIES = "Dupont Lefèvre Müller Diallo Benali Özdemir Peeters Nguyễn García Rossi Kowalski Haddad Mbeki".split()
_GIVEN = "Anne Mehdi Zoé Karel Aïcha Luc Fatou José Éloïse Tomasz Hélène Yusuf Inès".split()
_PLACES = "Bruxelles Paris Lausanne Liège Namur Montréal Genève Lyon".split()
_PUBLISHERS = ["L’Harmattan", "La Découverte", "Éditions de l’Aube", "Seuil", "Academia", "Politique & Savoir"]


def record_fields(number: int, rng: random.Random, changed: bool = False) -> list[Made]:
    """A record of some 25 fields, as a library of middle size writes them; a changed one has one note more."""
    first, second, third = rng.sample(_NOUNS, 3)
    family, given, other = rng.choice(_FAMILIES), rng.choice(_GIVEN), rng.choice(_FAMILIES)
    year, place, publisher = rng.randint(1960, 2026), rng.choice(_PLACES), rng.choice(_PUBLISHERS)
    abstract = " ".join(rng.choice(_NOUNS) for _word in range(60)).capitalize() + "."
    fields: list[Made] = [
        ("001", "", f"BENCH{number:08d}"),
        ("003", "", f"https://catalogue.example.org/notice/{number}"),
        ("005", "", "20261121120000.0"),
        ("010", "  ", [("a", f"978-2-{number % 10_000:04d}-{number // 10_000:04d}-0"), ("b", "br."), ("d", "18 EUR")]),
        ("100", "  ", [("a", CODED)]),
        ("101", "0 ", [("a", "fre")]),
        ("102", "  ", [("a", "BE")]),
        ("105", "  ", [("a", "a   z   00|y|")]),
        (
            "200",
            "1 ",
            [
                ("a", f"\x98La \x9c{first} et la {second} n° {number}"),
                ("e", f"regards sur la {third}"),
                ("f", f"{given} {family}"),
                ("g", f"préface de {other}"),
            ],
        ),
        ("205", "  ", [("a", f"{rng.randint(1, 5)}e édition")]),
        ("210", "  ", [("a", place), ("c", publisher), ("d", str(year))]),
        ("215", "  ", [("a", f"{rng.randint(40, 600)} p."), ("c", "ill."), ("d", "24 cm")]),
        ("225", "1 ", [("a", f"Collection {third}"), ("v", str(number % 90))]),
        ("300", "  ", [("a", "Bibliogr. p. 200-210. Index.")]),
        ("327", "0 ", [("a", first.capitalize()), ("a", second.capitalize()), ("a", third.capitalize())]),
        ("330", "  ", [("a", abstract)]),
        *(("606", "  ", [("a", word.capitalize()), ("y", "Belgique"), ("2", "rameau")]) for word in (first, second)),
        ("610", "0 ", [("a", third), ("a", f"{first} {second}")]),
        ("676", "  ", [("a", f"30{number % 10}.{number % 100}")]),
        ("700", " 1", [("a", family), ("b", given), ("f", "1950-"), ("4", "070")]),
        ("702", " 1", [("a", other), ("b", rng.choice(_GIVEN)), ("4", "080")]),
        ("801", " 0", [("a", "BE"), ("b", "BENCH"), ("c", "20261121")]),
        ("995", "  ", [("b", "CENTRE"), ("f", f"{number:09d}"), ("k", f"{number % 1000} {family[:3].upper()}")]),
    ]
    return [*fields, ("300", "  ", [("a", "Notice revue.")])] if changed else fields


def write_unimarc(path: Path, size: int, changed_every: int = 0) -> None:
    """Write `size` records in ISO 2709, always the same; one in `changed_every` differs from what it was without."""
    with path.open("wb") as file:
        for number in range(1, size + 1):
            rng = random.Random(SEED + number)
            fields = record_fields(number, rng, changed=bool(changed_every) and number % changed_every == 0)
            file.write(iso2709(fields))


def measure_reading(path: Path) -> None:
    """Print the rate at which a file is read and drafted, and the most memory that took."""
    from core.folders.rows import SourceRow
    from resources.imports.marc.reader import open_marc

    for trace in (False, True):
        if trace:
            tracemalloc.start()
        started, count = time.process_time(), 0
        found = open_marc(path)
        for row in found.rows():
            if isinstance(row, SourceRow):
                found.draft(row)
                count += 1
        seconds = time.process_time() - started
        if trace:
            print(f"{tracemalloc.get_traced_memory()[1] / 1e6:.1f} MB at most")
        else:
            print(f"{found.format}, {found.encoding}: {count} records, {count / seconds:.0f} records/s of processor")


if __name__ == "__main__":
    import django

    sys.path[:0] = [str(Path.cwd() / "site")]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    django.setup()
    target = Path(sys.argv[2])
    target.parent.mkdir(parents=True, exist_ok=True)
    write_unimarc(target, int(sys.argv[1]))
    measure_reading(target)
