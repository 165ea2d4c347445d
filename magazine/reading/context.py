"""What the blocks of a body need beside their own values, asked for once for all of them."""

from collections.abc import Callable, Mapping
from typing import Any

from core.blocks import ActionBlock
from core.page_links import public_addresses
from magazine.blocks import DOSSIER_KEY, DossierContentsBlock, FurtherReadingBlock
from magazine.reading.further import FURTHER_KEY, read_further
from media_library.blocks import file_context


def block_context(article: Any, read_dossier: Callable[[], Any]) -> dict[str, Any]:
    """The context of every block of a body; a fixed number of queries, and none for what the body does not have.

    `read_dossier` tells the contents of the dossier the article stands in.
    """
    body = list(article.body)
    _ask_actions(body)
    context: dict[str, Any] = {"page": article, **file_context(body)}
    readings = [block.value for block in body if isinstance(block.block, FurtherReadingBlock)]
    if readings:
        context[FURTHER_KEY] = read_further(
            [record for value in readings for record in value["records"]],
            [concept for value in readings for concept in value["concepts"]],
        )
    if any(isinstance(block.block, DossierContentsBlock) for block in body):
        context[DOSSIER_KEY] = read_dossier()
    return context


def _ask_actions(body: list[Any]) -> None:
    """Tell all links of a body to pages of the site where they lead."""
    links: list[Mapping[str, Any]] = [block.value["link"] for block in body if isinstance(block.block, ActionBlock)]
    led = [(link, link["page"]) for link in links if link.get("page")]
    addresses = public_addresses(page.pk for _link, page in led)
    for link, page in led:
        link.known_address = addresses.get(str(page.pk), "")  # type: ignore[attr-defined]  # a LinkValue
