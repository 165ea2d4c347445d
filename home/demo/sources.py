"""The files of the demonstration, and the identities of what they describe."""

import uuid
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://passerelles.example/demo")
"""The UUIDs of the demonstration come from it: the same wherever it is loaded, which makes loading repeatable."""


def demo_folder() -> Path:
    """Where the files are."""
    return Path(settings.BASE_DIR) / "demo"


def read_yaml(name: str) -> Any:
    """One file of the demonstration."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load((demo_folder() / name).read_text(encoding="utf-8"), Loader=loader)  # noqa: S506  both are safe loaders


def identity(kind: str, key: str) -> uuid.UUID:
    """The UUID of one thing of the demonstration."""
    return uuid.uuid5(NAMESPACE, f"{kind}:{key}")
