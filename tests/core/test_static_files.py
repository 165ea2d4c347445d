"""Style sheets as they are served: one file, small, in the CSS of the oldest browsers that get the full look."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import LazySettings, settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.storage import storages
from django.core.management import call_command

from core.static_files import bundle_styles

STATIC = Path(settings.BASE_DIR) / "site" / "static"
CSS_BUDGET = 20_000
JS_BUDGET = 10_000
PLAYER_BUDGET = 12_000
PLAYER = "programme-player.js"


@pytest.fixture(scope="module")
def bundle() -> str:
    """The joined style sheet."""
    return bundle_styles(STATIC / "css" / "main.css")


def test_bundle_imports_nothing_and_fits_its_budget(bundle: str) -> None:
    assert "@import" not in bundle
    assert len(gzip.compress(bundle.encode(), 6)) <= CSS_BUDGET


def test_bundle_holds_every_sheet(bundle: str) -> None:
    main = (STATIC / "css" / "main.css").read_text()
    sheets = {path.relative_to(STATIC / "css").as_posix() for path in (STATIC / "css").rglob("*.css")}

    assert set(re.findall(r'@import url\("([^"]+)"\)', main)) == sheets - {"main.css"}
    for selector in (".masthead", ".colophon", ".cover", ".body", ".teasers", ".entry", ".facets", ".hero"):
        assert selector in bundle


def test_bundle_keeps_the_order_of_layers(bundle: str) -> None:
    order: list[str] = []
    for name in re.findall(r"@layer (\w+)", bundle):
        if name not in order:
            order.append(name)

    assert order == ["reset", "tokens", "base", "layout", "components", "utilities"]


def test_bundle_is_lowered_for_the_first_browsers_with_layers(bundle: str) -> None:
    assert "light-dark(" not in bundle
    assert "color-mix(" not in bundle
    assert "&" not in bundle
    assert bundle.count("-webkit-mask:") > 0


def test_dark_scheme_survives_lowering(bundle: str) -> None:
    assert "--paper:var(--lightningcss-light,#f1f3ee)var(--lightningcss-dark,#13142a)" in bundle
    dark = r"@media \(prefers-color-scheme:dark\)\{:root\{--lightningcss-light: ;--lightningcss-dark:initial"
    assert re.search(dark, bundle)


def test_only_the_fallback_stands_outside_layers(bundle: str) -> None:
    outside = _without_layers(bundle)

    assert outside.startswith("@supports not (")
    assert outside.count("@supports") == 1
    assert _without_blocks(outside) == ""


def test_scripts_visitors_get_fit_their_budget() -> None:
    weights = {
        path.name: len(gzip.compress(path.read_bytes(), 6))
        for path in (STATIC / "js").rglob("*.js")
        if not path.name.startswith("admin-")
    }
    player = weights.pop(PLAYER)

    assert sum(weights.values()) <= JS_BUDGET, weights
    assert player <= PLAYER_BUDGET, "only the pages that play something load it, and no other script of that size"


def test_only_tokens_and_the_fallback_name_colours() -> None:
    for sheet in (STATIC / "css").rglob("*.css"):
        if sheet.name not in ("tokens.css", "fallback.css", "print.css"):
            assert re.findall(r"#[0-9a-fA-F]{3,8}\b", sheet.read_text()) == [], sheet.name


@pytest.fixture
def collected(settings: LazySettings, tmp_path: Path) -> Path:
    """The folder static files were collected in, as in production."""
    settings.STATIC_ROOT = tmp_path
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "core.static_files.BundledStaticFilesStorage"},
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    return tmp_path


def test_collected_sheet_is_one_hashed_compressed_file(collected: Path) -> None:
    storage = storages["staticfiles"]
    name = storage.stored_name("css/main.css")
    served = (collected / name).read_text()

    assert re.fullmatch(r"css/main\.[0-9a-f]{12}\.css", name)
    assert (collected / f"{name}.br").exists()
    assert (collected / f"{name}.gz").exists()
    assert "@import" not in served
    hashed = [path.name for path in (collected / "css").rglob("*.css") if re.search(r"\.[0-9a-f]{12}\.", path.name)]
    assert hashed == [name.removeprefix("css/")]


def test_collected_sheet_names_fonts_by_their_hash(collected: Path) -> None:
    storage = storages["staticfiles"]
    served = (collected / storage.stored_name("css/main.css")).read_text()
    fonts = set(re.findall(r"url\(\"?\.\./(fonts/[^)\"]+)", served))

    assert fonts == {storage.stored_name(f"fonts/{path.name}") for path in (STATIC / "fonts").glob("*.woff2")}


def test_collecting_twice_gives_the_same_sheet(collected: Path) -> None:
    name = storages["staticfiles"].stored_name("css/main.css")
    before = (collected / name).read_text()

    call_command("collectstatic", interactive=False, verbosity=0)

    assert (collected / storages["staticfiles"].stored_name("css/main.css")).read_text() == before


def test_development_serves_sheets_as_they_are() -> None:
    assert staticfiles_storage.url("css/main.css") == "/static/css/main.css"


def _without_layers(css: str) -> str:
    """The rules of a minified sheet that stand in no layer, media queries that hold nothing else left out."""
    css = re.sub(r"@media print\{(@layer)", r"\1", css)
    kept, place = "", 0
    while (start := css.find("@layer ", place)) >= 0:
        kept += css[place:start]
        place = _end_of_block(css, css.index("{", start))
    return (kept + css[place:]).strip("}")


def _without_blocks(css: str) -> str:
    """What is left of a sheet without its blocks and what introduces them."""
    return css[_end_of_block(css + "}" * 2, css.index("{")) :].strip()


def _end_of_block(css: str, opening: int) -> int:
    """The place after the bracket that closes the one at `opening`."""
    depth = 0
    for place in range(opening, len(css)):
        depth += {"{": 1, "}": -1}.get(css[place], 0)
        if depth == 0:
            return place + 1
    return len(css)
