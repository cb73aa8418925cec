"""The check as a stream: JSON Lines in, JSON Lines out, however long the file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from app.opportunities.law.reading import BadLine, read_line
from app.opportunities.law.types import Finding, Offer, Rules
from app.opportunities.lawful import check

LONGEST = 1_000_000  # bytes of one line; an offer has a few hundred
SHOWN = ("rule", "severity", "field", "words", "source")


def lines(file: BinaryIO) -> Iterator[bytes | None]:
    """Yield the lines of a file; None for one that is too long, which is passed over unread."""
    while raw := file.readline(LONGEST + 1):
        if len(raw) <= LONGEST:
            yield raw
            continue
        while raw and not raw.endswith(b"\n"):
            raw = file.readline(LONGEST)
        yield None


def read(raw_lines: Iterable[bytes | None]) -> Iterator[tuple[Any, Offer] | str]:
    """Yield each offer with its id, or “line 3: …” for a line that cannot be read."""
    for number, raw in enumerate(raw_lines, 1):
        try:
            text = _text(raw, number)
            if text:
                yield read_line(text)
        except BadLine as error:
            yield f"line {number}: {error}"


def _text(raw: bytes | None, number: int) -> str:
    if raw is None:
        raise BadLine("this is longer than a million bytes")
    try:
        return raw.decode("utf-8-sig" if number == 1 else "utf-8").strip(" \t\r\n")
    except UnicodeDecodeError:
        raise BadLine("this is not UTF-8") from None


def answer(name: Any, offer: Offer, rules: Rules) -> bytes:
    """Return one line of JSON with what the law has to say about an offer."""
    found = [_shown(finding) for finding in check(offer, rules)]
    said = {"id": name, "findings": found}
    try:
        return json.dumps(said, ensure_ascii=False).encode() + b"\n"
    except UnicodeEncodeError:  # half a character in the id
        return json.dumps(said).encode() + b"\n"


def _shown(finding: Finding) -> dict[str, str]:
    return {name: getattr(finding, name) for name in SHOWN}
