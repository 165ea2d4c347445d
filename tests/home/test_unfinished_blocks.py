"""A page may be saved as a draft, and previewed, before its blocks are filled in."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.blocks import StreamValue

from home.models import StandardPage

BODY = StandardPage.body.field.stream_block
KINDS = sorted(BODY.child_blocks)


def unfinished(kind: str) -> StreamValue:
    """A body of one block as the editor adds it."""
    return StreamValue(BODY, [(kind, BODY.child_blocks[kind].get_default())])


@pytest.mark.django_db
@pytest.mark.parametrize("kind", KINDS)
def test_unfinished_block_is_kept_or_refused_with_a_sentence(kind: str) -> None:
    try:
        kept = BODY.clean_deferred(unfinished(kind))
    except ValidationError:
        return
    assert [block.block_type for block in kept] == [kind]


@pytest.mark.django_db
@pytest.mark.parametrize("kind", KINDS)
def test_unfinished_block_is_previewed(kind: str) -> None:
    block = unfinished(kind)[0]

    assert isinstance(block.render(), str)
