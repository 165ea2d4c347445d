"""Names of files that every application can ask for."""

import re
from pathlib import PurePath

from core.text import fold

MOST = 80
_OTHERS = re.compile(r"[^a-z0-9]+")


def ascii_file_name(filename: str) -> str:
    """The name of a file in ASCII letters, digits and hyphens, its extension kept; “enregistrement” when nothing is
    left."""
    path = PurePath(filename)
    stem = _OTHERS.sub("-", fold(path.stem).lower()).strip("-")[:MOST].strip("-")
    suffix = _OTHERS.sub("", fold(path.suffix).lower())[:8]
    return (stem or "enregistrement") + (f".{suffix}" if suffix else "")
