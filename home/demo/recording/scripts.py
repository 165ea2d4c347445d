"""What is said in the recordings of the demonstration, line by line, as their YAML files have it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from home.demo.sources import read_yaml

SHOWS = ("voix-de-palier", "mots-de-passage")
CAPSULES = "capsules"
DESCRIPTION = "narratrice"
"""The voice that tells what is seen, in the described version of a film."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: who says it, what, and the same in other languages."""

    voice: str
    text: str
    translations: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Chapter:
    """Where a chapter begins: before the line of this place. `seen` is what the picture shows then."""

    place: int
    title: str
    seen: str = ""
    translations: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Script:
    """A programme of the demonstration: its facts, its lines and its chapters."""

    key: str
    facts: Mapping[str, Any]
    voices: Mapping[str, Mapping[str, Any]]
    lines: tuple[Line, ...]
    chapters: tuple[Chapter, ...]
    is_film: bool


def read_scripts() -> list[Script]:
    """Every programme, the podcasts first."""
    scripts = [script for show in SHOWS for script in show_scripts(read_yaml(f"audiovisual/{show}.yaml"))]
    return scripts + capsule_scripts(read_yaml(f"audiovisual/{CAPSULES}.yaml"))


def show_scripts(content: Mapping[str, Any]) -> list[Script]:
    """The episodes of a show."""
    show = content["show"]["key"]
    return [_script(f"{show}-{one['key']}", one, content["voices"], False) for one in content["episodes"]]


def capsule_scripts(content: Mapping[str, Any]) -> list[Script]:
    """The capsules."""
    return [_script(f"capsule-{one['key']}", one, content["voices"], True) for one in content["capsules"]]


def _script(key: str, facts: Mapping[str, Any], voices: Mapping[str, Any], is_film: bool) -> Script:
    languages = facts.get("subtitles", ())
    lines: list[Line] = []
    chapters: list[Chapter] = []
    for row in facts["lines"]:
        if isinstance(row, dict):
            named = {language: row[language] for language in languages}
            chapters.append(Chapter(len(lines), row["chapter"], row.get("seen", ""), named))
        else:
            lines.append(Line(row[0], row[1], dict(zip(languages, row[2:], strict=False))))
    return Script(key, facts, voices, tuple(lines), tuple(chapters), is_film)


def described(script: Script) -> Script:
    """A script with what is seen told aloud before each chapter."""
    lines: list[Line] = []
    for place, line in enumerate(script.lines):
        lines += [Line(DESCRIPTION, one.seen) for one in script.chapters if one.place == place and one.seen]
        lines.append(line)
    return Script(f"{script.key}-audiodecrite", script.facts, script.voices, tuple(lines), (), script.is_film)


def signed(script: Script) -> Script:
    """The same script, for the version with somebody signing beside it."""
    return Script(f"{script.key}-signee", script.facts, script.voices, script.lines, (), script.is_film)


def versions(script: Script) -> Iterator[Script]:
    """A script, and the other versions its facts ask for."""
    yield script
    if script.facts.get("signed"):
        yield signed(script)
    if script.facts.get("described"):
        yield described(script)
