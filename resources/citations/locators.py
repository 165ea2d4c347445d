"""Where a part stands in its host: volume, number and pages, read from what the document says."""

import re
from dataclasses import dataclass

_VOLUME = re.compile(r"\b(?:vol(?:ume)?|tome?|t|jg|jaargang|jrg)\b\.?\s*([\dIVXLC]+[\w/-]*)", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?:\bn(?:[°ºo]|ro|um[ée]ro|r|um(?:mer)?)?(?:s)?\.?\s*|\bissue\s+|#\s?)(\d+[\w/]*(?:\s?[-–]\s?\d+)?)",
    re.IGNORECASE,
)
_PAGES = re.compile(
    r"\b(?:pp?|pages?|blz|bladzijden?)\b\.?\s*([\divxlc]+(?:\s?[-–]\s?[\divxlc]+)?(?:\s?[,;]\s?\d+(?:\s?[-–]\s?\d+)?)*)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Locator:
    """Volume, number and pages; each "" when it is not said."""

    volume: str = ""
    number: str = ""
    pages: str = ""

    @property
    def first_page(self) -> str:
        """The page it begins on."""
        return re.split(r"[-–,;]", self.pages)[0].strip()

    @property
    def last_page(self) -> str:
        """The page it ends on; "" when it is on one page or on several stretches."""
        ends = re.split(r"[-–]", self.pages)
        return ends[1].strip() if len(ends) == 2 and not re.search(r"[,;]", self.pages) else ""


def read_locator(written: str) -> Locator:
    """Read “vol. 12, n° 41, p. 12-15”, “n°3 (2011) pp. 4–9”, “jg. 4, nr. 2, blz. 3”."""
    pages = _PAGES.search(written)
    rest = written.replace(pages[0], " ") if pages else written
    volume = _VOLUME.search(rest)
    rest = rest.replace(volume[0], " ") if volume else rest
    number = _NUMBER.search(rest)
    return Locator(
        volume[1] if volume else "",
        re.sub(r"\s?[-–]\s?", "-", number[1]) if number else "",
        re.sub(r"\s?[-–]\s?", "-", pages[1]).strip() if pages else "",
    )


def read_page_count(extent: str) -> str:
    """The number of pages of “XIV-168 p. : ill.”; "" when it says none."""
    found = re.search(r"(\d{1,5})\s*(?:p|pages?|blz|f)\b", extent, re.IGNORECASE)
    return found[1] if found else ""
