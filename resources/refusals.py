"""How a refused term or name leaves the records that already carry it."""

from collections.abc import Callable, Iterator
from typing import Any

from core.proposals import register_leave
from resources.models import Record
from resources.usage import drafts_naming


def register_leaves() -> None:
    """Tell the queue of proposals how what it refuses leaves the records."""
    register_leave("thesaurus.concept", drop_concept)
    register_leave("directory.agent", drop_agent)


def drop_concept(concept: Any, keep_words: bool, user: Any) -> int:
    """Take a refused concept out of the subjects of records; its label becomes a free keyword when asked."""
    word = concept.label() if keep_words else ""
    count = 0
    for record in _carriers(Record.objects.filter(subjects__concept=concept), "concept", concept):

        def leave(version: Any) -> None:
            version.subjects = [one for one in version.subjects.all() if one.concept_id != concept.pk]
            if word and word not in version.keywords:
                version.keywords = [*version.keywords, word]

        _rewrite(record, leave, user)
        count += 1
    return count


def drop_agent(agent: Any, keep_words: bool, user: Any) -> int:
    """Take a refused agent out of records; its name stays as it is printed when asked, on publishers alone.

    A contributor cannot be without an agent: the name goes to the statement of responsibility.
    """
    count = 0
    for record in _carriers(Record.objects.by(agent), "agent", agent):

        def leave(version: Any) -> None:
            contributions = list(version.contributions.all())
            if keep_words and any(one.agent_id == agent.pk for one in contributions):
                parts = [part for part in (version.responsibility, agent.name) if part]
                version.responsibility = " ; ".join(parts)[:1000]
            version.contributions = [one for one in contributions if one.agent_id != agent.pk]
            publications = list(version.publications.all())
            for one in publications:
                if one.agent_id == agent.pk:
                    one.agent, one.name_as_printed = None, one.name_as_printed or (agent.name if keep_words else "")
            version.publications = [one for one in publications if one.agent_id or one.name_as_printed or one.place]

        _rewrite(record, leave, user)
        count += 1
    return count


def _carriers(stored: Any, field: str, thing: Any) -> Iterator[Record]:
    """Records that carry a thing, as they are or in their open draft; each once."""
    keys = set(stored.values_list("pk", flat=True)) | set(drafts_naming(field, thing.pk).values_list("pk", flat=True))
    for key in sorted(keys):
        yield Record.objects.get(pk=key)


def _rewrite(record: Record, leave: Callable[[Any], None], user: Any) -> None:
    """Change a record and its open draft alike; what is published stays published, what is in review stays there."""
    draft = record.get_latest_revision_as_object() if record.live and record.has_unpublished_changes else None
    leave(record)
    record.save()
    if draft is not None:
        leave(draft)
    elif record.latest_revision_id is None:
        return
    revision = (draft or record).save_revision(user=user, clean=False, changed=draft is not None or not record.live)
    state = record.current_workflow_task_state
    if state is not None:
        state.revision = revision
        state.save(update_fields=["revision"])
