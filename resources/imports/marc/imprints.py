"""Who published, and where, from subfields in their order; who printed or distributed is left aside."""

from resources.imports.marc.builder import Builder
from resources.imports.marc.record import Field, Subfields


def read_imprint(build: Builder, subfields: Subfields, place_code: str, name_code: str) -> None:
    """Publishers with the place that stands before each; a place nobody follows stands alone."""
    place = ""
    for code, value in subfields:
        if code == place_code:
            build.imprint(place, "")
            place = value
        elif code == name_code:
            build.imprint(place, value)
            place = ""
    build.imprint(place, "")


def read_no_publisher(build: Builder, one: Field, date_code: str) -> None:
    """214 and 264 for producers, distributors and manufacturers, and for the copyright, whose date may serve."""
    for code, value in one.subfields:
        if one.second == "4" and code == date_code:
            build.dates.setdefault("copyright", build.words(value))
        elif code in "abcd":
            build.unread(one.tag, code)
