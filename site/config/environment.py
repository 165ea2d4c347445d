"""Reads the environment once, checks each value, and says in a sentence what is wrong."""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
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
        if not re.fullmatch(r"-?[0-9]{1,12}", value) or not least <= int(value) <= most:
            raise ImproperlyConfigured(f"{name} is “{value}”. Expected a whole number from {least} to {most}.")
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
        return self._check_url(name, self.text(name, default), schemes)

    def origins(self, name: str, default: str = "") -> list[str]:
        """A list of origins, each with its scheme."""
        return [self._check_url(name, part, ("https", "http")) for part in self.words(name, default)]

    def hosts(self, name: str) -> list[str]:
        """A list of host names, without scheme, port or path; at least one."""
        hosts = self.words(name, self.text(name))
        wrong = [host for host in hosts if not re.fullmatch(r"\*|\.?[\w.-]+|\[[0-9a-fA-F:]+\]", host)]
        if wrong or not hosts:
            raise ImproperlyConfigured(
                f"{name} is “{', '.join(wrong or hosts)}”. Expected host names only, such as www.example.org."
            )
        return hosts

    def sites(self, name: str) -> list[str]:
        """A list of whole host names in lower case, perhaps with a port; none by default, and no wildcard."""
        hosts = [host.lower() for host in self.words(name)]
        wrong = [host for host in hosts if not re.fullmatch(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?", host)]
        if wrong:
            raise ImproperlyConfigured(
                f"{name} is “{', '.join(wrong)}”. Expected whole host names only, such as video.example.org."
            )
        return hosts

    def _check_url(self, name: str, value: str, schemes: tuple[str, ...]) -> str:
        """The address, when it has one of the schemes and a host; refusals never print a password."""
        if value and not _is_address(value, schemes):
            expected = " or ".join(f"{scheme}://…" for scheme in schemes)
            shown = re.sub(r"//[^@/]*@", "//…@", value)
            raise ImproperlyConfigured(f"{name} is “{shown}”. Expected an address such as {expected}.")
        return value

    def matching(self, name: str, default: str, pattern: str, expected: str) -> str:
        """A string of a given form."""
        value = self.text(name, default)
        if not re.fullmatch(pattern, value):
            raise ImproperlyConfigured(f"{name} is “{value}”. Expected {expected}.")
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


def _is_address(value: str, schemes: tuple[str, ...]) -> bool:
    """Whether a value is an address with one of the schemes, a host and a port that exists."""
    try:
        parts = urlsplit(value)
        return parts.scheme in schemes and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        return False


def read_database(url: str) -> dict[str, Any]:
    """Django's description of a database from its address; only those the site is made for."""
    if urlsplit(url).scheme not in ("sqlite", "postgres", "postgresql"):
        raise ValueError("neither SQLite nor PostgreSQL")
    config: dict[str, Any] = environ.Env.db_url_config(url)
    if str(config.get("NAME") or "") in ("", ":memory:"):
        raise ValueError("it names no database")
    return config
