"""Writing XML that is always well formed: names of namespaces, and text without what XML forbids."""

import re
from typing import Any

from lxml import etree

OAI = "http://www.openarchives.org/OAI/2.0/"
OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
OAI_IDENTIFIER = "http://www.openarchives.org/OAI/2.0/oai-identifier"
DC = "http://purl.org/dc/elements/1.1/"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LANGUAGE_FORM = re.compile(r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*")


def clean(text: str) -> str:
    """Text without the characters XML 1.0 can't hold."""
    return _FORBIDDEN.sub("", text)


def add(parent: Any, name: str, text: str = "", language: str = "") -> Any:
    """A new last child with some text, and its language when one can be told."""
    child = etree.SubElement(parent, name)
    child.text = clean(text) or None
    if language not in ("", "und") and _LANGUAGE_FORM.fullmatch(language):
        child.set(_LANGUAGE, language)
    return child


def schema_location(element: Any, namespace: str, address: str) -> None:
    """Say where the schema of an element is found."""
    element.set(f"{{{XSI}}}schemaLocation", f"{namespace} {address}")
