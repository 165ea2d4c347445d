"""Times as they are written: “00:12:34.500” in WebVTT, “00:12:34,500” in SRT, “12:34” for people."""

import re

_TIME = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):([0-5]?\d)(?:[.,](\d{1,3}))?", re.ASCII)


def write_time(seconds: float, mark: str = ".") -> str:
    """A time to the millisecond, hours always said."""
    thousandths = max(round(seconds * 1000), 0)
    whole, rest = divmod(thousandths, 1000)
    return f"{whole // 3600:02d}:{whole // 60 % 60:02d}:{whole % 60:02d}{mark}{rest:03d}"


def write_short_time(seconds: float) -> str:
    """“3:12” or “1:03:12”: a time without its fraction, as people say it."""
    whole = int(max(seconds, 0))
    hours, minutes = divmod(whole // 60, 60)
    return f"{hours}:{minutes:02d}:{whole % 60:02d}" if hours else f"{minutes}:{whole % 60:02d}"


def read_time(text: str) -> float | None:
    """The seconds of a time as people write it (“3:12”, “75:30”, “1:03:12.5”, “0:03:12,250”), or None."""
    found = _TIME.fullmatch(text.strip())
    if found is None:
        return None
    hours, minutes, seconds, fraction = found.groups()
    if hours and int(minutes) > 59:
        return None
    whole = int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)
    return round(whole + (int(fraction.ljust(3, "0")) / 1000 if fraction else 0.0), 3)
