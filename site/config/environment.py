"""Reads the environment once, checks each value, and says in a sentence what is wrong."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off"}


@dataclass
class Environment:
    """Typed reading of environment variables; every refusal names the variable, the value and what is expected."""

    values: Mapping[str, str] = field(default_factory=lambda: os.environ)

    def text(self, name: str, default: str | None = None) -> str:
        """A string; without a default the variable must be set."""
        value = self.values.get(name, "").strip()
        if value:
            return value
        if default is None:
            raise ImproperlyConfigured(f"{name} is not set. It is required here; see the table in README.md.")
        return default

    def flag(self, name: str, default: bool) -> bool:
        """A yes or a no."""
        value = self.text(name, "yes" if default else "no").lower()
        if value in TRUE:
            return True
        if value in FALSE:
            return False
        raise ImproperlyConfigured(f"{name} is “{value}”. Expected 1 or 0 (also true/false, yes/no, on/off).")

    def number(self, name: str, default: int, *, least: int = 0, most: int = 10**9) -> int:
        """A whole number between two bounds, both included."""
        value = self.text(name, str(default))
        if not value.lstrip("-").isdigit() or not least <= int(value) <= most:
            raise ImproperlyConfigured(
                f"{name} is “{value}”. Expected a whole number from {least} to {most}."
            )
        return int(value)

    def words(self, name: str, default: str = "") -> list[str]:
        """A list, separated by commas."""
        return [part.strip() for part in self.text(name, default).split(",") if part.strip()]

    def choice(self, name: str, default: str, options: tuple[str, ...]) -> str:
        """One of a few words."""
        value = self.text(name, default)
        if value not in options:
            raise ImproperlyConfigured(f"{name} is “{value}”. Expected one of: {', '.join(options)}.")
        return value

    def url(self, name: str, schemes: tuple[str, ...], default: str = "") -> str:
        """An address with one of the given schemes, or the default."""
        value = self.text(name, default)
        if value and (urlsplit(value).scheme not in schemes or not urlsplit(value).netloc):
            expected = " or ".join(f"{scheme}://…" for scheme in schemes)
            raise ImproperlyConfigured(f"{name} is “{value}”. Expected an address such as {expected}.")
        return value

    def folder(self, name: str, default: Path) -> Path:
        """A folder that exists or can be made, as an absolute path."""
        path = Path(self.text(name, str(default))).expanduser().absolute()
        try:
            path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ImproperlyConfigured(f"{name} is “{path}”, which cannot be made: {error.strerror}.") from error
        return path

    def parsed(self, name: str, default: str, parse: Callable[[str], Any], expected: str) -> Any:
        """A value read by another library; whatever it raises becomes one sentence."""
        value = self.text(name, default)
        try:
            return parse(value)
        except Exception as error:
            raise ImproperlyConfigured(f"{name} cannot be read ({error}). Expected {expected}.") from error
