"""Every text of every table, whatever its model: the net under what each app erases of its own."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models.functions import Cast

from core.erasure.names import ERASED_SLUG, WantedPerson
from core.models import IndexChange, IndexedModel

TEXTS = {"CharField", "TextField", "SlugField", "URLField", "EmailField"}
FILES = {"FileField"}
BATCH = 500
Column = tuple[Any, Any]
"""A model and one of its fields."""
UNTOUCHED = {"django_session", "django_migrations", "django_content_type", "auth_permission"}
"""Tables that hold no text of ours; a session is sealed, and expires."""


def text_columns() -> Iterator[Column]:
    """Every column that may hold a name, of every table a model has, ours or not."""
    for model in apps.get_models(include_auto_created=True):
        if not model._meta.managed or model._meta.proxy or model._meta.db_table in UNTOUCHED:
            continue
        for field in model._meta.local_concrete_fields:
            if kind_of(field):
                yield model, field


def kind_of(field: Any) -> str:
    """“text”, “json” or “file”; "" for what holds no text."""
    kind = field.get_internal_type()
    if kind in TEXTS:
        return "" if field.primary_key else "text"
    return "file" if kind in FILES else "json" if kind == "JSONField" else ""


def matching_rows(person: WantedPerson, model: Any, field: Any) -> Iterator[tuple[Any, str]]:
    """Primary key and text of the rows of a column that name the person."""
    rows = model._base_manager.order_by().annotate(_text=Cast(field.attname, models.TextField()))
    wanted = models.Q()
    for trace in person.traces:
        wanted |= models.Q(_text__icontains=trace) if trace else models.Q(_text__isnull=False)
    for pk, text in rows.filter(wanted).values_list("pk", "_text").iterator(BATCH):
        if text and person.is_in(text):
            yield pk, text


def erase_column(person: WantedPerson, model: Any, field: Any) -> int:
    """Take the person out of a column; returns how many rows were changed."""
    pks = [pk for pk, _text in matching_rows(person, model, field)]
    for pk in pks:
        row = model._base_manager.get(pk=pk)
        _write(person, row, field)
        _follow(row)
    return len(pks)


def _write(person: WantedPerson, row: Any, field: Any) -> None:
    """Put back the value without the person; where it must be the only one, with something that makes it so."""
    kind = kind_of(field)
    if kind == "file":
        _rename_file(person, row, field)
        return
    value = field.value_from_object(row)
    if kind == "json":
        fresh: Any = person.take_out_of_data(_plain(field, value))
    else:
        slug = field.get_internal_type() == "SlugField"
        fresh = person.take_out(str(value), ERASED_SLUG) if slug else person.take_out(str(value))
        fresh = fresh[: field.max_length]
    model = type(row)
    try:
        with transaction.atomic():
            model._base_manager.filter(pk=row.pk).update(**{field.attname: fresh})
    except IntegrityError:
        unique = f"{ERASED_SLUG}-{uuid4().hex[:8]}"
        model._base_manager.filter(pk=row.pk).update(**{field.attname: unique[-field.max_length :]})


def _plain(field: Any, value: Any) -> Any:
    """A JSON value as lists and dicts: the blocks of a body are an object of their own."""
    return field.get_prep_value(value) if hasattr(field, "stream_block") else value


def _rename_file(person: WantedPerson, row: Any, field: Any) -> None:
    """Give a stored file a name without the person."""
    stored = getattr(row, field.name)
    old = stored.name
    new = person.take_out(old, ERASED_SLUG)
    if stored.storage.exists(old):
        with stored.storage.open(old) as content:
            new = stored.storage.save(new, content)
        transaction.on_commit(lambda: stored.storage.delete(old))
    type(row)._base_manager.filter(pk=row.pk).update(**{field.attname: new})


def _follow(row: Any) -> None:
    """Bring what is derived from a changed row in step, and note it for the index."""
    model = type(row)
    fresh = model._base_manager.get(pk=row.pk)
    derive = getattr(fresh, "derive_fields", None)
    if derive is not None:
        derive()
        names = [field.attname for field in model._meta.local_concrete_fields if not field.primary_key]
        model._base_manager.filter(pk=row.pk).update(**{name: getattr(fresh, name) for name in names})
    for owner, uuid in _owners(fresh):
        IndexChange.objects.note(owner, [uuid])


def _owners(row: Any) -> Iterator[tuple[str, UUID]]:
    """The thing of the index a row is, or is a part of."""
    if isinstance(row, IndexedModel):
        yield row.index_kind(), row.uuid
    for field in row._meta.concrete_fields:
        target = field.related_model
        if isinstance(target, type) and issubclass(target, IndexedModel) and getattr(row, field.attname):
            owner = getattr(row, field.name)
            yield owner.index_kind(), owner.uuid
