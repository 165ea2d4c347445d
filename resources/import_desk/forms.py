"""The forms of the imports: giving a file, and saying what becomes of its columns."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.folders.rows import FileRefused
from resources.imports.mapping import TARGETS, ImportMapping, Rule, read_mapping
from resources.imports.runs import Wishes
from resources.models import ImportRun
from resources.models.choices import RecordType

EXAMPLES = settings.BASE_DIR / "examples" / "imports"
LARGEST_MAPPING = 1 << 18
TARGET_NAMES = {
    "identifier": gettext_lazy("identifiant à la source"), "title": gettext_lazy("titre"),
    "subtitle": gettext_lazy("complément du titre"), "title_language": gettext_lazy("langue du titre"),
    "other_titles": gettext_lazy("autre titre"), "original_title": gettext_lazy("titre original"),
    "original_title_language": gettext_lazy("langue du titre original"),
    "responsibility": gettext_lazy("mention de responsabilité"), "people": gettext_lazy("auteurs et contributeurs"),
    "publishers": gettext_lazy("éditeur"), "place": gettext_lazy("lieu d’édition"), "date": gettext_lazy("date"),
    "edition": gettext_lazy("mention d’édition"), "series": gettext_lazy("collection et son numéro"),
    "series_number": gettext_lazy("numéro dans la collection"), "numbers": gettext_lazy("ISBN, ISSN ou autre numéro"),
    "note": gettext_lazy("résumé ou autre texte"), "subjects": gettext_lazy("sujets du thésaurus"),
    "keywords": gettext_lazy("mots-clés libres"), "languages": gettext_lazy("langues"),
    "original_languages": gettext_lazy("langues de l’original"), "extent": gettext_lazy("pagination, étendue"),
    "dimensions": gettext_lazy("format"), "accompanying": gettext_lazy("matériel joint"),
    "shelf_mark": gettext_lazy("cote"), "links": gettext_lazy("adresse d’un lien"), "type": gettext_lazy("type"),
    "host_title": gettext_lazy("titre du document hôte"), "host_part": gettext_lazy("numéro et pages"),
    "audience": gettext_lazy("public"), "levels": gettext_lazy("niveaux d’enseignement"),
    "language_level": gettext_lazy("niveau de langue"), "age_min": gettext_lazy("dès (ans)"),
    "age_max": gettext_lazy("jusqu’à (ans)"), "group_min": gettext_lazy("groupe, au moins"),
    "group_max": gettext_lazy("groupe, au plus"), "duration_minutes": gettext_lazy("durée (minutes)"),
    "objectives": gettext_lazy("objectifs"), "contents": gettext_lazy("contenu de la mallette"),
}  # fmt: skip
"""What a column may become, in words."""


class UploadForm(forms.Form):
    """A file, and how to read it."""

    file = forms.FileField(
        label=gettext_lazy("Fichier"),
        help_text=gettext_lazy("CSV, MARCXML ou ISO 2709 (UNIMARC, MARC 21). Le format et l’encodage sont reconnus."),
    )
    source = forms.CharField(
        label=gettext_lazy("Nom de la source"), required=False, max_length=80,
        help_text=gettext_lazy(
            "Le même nom à chaque import de la même source : c’est par lui et par l’identifiant qu’une notice est"
            " reconnue. Vide : le nom que donne le fichier ou la correspondance."
        ),
    )  # fmt: skip
    known_mapping = forms.ChoiceField(
        label=gettext_lazy("Correspondance des colonnes"), required=False,
        help_text=gettext_lazy("Pour un CSV seulement. Elle peut être corrigée après l’essai."),
    )  # fmt: skip
    mapping = forms.FileField(label=gettext_lazy("… ou un fichier de correspondance (TOML)"), required=False)
    complete = forms.BooleanField(
        label=gettext_lazy("Le fichier contient toute la source"), required=False,
        help_text=gettext_lazy("Les notices qui n’y sont plus seront proposées au retrait."),
    )  # fmt: skip
    skip_duplicates = forms.BooleanField(
        label=gettext_lazy("Ne pas importer les doublons probables"), required=False,
        help_text=gettext_lazy("Une notice qui ressemble à une autre du catalogue est signalée, et laissée de côté."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the mappings used before, and the examples."""
        super().__init__(*args, **kwargs)
        self.known = {str(run.uuid): (run.source, run.mapping) for run in ImportRun.objects.with_mapping()}
        self.examples = {path.name: path for path in sorted(EXAMPLES.glob("*.toml"))}
        choices = [("", _("d’après le nom des colonnes"))]
        choices += [
            (key, _("celle de « %(source)s »") % {"source": source}) for key, (source, _m) in self.known.items()
        ]
        choices += [(name, _("l’exemple %(name)s") % {"name": name}) for name in self.examples]
        self.fields["known_mapping"].choices = choices  # type: ignore[attr-defined]  # a choice field

    def clean_mapping(self) -> str:
        """The text of a mapping, when it can be used."""
        given = self.cleaned_data.get("mapping")
        if not given:
            return ""
        if given.size > LARGEST_MAPPING:
            raise forms.ValidationError(_("Une correspondance tient en quelques lignes : ce fichier est trop long."))
        try:
            text = given.read().decode("utf-8-sig")
            read_mapping(text, given.name)
        except UnicodeDecodeError as error:
            raise forms.ValidationError(_("La correspondance n’est pas un texte en UTF-8.")) from error
        except FileRefused as error:
            raise forms.ValidationError(str(error)) from error
        return str(text)

    def wishes(self) -> Wishes:
        """What is asked."""
        data = self.cleaned_data
        mapping = data["mapping"] or self._known_text(data["known_mapping"])
        return Wishes(mapping, data["source"].strip(), data["complete"], data["skip_duplicates"])

    def _known_text(self, key: str) -> str:
        if key in self.known:
            return self.known[key][1]
        path: Path | None = self.examples.get(key)
        return path.read_text(encoding="utf-8-sig") if path else ""


