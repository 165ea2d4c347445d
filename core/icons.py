"""The drawn icons, read once from `icons.svg`, a file any drawing program opens."""

import re
from functools import cache
from pathlib import Path

SYMBOL = re.compile(r'<symbol id="i-([a-z]+)" viewBox="([\d ]+)">(.*?)</symbol>', re.DOTALL)


@cache
def icons() -> dict[str, str]:
    """Each icon's name and its whole SVG, ready to stand in a page."""
    source = (Path(__file__).parent / "icons.svg").read_text(encoding="utf-8")
    return {
        name: f'<svg class="icon" viewBox="{box}" aria-hidden="true" focusable="false">{drawing}</svg>'
        for name, box, drawing in SYMBOL.findall(source)
    }


def icon_svg(name: str) -> str:
    """One icon; an unknown name is a mistake in a template and says so."""
    try:
        return icons()[name]
    except KeyError:
        raise ValueError(f"No icon is called “{name}”. There are: {', '.join(sorted(icons()))}.") from None
