"""The cues of a WebVTT file as the site keeps them: plain text, one voice each."""

from collections.abc import Iterator

from media_library.tracks.drafts import DraftCue
from media_library.tracks.problems import Problems
from media_library.tracks.spreading import spread
from media_library.tracks.webvtt import RawCue, parse_webvtt
from media_library.tracks.webvtt_text import PlainText, read_cue_text


def read_webvtt(text: str, problems: Problems) -> list[DraftCue]:
    """What a browser would take of a file; everything else goes to the problems."""
    return [cue for raw in parse_webvtt(text, problems).cues for cue in _cues_of(raw, problems)]


def _cues_of(raw: RawCue, problems: Problems) -> Iterator[DraftCue]:
    """One cue, or several where several voices share it: then its time is shared by the length of what they say."""
    plain = read_cue_text(raw.text)
    _report(raw, plain, problems)
    parts = [(name, text.strip()) for name, text in plain.parts if text.strip()]
    if len({name for name, _text in parts}) > 1:
        problems.add(raw.line, "several-voices", plain.text)
        stretches = spread([text for _name, text in parts], raw.start, raw.end)
        for (name, text), (start, end) in zip(parts, stretches, strict=True):
            yield DraftCue(raw.line, start, end, text, name, settings=raw.settings)
        return
    name = parts[0][0] if parts else ""
    yield DraftCue(raw.line, raw.start, raw.end, plain.text, name, raw.identifier, raw.settings)


def _report(raw: RawCue, plain: PlainText, problems: Problems) -> None:
    """Say what the text loses."""
    if plain.markup:
        problems.add(raw.line, "markup", " ".join(plain.markup))
    if plain.foreign:
        problems.add(raw.line, "html", " ".join(plain.foreign))
    if plain.has_times:
        problems.add(raw.line, "times-in-text", raw.text)
