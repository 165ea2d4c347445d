"""What tests of conversions have in common."""

from core.conversion import Converted, convert_html, markdown_to_html

SEED = "essai"


def convert(html: str, **more: object) -> Converted:
    return convert_html(html, seed=SEED, **more)  # type: ignore[arg-type]  # options as each test gives them


def from_markdown(text: str) -> Converted:
    return convert(markdown_to_html(text))


def texts(converted: Converted) -> list[str]:
    return [value for name, value in converted.blocks if name == "text"]


def calls(converted: Converted) -> list[str]:
    """The tags that call the notes, in the order of the notes."""
    return [f'<footnote id="{note.uuid}">[{note.uuid[:6]}]</footnote>' for note in converted.notes]
