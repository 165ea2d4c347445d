"""How `make messages` reads the strings of Django templates; Babel calls it."""

import io
from collections.abc import Iterator, Mapping, Sequence
from typing import IO, Any

from babel.messages.extract import extract_python
from django.utils.translation.template import templatize


def extract_template(
    file: IO[bytes], keywords: Mapping[str, Any], comment_tags: Sequence[str], options: Any
) -> Iterator[Any]:
    """The messages of one template: Django turns it into Python calls, Babel reads those."""
    code = templatize(file.read().decode())
    lines = "\n".join(line.strip() for line in code.splitlines())
    return extract_python(io.BytesIO(lines.encode()), keywords, comment_tags, options)
