"""`manage.py erase_person`: shows, exports or erases what the site holds of a person."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.erasure.names import WantedPerson
from core.erasure.services import erase_person, export_person, find_person, widen


class Command(BaseCommand):
    """Shows what is found; erases it only with `--erase`. Nothing of the name is written to the log."""

    help = "Montre, exporte (--export FICHIER) ou efface (--erase) ce que le site sait d’une personne."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Names, addresses, numbers of agents."""
        parser.add_argument("names", nargs="*", help="noms tels qu’on les écrit")
        parser.add_argument("--email", action="append", default=[], help="adresse, plusieurs fois s’il le faut")
        parser.add_argument("--agent", action="append", default=[], type=int, help="numéro public de sa fiche")
        parser.add_argument("--export", type=Path, help="écrit tout ce qui est trouvé, en JSON")
        parser.add_argument("--keep", action="append", default=[], help="un endroit à laisser, par sa clé")
        parser.add_argument("--erase", action="store_true", help="efface pour de bon")

    def handle(self, *args: Any, **options: Any) -> None:
        """Find, then do what was asked."""
        person = widen(WantedPerson.named(options["names"], options["email"], self._agents(options["agent"])))
        if not person:
            raise CommandError("Donnez un nom d’au moins deux mots (ou de quatre lettres), une adresse ou un numéro.")
        for group in find_person(person):
            self.stdout.write(f"{group.count:6} {group.label} [{group.key}]")
        if options["export"]:
            options["export"].write_text(export_person(person), encoding="utf-8")
        if options["erase"]:
            erasure = erase_person(person, keep=options["keep"])
            self.stdout.write(f"Effacé : {sum(erasure.counts.values())} endroits ({erasure.uuid}).")

    def _agents(self, numbers: list[int]) -> list[int]:
        """Primary keys of agents by their public numbers."""
        from django.apps import apps

        agents = apps.get_model("directory.Agent")._default_manager.filter(number__in=numbers)
        found = list(agents.values_list("pk", flat=True))
        if len(found) != len(set(numbers)):
            raise CommandError("Aucune fiche de ce numéro.")
        return found
