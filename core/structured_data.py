"""Facts for machines, in a page: JSON-LD that nothing can break out of."""

import json
from collections.abc import Mapping
from typing import Any

from django.utils.safestring import SafeString, mark_safe


def as_script(data: Mapping[str, Any]) -> SafeString:
    """The data block for a page, empty values left out: JSON in which nothing can end the element it stands in."""
    said = {key: value for key, value in data.items() if value not in ("", None, [], {})}
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308  escaped just above
