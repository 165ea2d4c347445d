"""Templates for series of like records: kept from one of them, and what the next ones start from."""

from typing import Any

from resources.copying import Beginning, begin_record, copied_fields, describe, strip
from resources.models import Record, RecordTemplate

OWN = frozenset({
    "title", "nonfiling", "subtitle", "title_language", "original_title", "original_title_language", "responsibility",
    "cover",
})  # fmt: skip
"""Fields that say which document it is: each record of a series has its own."""
SHARED_PARTS = ("contributions", "publications", "subjects")


def keep_template(record: Record, name: str, user: Any) -> RecordTemplate:
    """Keep what a record has in common with the next ones under a name, replacing what that name held."""
    fields = [each for each in copied_fields() if each not in OWN]
    content = strip(describe(record), fields, SHARED_PARTS)
    template, _created = RecordTemplate.objects.update_or_create(
        name=name, defaults={"content": content}, create_defaults={"content": content, "created_by": user}
    )
    return template


def begin_from_template(template: RecordTemplate) -> Beginning:
    """A new record that starts with what a template holds; names what it held that is gone since."""
    return begin_record(template.content)
