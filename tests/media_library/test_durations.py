"""How long a recording lasts, in words and for machines."""

import pytest

from media_library.durations import iso_duration, written_duration


@pytest.mark.parametrize(
    ("seconds", "written", "machine"),
    [
        (None, "", ""),
        (0, "", ""),
        (0.2, "moins d’une seconde", ""),
        (48.4, "48 s", "PT48S"),
        (59.7, "1 min", "PT1M"),
        (252, "4 min 12", "PT4M12S"),
        (300, "5 min", "PT5M"),
        (599.6, "10 min", "PT10M"),
        (2040, "34 min", "PT34M"),
        (3599, "1 h 00", "PT59M59S"),
        (3725, "1 h 02", "PT1H2M5S"),
        (36000, "10 h 00", "PT10H"),
    ],
)
def test_duration_is_written(seconds: float | None, written: str, machine: str) -> None:
    assert written_duration(seconds).replace("\N{NO-BREAK SPACE}", " ") == written
    assert iso_duration(seconds) == machine
