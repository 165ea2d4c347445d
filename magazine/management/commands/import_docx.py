"""`import_docx FILE --into NUMBER`: an article of a Word document, as a draft."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from wagtail.models import Page

from core.conversion import ConversionRefused
from magazine.models import IssuePage
from magazine.word.presentation import HEADINGS
from magazine.word.services import make_article, take_document


class Command(BaseCommand):
    """Makes an article of a Word document."""

    help = "Makes a draft article of a Word document (.docx) and says what was found. Exit code: 0 made, 2 refused."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What may be asked on the command line."""
        parser.add_argument("path", metavar="FILE", type=Path, help="the .docx file")
        parser.add_argument("--into", required=True, help="slug of a number, or the key of any part of one")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the article, and print the report."""
        place = find_place(options["into"])
        try:
            content = options["path"].read_bytes()
            document = take_document(place, options["path"].name, content, None)
            make_article(document)
        except OSError as error:
            raise CommandError(f"{options['path']}: {error.strerror}", returncode=2) from error
        except ConversionRefused as error:
            raise CommandError(str(error), returncode=2) from error
        if document.article is None:
            raise CommandError(document.failure, returncode=2)
        self.stdout.write(f"{document.article.title} (id {document.article_id})")
        for kind, text in document.report["remarks"]:
            self.stdout.write(f"  {HEADINGS.get(kind, kind)} — {text}")


def find_place(into: str) -> Page:
    """The number with a slug, or the page with a key. Raises CommandError when there is none."""
    places = Page.objects.filter(pk=int(into)) if into.isdecimal() else IssuePage.objects.filter(slug=into)
    place = places.order_by("path").first()
    if place is None:
        raise CommandError(_("Pas de numéro « %(into)s ».") % {"into": into}, returncode=2)
    return Page.objects.get(pk=place.pk)