class ColumnsForm(forms.Form):
    """What becomes of each column of a table."""

    def __init__(self, *args: Any, columns: Sequence[str], mapping: ImportMapping, **kwargs: Any) -> None:
        """One choice a column, as the mapping has it now."""
        super().__init__(*args, **kwargs)
        self.mapping = mapping
        self.columns = list(columns)
        targets = [("", _("ne pas importer")), *((name, TARGET_NAMES.get(name, name)) for name in _ordered_targets())]
        self.fields["source"] = forms.CharField(label=_("Nom de la source"), max_length=80, initial=mapping.source)
        types = [("", _("livre, ou ce que dit la colonne « type »")), *RecordType.choices]
        self.fields["type"] = forms.ChoiceField(
            label=_("Type de toutes les notices"), choices=types, required=False,
            initial=mapping.defaults.get("type", ""),
        )  # fmt: skip
        for index, column in enumerate(self.columns):
            rule = _rule_of(mapping, column)
            self.fields[f"column-{index}"] = forms.ChoiceField(
                label=column or "—", choices=targets, required=False, initial=rule.target if rule else ""
            )

    def clean(self) -> dict[str, Any]:
        """A title is needed."""
        data: dict[str, Any] = super().clean() or {}
        if not any(data.get(f"column-{index}") == "title" for index in range(len(self.columns))):
            raise forms.ValidationError(_("Une colonne doit donner le titre."))
        return data

    def as_mapping(self) -> ImportMapping:
        """The mapping as it is wished now; columns left as they were keep all their rules and options."""
        data = self.cleaned_data
        rules: list[Rule] = []
        for index, column in enumerate(self.columns):
            target = data[f"column-{index}"]
            known = [rule for rule in self.mapping.rules if rule.column == column]
            if target == (known[0].target if known else ""):
                rules += known
            elif target:
                rules.append(Rule(column, target))
        defaults: Mapping[str, Any] = {**self.mapping.defaults, **({"type": data["type"]} if data["type"] else {})}
        return ImportMapping(
            data["source"], rules, dict(defaults), self.mapping.conditions, self.mapping.empty, self.mapping.delimiter
        )


def _ordered_targets() -> list[str]:
    """Every target, the common ones first."""
    return [*TARGET_NAMES, *sorted(TARGETS - TARGET_NAMES.keys())]


def _rule_of(mapping: ImportMapping, column: str) -> Rule | None:
    return next((rule for rule in mapping.rules if rule.column == column), None)
