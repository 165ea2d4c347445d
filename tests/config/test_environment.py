"""The environment is read once, and a wrong value is refused in one sentence."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from config.environment import Environment, read_database

BASE_DIR: Path = settings.BASE_DIR
GOOD_KEY = "k" * 30 + "ey-of-the-tests-0123456789-ABCDEFGHIJKLMNOP"
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "SECRET_KEY": GOOD_KEY,
    "ALLOWED_HOSTS": "www.example.org",
    "BASE_URL": "https://www.example.org",
}


def refusal(method: str, value: str, *args: Any, **kwargs: Any) -> str:
    """The sentence with which a value is refused."""
    with pytest.raises(ImproperlyConfigured) as caught:
        getattr(Environment({"NAME": value}), method)("NAME", *args, **kwargs)
    return str(caught.value)


def test_text_gives_the_value_or_the_default() -> None:
    assert Environment({"NAME": "  a  "}).text("NAME", "b") == "a"
    assert Environment({"NAME": ""}).text("NAME", "b") == "b"
    assert Environment({}).text("NAME", "b") == "b"


def test_text_without_default_must_be_set() -> None:
    assert refusal("text", "") == "NAME is not set. It is required here; see the table in README.md."


@pytest.mark.parametrize(("value", "read"), [("1", True), ("True", True), ("on", True), ("0", False), ("NO", False)])
def test_flag_reads_usual_spellings(value: str, read: bool) -> None:
    assert Environment({"NAME": value}).flag("NAME", default=not read) is read


def test_flag_refuses_anything_else() -> None:
    assert refusal("flag", "oui", default=True) == ("NAME is “oui”. Expected 1 or 0 (also true/false, yes/no, on/off).")


@pytest.mark.parametrize("value", ["abc", "-1", "11", "3.5", "--3", "²", "1e3"])
def test_number_refuses_what_is_out_of_bounds_or_no_number(value: str) -> None:
    assert refusal("number", value, 5, least=0, most=10) == (
        f"NAME is “{value}”. Expected a whole number from 0 to 10."
    )


def test_number_accepts_both_bounds() -> None:
    assert [Environment({"NAME": value}).number("NAME", 5, least=-1, most=10) for value in ("-1", "10", "")] == [
        -1,
        10,
        5,
    ]


def test_words_are_separated_by_commas() -> None:
    assert Environment({"NAME": " a, b ,,c "}).words("NAME") == ["a", "b", "c"]


def test_choice_refuses_other_words() -> None:
    assert refusal("choice", "LOUD", "INFO", ("INFO", "DEBUG")) == "NAME is “LOUD”. Expected one of: INFO, DEBUG."


@pytest.mark.parametrize("value", ["http://x", "redis:", "redis://", "x", "redis://h:99999999", "redis://h:port"])
def test_url_refuses_other_schemes_and_no_host(value: str) -> None:
    assert refusal("url", value, ("redis", "rediss")) == (
        f"NAME is “{value}”. Expected an address such as redis://… or rediss://…."
    )


def test_url_refusal_hides_the_password() -> None:
    assert "secret" not in refusal("url", "http://user:secret@host", ("redis",))


@pytest.mark.parametrize("value", ["https://www.example.org", "a b", "x/y", "www.example.org:443"])
def test_hosts_refuses_what_is_no_host_name(value: str) -> None:
    assert refusal("hosts", value) == f"NAME is “{value}”. Expected host names only, such as www.example.org."


def test_hosts_accepts_names_wildcards_and_addresses() -> None:
    assert Environment({"NAME": "a.org,.b.org,*,[::1],127.0.0.1"}).hosts("NAME") == [
        "a.org",
        ".b.org",
        "*",
        "[::1]",
        "127.0.0.1",
    ]


def test_origins_refuses_an_origin_without_scheme() -> None:
    assert refusal("origins", "https://a.org,b.org") == (
        "NAME is “b.org”. Expected an address such as https://… or http://…."
    )


def test_folder_refuses_a_place_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    assert refusal("folder", str(tmp_path / "file" / "folder"), tmp_path) == (
        f"NAME is “{tmp_path}/file/folder”, which cannot be made: Not a directory."
    )


def test_folder_is_made(tmp_path: Path) -> None:
    assert Environment({"NAME": str(tmp_path / "a" / "b")}).folder("NAME", tmp_path).is_dir()


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("foo", "neither SQLite nor PostgreSQL"),
        ("mysql://u:p@h/name", "neither SQLite nor PostgreSQL"),
        ("sqlite://", "it names no database"),
        ("postgres://h", "it names no database"),
    ],
)
def test_database_refuses_what_the_site_is_not_made_for(url: str, reason: str) -> None:
    assert refusal("parsed", url, "", read_database, "sqlite:///path") == (
        f"NAME cannot be read ({reason}). Expected sqlite:///path."
    )


def test_database_reads_a_postgresql_address() -> None:
    config = read_database("postgres://ana:s3cret@db.example.org:5433/house")

    assert [config[key] for key in ("ENGINE", "NAME", "USER", "PASSWORD", "HOST", "PORT")] == [
        "django.db.backends.postgresql",
        "house",
        "ana",
        "s3cret",
        "db.example.org",
        5433,
    ]


def start(tmp_path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `manage.py check` in an environment of its own."""
    inherited = {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=BASE_DIR,
        env={**inherited, "VAR_DIR": str(tmp_path), **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY is not set. It is required here; see the table in README.md."),
        ({"SECRET_KEY": "short"}, "SECRET_KEY has 5 characters. Expected at least 50 random ones"),
        ({"ALLOWED_HOSTS": "https://a.org"}, "ALLOWED_HOSTS is “https://a.org”. Expected host names only"),
        ({"BASE_URL": "http://a.org"}, "BASE_URL is “http://a.org”. Expected an address such as https://…."),
        ({"TIME_ZONE": "Brussels"}, "TIME_ZONE cannot be read ('No time zone found with key Brussels')."),
        ({"EMAIL_URL": "mail.example.org"}, "EMAIL_URL cannot be read"),
        (
            {"DATABASE_CONN_MAX_AGE": "long"},
            "DATABASE_CONN_MAX_AGE is “long”. Expected a whole number from 0 to 86400.",
        ),
        ({"SECURE_HSTS_SECONDS": "-5"}, "SECURE_HSTS_SECONDS is “-5”. Expected a whole number from 0 to 63072000."),
    ],
)
def test_wrong_value_stops_the_site_with_one_sentence(tmp_path: Path, changes: dict[str, str], sentence: str) -> None:
    process = start(tmp_path, **{**PRODUCTION, **changes})

    assert process.returncode == 1
    assert process.stderr.startswith(f"The site cannot start: {sentence}")
    assert process.stderr.count("\n") == 1


def test_production_starts_with_the_required_values_only(tmp_path: Path) -> None:
    process = start(tmp_path, **PRODUCTION)

    assert (process.returncode, process.stderr) == (0, "")


def variables_in_code() -> set[str]:
    """The variables that settings and the web server read."""
    files = [*(BASE_DIR / "site" / "config" / "settings").glob("*.py"), BASE_DIR / "gunicorn.conf.py"]
    return {
        name
        for file in files
        for name in re.findall(r"ENV\.[a-z]+\(\s*\"([A-Z_]+)\"", file.read_text(encoding="utf-8"))
    }


def test_readme_documents_every_variable_and_no_other() -> None:
    readme = (BASE_DIR / "README.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"^\| `([A-Z_]+)` \|", readme, re.MULTILINE))

    assert documented - {"DJANGO_SETTINGS_MODULE"} == variables_in_code()
