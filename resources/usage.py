"""Which records use a concept, an agent or another record: drafts and scheduled versions among them."""

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import Count, Q, TextField
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Revision

from core.usage import SHOWN, Use, UseKind, register_usage, register_usage_count
from resources.models import Contribution, Publication, Record, RecordSubject, SelectionEntry, SubscriptionIssue


def register_usages() -> None:
    """Tell the thesaurus, the directory and the records themselves who uses them."""
    register_usage("thesaurus.concept", uses_of_concept)
    register_usage("directory.agent", uses_of_agent)
    register_usage("resources.record", uses_of_record)
    register_usage_count("thesaurus.concept", count_subjects)
    register_usage_count("directory.agent", count_contributions)


def uses_of_concept(concept: Any) -> list[UseKind]:
    """The records indexed with a concept, and the drafts and scheduled versions that would be."""
    indexed = RecordSubject.objects.filter(concept=concept).values("record")
    return _records(Q(pk__in=indexed), "concept", concept)


def uses_of_agent(agent: Any) -> list[UseKind]:
    """The records that name an agent, as contributor or publisher."""
    contributed = Contribution.objects.filter(agent=agent).values("record")
    published = Publication.objects.filter(agent=agent).values("record")
    return _records(Q(pk__in=contributed) | Q(pk__in=published), "agent", agent)


def uses_of_record(record: Any) -> list[UseKind]:
    """What a record contains, the selections it is in, and its own scheduled version."""
    hosted = Record.objects.not_gone().filter(host=record)
    entries = SelectionEntry.objects.filter(record=record).select_related("page").order_by("page__title", "pk")
    return [
        _list(_("Ce qu’elle contient (articles, chapitres, numéros)"), hosted.order_by("sort_title", "pk"), _as_record),
        _list(_("Sélections où elle se trouve"), entries, _as_selection),
        _list(_("Numéros suivis par son abonnement"), SubscriptionIssue.objects.of(record), _as_number),
        _scheduled(Q(object_id=str(record.pk))),
    ]


def count_subjects(keys: Sequence[int]) -> dict[int, int]:
    """How many records that are not gone are indexed with each concept, drafts among them; one query."""
    rows = RecordSubject.objects.filter(concept__in=keys, record__withdrawn_at=None, record__merged_into=None)
    return dict(
        rows.order_by().values("concept").annotate(n=Count("record", distinct=True)).values_list("concept", "n")
    )


def count_contributions(keys: Sequence[int]) -> dict[int, int]:
    """How many records that are not gone name each agent as contributor or publisher, drafts among them."""
    records: dict[int, set[int]] = {}
    for model in (Contribution, Publication):
        rows = model.objects.filter(agent__in=keys, record__withdrawn_at=None, record__merged_into=None).order_by()
        for agent, record in rows.values_list("agent", "record"):
            records.setdefault(agent, set()).add(record)
    return {agent: len(found) for agent, found in records.items()}


def drafts_naming(field: str, key: int) -> Any:
    """Records whose open draft names a thing, by the field that names it and the thing's primary key."""
    text = Cast("latest_revision__content", TextField())
    found = Record.objects.not_gone().filter(has_unpublished_changes=True).annotate(draft=text)
    return found.filter(_names("draft", field, key))


def _records(used: Q, field: str, thing: Any) -> list[UseKind]:
    records = Record.objects.not_gone().order_by("sort_title", "pk")
    drafts = drafts_naming(field, thing.pk).exclude(used).order_by("sort_title", "pk")
    return [
        _list(_("Notices publiées"), records.filter(used, live=True), _as_record),
        _list(_("Notices en brouillon"), records.filter(used, live=False), _as_record),
        _list(_("Notices dont un brouillon le nomme"), drafts, _as_record),
        _scheduled(_names("text", field, thing.pk)),
    ]


def _scheduled(wanted: Q) -> UseKind:
    """Versions of records that will be published at their date."""
    versions = Revision.objects.filter(
        content_type__app_label="resources", content_type__model="record", approved_go_live_at__isnull=False
    )
    found = versions.annotate(text=Cast("content", TextField())).filter(wanted).order_by("approved_go_live_at", "pk")
    return _list(_("Versions programmées"), found, _as_version)


def _names(text: str, field: str, key: int) -> Q:
    """Whether the JSON of a version has a field with this key."""
    return Q(**{f"{text}__contains": f'"{field}": {key},'}) | Q(**{f"{text}__contains": f'"{field}": {key}}}'})


def _list(heading: str, things: Any, show: Callable[[Any], Use]) -> UseKind:
    """How many there are, and the first of them."""
    return UseKind(heading, things.count(), [show(one) for one in things[:SHOWN]])


def _edit_url(key: Any) -> str:
    return reverse("wagtailsnippets_resources_record:edit", args=[key])


def _as_record(record: Record) -> Use:
    return Use(f"{record.title} ({record.number})", _edit_url(record.pk), "" if record.live else _("brouillon"))


def _as_version(version: Revision) -> Use:
    when = version.approved_go_live_at
    return Use(version.object_str, _edit_url(version.object_id), f"{when:%d/%m/%Y}" if when else "")


def _as_selection(entry: SelectionEntry) -> Use:
    page = entry.page
    return Use(page.title, reverse("wagtailadmin_pages:edit", args=[page.pk]), "" if page.live else _("brouillon"))


def _as_number(issue: SubscriptionIssue) -> Use:
    url = reverse("periodicals:issues", args=[issue.subscription.uuid])
    return Use(issue.label, url, str(issue.get_state_display()))
