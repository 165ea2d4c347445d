"""Measures the files of a number: 20 articles of 3,000 words with notes and pictures, as PDF and as e-book.

`python -m tests.bench.publications [--articles 20] [--words 3000] [--keep FOLDER]`: prints seconds, megabytes of memory
at the peak (each format in a process of its own), kilobytes of file.
"""

import argparse
import io
import json
import os
import random
import resource
import subprocess
import sys
import time
import uuid
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
WORDS = (
    "passerelle tissage langue bibliothèque quartier mémoire atelier rencontre lecture parole frontière récit archive"
    " école migration été œuvre fenêtre rivière le la les une des avec sans pour dans vers contre parce que depuis"
).split()


def main() -> None:
    """Make the number, then each file in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=20)
    parser.add_argument("--words", type=int, default=3000)
    parser.add_argument("--keep", type=Path, help="keep the data and the files in this folder")
    parser.add_argument("--make", choices=["pdf", "epub"], help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.make:
        set_up(options.keep)
        print(json.dumps(make(options.make, options.keep)))
        return
    with TemporaryDirectory() as temporary:
        folder = (options.keep or Path(temporary)).resolve()
        if not (folder / "passerelles.sqlite3").exists():
            build(folder, options.articles, options.words)
        for wanted in ("pdf", "epub"):
            command = [sys.executable, "-m", "tests.bench.publications", "--make", wanted, "--keep", str(folder)]
            done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
            print(done.stdout.strip().splitlines()[-1])


def set_up(folder: Path) -> None:
    """Start the site on the data of a folder."""
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    os.environ["VAR_DIR"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.demo"
    os.environ["LOG_LEVEL"] = "ERROR"
    import django

    django.setup()


def build(folder: Path, articles: int, words: int) -> None:
    """A live number: two thirds of its articles in a dossier, the rest in a rubric."""
    set_up(folder)
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from search.services import sync_held_back
    from tests.factories.directory import AgentFactory
    from tests.factories.magazine import ArticleFactory, DossierFactory, IssueFactory, RubricFactory

    chance = random.Random(47)
    with sync_held_back():
        issue = IssueFactory(
            title="Ce que le fil retient", number="47", introduction=sentence(chance, 30),
            colophon="<p>Comité de lecture : l’équipe.</p>",
        )  # fmt: skip
        dossier = DossierFactory(
            parent=issue, title="Écrire entre les langues", standfirst=sentence(chance, 25),
            introduction="".join(f"<p>{sentence(chance, 60)}</p>" for _ in range(3)),
        )  # fmt: skip
        rubric = RubricFactory(parent=issue, title="Portraits", note=sentence(chance, 10))
        for place in range(articles):
            article = ArticleFactory(
                parent=dossier if place * 3 < articles * 2 else rubric,
                title=sentence(chance, 6).rstrip("."),
                standfirst=sentence(chance, 35),
                body="[]",
                image=picture(chance),
                image_alt=sentence(chance, 8),
            )
            fill(article, chance, words)
            article.contributors.create(
                agent=AgentFactory(name=f"Autrice Numéro{place}"), role="aut", about="Historienne"
            )


def sentence(chance: random.Random, count: int) -> str:
    """Words that look like a sentence."""
    return " ".join(chance.choice(WORDS) for _ in range(count)).capitalize() + "."


def picture(chance: random.Random) -> Any:
    """A photograph: noise over a gradient, so that it weighs what photographs weigh."""
    from django.core.files.base import ContentFile
    from PIL import Image

    from tests.factories.media_library import ImageFactory

    small = Image.frombytes("RGB", (60, 40), chance.randbytes(60 * 40 * 3))
    buffer = io.BytesIO()
    small.resize((2400, 1600), Image.Resampling.BICUBIC).save(buffer, "JPEG", quality=85)
    return ImageFactory(file=ContentFile(buffer.getvalue(), "photo.jpg"), description=sentence(chance, 7))


def fill(article: Any, chance: random.Random, words: int) -> None:
    """A body of so many words: headings, paragraphs with notes, three pictures, a quotation, an interview, a table."""
    from wagtail_footnotes.models import Footnote

    blocks: list[dict[str, Any]] = []
    for place in range(words // 100):
        if place % 6 == 0:
            heading = {"text": sentence(chance, 5).rstrip("."), "level": "2" if place % 12 == 0 else "3"}
            blocks.append(block("heading", heading))
        if place % 10 == 4:
            shown = {"image": picture(chance).pk, "alt_text": sentence(chance, 8), "decorative": False}
            blocks.append(block("image", {"picture": shown, "caption": f"<p>{sentence(chance, 9)}</p>", "wide": False}))
        if place == 7:
            blocks.append(block("pull_quote", {"text": sentence(chance, 14), "credit": ""}))
        call = ""
        if place % 2 == 0:
            note = Footnote.objects.create(page=article, uuid=str(uuid.UUID(int=chance.getrandbits(128))),
                                           text=f"<p>{sentence(chance, 22)}</p>")  # fmt: skip
            call = f'<footnote id="{note.uuid}">[{str(note.uuid)[:6]}]</footnote>'
        rest = f"{sentence(chance, 25)} <i>{sentence(chance, 6)}</i> {sentence(chance, 19)}"
        blocks.append(block("text", f"<p>{sentence(chance, 50)}{call} {rest}</p>"))
    article.body = json.dumps(blocks)
    article.save()


def block(kind: str, value: Any) -> dict[str, Any]:
    """A block as it is stored."""
    return {"type": kind, "value": value, "id": str(uuid.uuid4())}


def make(wanted: str, folder: Path) -> dict[str, Any]:
    """Make one file; what it took. Reading and drawing pictures for the first time is part of it."""
    from magazine.models import IssuePage
    from magazine.publications.epub import make_epub
    from magazine.publications.gathering import read_publication
    from magazine.publications.pdf import make_pdf

    issue = IssuePage.objects.get(number="47")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    started, processor = time.monotonic(), time.process_time()
    publication = read_publication(issue)
    read = time.monotonic() - started
    content = (make_pdf if wanted == "pdf" else make_epub)(publication)
    seconds = time.monotonic() - started
    (folder / f"numero.{wanted}").write_bytes(content)
    return {
        "format": wanted, "seconds": round(seconds, 1), "of_which_reading": round(read, 1),
        "cpu_seconds": round(time.process_time() - processor, 1), "kilobytes": len(content) // 1000,
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, "memory_before_mb": before,
    }  # fmt: skip


if __name__ == "__main__":
    main()
