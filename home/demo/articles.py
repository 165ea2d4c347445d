"""The bodies of articles: the blocks of the magazine, beside those every page has, and the notes."""

import re
from typing import Any

from home.demo.bodies import BodyWriter
from home.demo.drawings import save_drawing
from home.demo.records import concepts_by_label
from home.demo.sources import identity

_CALL = re.compile(r"\[\^([\w-]+)\]")


class ArticleWriter(BodyWriter):
    """Writes the bodies of articles, news and press releases; knows the subjects they point to."""

    def __init__(self, pages: dict[str, int]) -> None:
        super().__init__(pages)
        self.concepts = {label: concept.pk for label, concept in concepts_by_label().items()}
        self.key = ""

    def write(self, key: str, blocks: list[dict[str, Any]]) -> str:
        """The JSON of a body; its calls lead to the notes of the same key."""
        self.key = key
        return self.body(key, blocks)

    def _html(self, html: str) -> str:
        def call(found: re.Match[str]) -> str:
            uuid = note_identity(self.key, found[1])
            return f'<footnote id="{uuid}">[{str(uuid)[:6]}]</footnote>'

        return super()._html(_CALL.sub(call, html))

    def _pull_quote(self, item: dict[str, Any]) -> dict[str, Any]:
        return {"text": item["text"], "credit": item.get("credit", "")}

    def _box(self, item: dict[str, Any]) -> dict[str, Any]:
        return {"title": item["title"], "text": self._html(item["html"])}

    def _interview(self, item: dict[str, Any]) -> dict[str, Any]:
        exchanges = [{"question": one["question"], "answer": self._html(one["answer"])} for one in item["exchanges"]]
        return {"interviewer": item["interviewer"], "interviewee": item["interviewee"], "exchanges": exchanges}

    def _gallery(self, item: dict[str, Any]) -> dict[str, Any]:
        pictures = [self._picture(one) for one in item["pictures"]]
        return {"title": item.get("title", ""), "pictures": pictures}

    def _image(self, item: dict[str, Any]) -> dict[str, Any]:
        if "drawing" not in item:
            return super()._image(item)
        return {**self._picture(item), "wide": bool(item.get("wide"))}

    def _picture(self, item: dict[str, Any]) -> dict[str, Any]:
        chosen = {"image": save_drawing(item["drawing"]).pk, "decorative": False, "alt_text": item["alt"]}
        return {"picture": chosen, "caption": f"<p>{item['caption']}</p>" if item.get("caption") else ""}

    def _further_reading(self, item: dict[str, Any]) -> dict[str, Any]:
        return {
            "title": item.get("title", "Pour aller plus loin"),
            "records": [self.records[key] for key in item.get("records", ())],
            "concepts": [self.concepts[label] for label in item.get("concepts", ())],
            "text": item.get("text", ""),
        }

    def _dossier_contents(self, item: dict[str, Any]) -> dict[str, Any]:
        return {"title": item.get("title", "")}


def note_identity(key: str, name: str) -> Any:
    """The identity of a note of one text."""
    return identity("note", f"{key}/{name}")
