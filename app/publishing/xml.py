"""Writing XML from plain values; everything is escaped, and characters XML has not are left out."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement, tostring

_NOT_XML = re.compile(r"[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")


def put(parent: Element, name: str, text: str | None = None, **attributes: str) -> Element:
    """Add one element with its text."""
    child = SubElement(parent, name, {key: _NOT_XML.sub("", v) for key, v in attributes.items()})
    child.text = None if text is None else _NOT_XML.sub("", text)
    return child


def document(root: Element) -> bytes:
    """Return a whole document."""
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written
