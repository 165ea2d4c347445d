"""How records are merged, and what of the documentation centre follows a person or a concept that is merged."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.duplicates import register_pairs
from core.merge_rules import LinkRule, MergeRule, PartRule, register_link, register_merge
from core.text import sort_key
from resources import duplicate_report
from resources.models import Record

LINKS = (
    LinkRule("resources.Contribution", "agent", same=("record", "role"), called=_("Contributions")),
    LinkRule("resources.Publication", "agent", same=("record", "place"), called=_("Éditions")),
    LinkRule("resources.RecordSubject", "concept", same=("record",), called=_("Sujets de notices")),
    LinkRule("resources.SelectionEntry", "record", same=("page",), called=_("Places dans des sélections")),
    LinkRule("resources.Record", "host", called=_("Articles, chapitres et numéros")),
    LinkRule("resources.Record", "merged_into", called=_("Fusions antérieures")),
    LinkRule("resources.SourceRecord", "record", called=_("Notices d’origine")),
    LinkRule("resources.ErrorReport", "record", called=_("Erreurs signalées")),
    LinkRule("resources.Subscription", "record", called=_("Abonnement")),
    LinkRule("resources.SubscriptionIssue", "record", called=_("Numéro reçu")),
    LinkRule("resources.ImportLine", "record", stays="What an import did, it did to that record."),
)


def _refuse(merged: Any, target: Any) -> str:
    """A document is not one with what it stands in."""
    for part, host in ((merged, target), (target, merged)):
        if part.host_id == host.pk:
            return gettext("« %(part)s » est dans « %(host)s » : ce n’est pas le même document.") % {
                "part": part, "host": host,
            }  # fmt: skip
    return ""


RULE = MergeRule(
    model=Record,
    parts=(
        PartRule(
            "contributions", key=lambda row: (row.agent_id, row.role), called=_("Contributions"), related=("agent",),
            text=lambda row: f"{row.name_as_printed or row.agent} ({row.get_role_display()})",
        ),
        PartRule(
            "publications", key=lambda row: row.agent_id or sort_key(row.name_as_printed), called=_("Éditeurs"),
            related=("agent",), text=lambda row: " : ".join(part for part in (row.place, row.name) if part),
        ),
        PartRule(
            "notes", key=lambda row: (row.kind, sort_key(row.text)), called=_("Résumés et autres textes"),
            text=lambda row: row.text,
        ),
        PartRule("subjects", key=lambda row: row.concept_id, called=_("Sujets"), related=("concept",)),
        PartRule(
            "identifiers", key=lambda row: (row.kind, row.normalised), called=_("Numéros"),
            text=lambda row: f"{row.get_kind_display()} {row.value}",
        ),
        PartRule("links", key=lambda row: row.url, called=_("Liens")),
        PartRule("files", key=lambda row: row.document_id, called=_("Fichiers")),
        PartRule("other_titles", key=lambda row: sort_key(row.text), called=_("Autres titres")),
        PartRule(
            "holdings", key=lambda row: row.pk, moved=True, called=_("Exemplaires"), related=("site",),
            text=lambda row: ", ".join(str(part) for part in (row.site, row.shelf_mark, row.inventory_number) if part),
        ),
    ),
    fields=(
        "type", "title", "subtitle", "title_language", "original_title", "original_title_language", "responsibility",
        "date", "edition", "series", "series_number", "host", "host_title", "host_part", "extent", "dimensions",
        "accompanying", "languages", "original_languages", "audience", "age_min", "age_max", "levels", "group_min",
        "group_max", "duration_minutes", "objectives", "contents", "language_level", "keywords", "cover",
        "metadata_licence",
    ),
    together={"title": ("nonfiling",)},
    refuse=_refuse,
)  # fmt: skip


def register() -> None:
    """Declare how records are merged and how their duplicates are found."""
    register_merge(RULE)
    for link in LINKS:
        register_link(link)
    register_pairs(duplicate_report.SOURCE)
