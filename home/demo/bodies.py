"""The bodies of pages: from the plain words of `demo/pages.yaml` to the values of blocks."""

import json
import re
from collections.abc import Callable
from typing import Any

from core.woven_pictures import woven_picture
from home.demo.files import save_document, save_picture
from home.demo.records import records_by_key
from home.demo.sources import identity

_HREF = re.compile(r'href="(/[^"]*)"')
PICTURE_SIZE = (1600, 900)


class BodyWriter:
    """Writes bodies; knows the pages and records they point to."""

    def __init__(self, pages: dict[str, int]) -> None:
        self.pages = pages
        self.records = {key: record.pk for key, record in records_by_key().items()}

    def body(self, name: str, items: list[dict[str, Any]]) -> str:
        """The JSON of a StreamField; `name` makes the identities of its blocks."""
        return json.dumps(
            [
                {"id": str(identity("block", f"{name}/{place}")), "type": item["type"], "value": self._value(item)}
                for place, item in enumerate(items)
            ]
        )

    def _value(self, item: dict[str, Any]) -> Any:
        """The value of one block."""
        write: Callable[[dict[str, Any]], Any] = getattr(self, f"_{item['type']}")
        return write(item)

    def _html(self, html: str) -> str:
        """Text whose links to pages of the site follow them when they move."""

        def link(found: re.Match[str]) -> str:
            page = self.pages.get(found[1])
            return f'linktype="page" id="{page}"' if page else found[0]

        return _HREF.sub(link, html)

    def _link(self, url: str) -> dict[str, Any]:
        """A page of the site, a mailbox or an address."""
        page = self.pages.get(url)
        if page:
            return {"page": page, "url": "", "email": ""}
        if url.startswith("mailto:"):
            return {"page": None, "url": "", "email": url.removeprefix("mailto:")}
        return {"page": None, "url": url, "email": ""}

    def _text(self, item: dict[str, Any]) -> str:
        return self._html(item["html"])

    def _heading(self, item: dict[str, Any]) -> dict[str, Any]:
        return {"text": item["text"], "level": str(item["level"])}

    def _quote(self, item: dict[str, Any]) -> dict[str, Any]:
        return {"text": item["text"], "author": item.get("author", ""), "source": item.get("source", "")}

    def _callout(self, item: dict[str, Any]) -> dict[str, Any]:
        return {"tone": item["tone"], "title": item["title"], "text": self._html(item["html"])}

    def _figures(self, item: dict[str, Any]) -> dict[str, Any]:
        figures = [
            {
                "figure": row["value"],
                "label": row["label"],
                "source": row["source"],
                "source_url": row["url"] if row.get("url", "").startswith("https://") else "",
            }
            for row in item["items"]
        ]
        return {"title": item.get("title", ""), "figures": figures}

    def _accordion(self, item: dict[str, Any]) -> dict[str, Any]:
        return {"parts": [{"title": row["title"], "text": self._html(row["html"])} for row in item["items"]]}

    def _table(self, item: dict[str, Any]) -> dict[str, Any]:
        table = {
            "columns": [{"type": "text", "heading": heading} for heading in item["header"]],
            "rows": [{"values": row} for row in item["rows"]],
            "caption": item["caption"],
        }
        return {"table": table, "row_headings": True, "source": item.get("source", "")}

    def _action(self, item: dict[str, Any]) -> dict[str, Any]:
        return {
            "title": item["title"],
            "text": item.get("text", ""),
            "label": item["label"],
            "link": self._link(item["url"]),
        }

    def _embed(self, item: dict[str, Any]) -> dict[str, Any]:
        return {"url": item["url"], "title": item["title"], "caption": item.get("caption", "")}

    def _records(self, item: dict[str, Any]) -> dict[str, Any]:
        return {
            "title": item["title"],
            "introduction": item.get("introduction", ""),
            "records": [self.records[key] for key in item["keys"]],
            "link_label": "",
            "link": {"page": None, "url": "", "email": ""},
        }

    def _image(self, item: dict[str, Any]) -> dict[str, Any]:
        picture = save_picture("chaine-et-trame", "Chaîne et trame", woven_picture("chaine-et-trame", *PICTURE_SIZE))
        chosen = {"image": picture.pk, "decorative": False, "alt_text": item["alt"]}
        return {"picture": chosen, "caption": item.get("caption", ""), "wide": True}

    def _downloads(self, item: dict[str, Any]) -> dict[str, Any]:
        files = [
            {"document": self._document(row["file"], row["label"]), "label": row["label"]} for row in item["items"]
        ]
        return {"title": item.get("title", ""), "files": files}

    def _document(self, name: str, label: str) -> int:
        """The key of a file, made for the demonstration."""
        title = re.sub(r"\s*\(PDF\)$", "", label)
        lines = [
            "Document de démonstration de la maison Passerelles.",
            "L’organisation et ses textes sont imaginaires.",
        ]
        return int(save_document(name, title, lines).pk)
