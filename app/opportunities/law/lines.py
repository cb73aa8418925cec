"""The check as a stream: JSON Lines in, JSON Lines out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from app.opportunities.law.reading import BadLine, read_line
from app.opportunities.law.types import Offer, Rules
from app.opportunities.lawful import check


def read(lines: Iterable[bytes]) -> tuple[list[tuple[Any, Offer]], list[str]]:
    """Return the offers of a file, and “line 3: …” for each line that cannot be read."""
    offers, problems = [], []
    for number, raw in enumerate(lines, 1):
        try:
            line = raw.decode("utf-8-sig" if number == 1 else "utf-8").strip()
            if line:
                offers.append(read_line(line))
        except UnicodeDecodeError:
            problems.append(f"line {number}: this is not UTF-8")
        except BadLine as error:
            problems.append(f"line {number}: {error}")
    return offers, problems


def answers(offers: Iterable[tuple[Any, Offer]], rules: Rules) -> Iterator[str]:
    """Yield one line of JSON for each offer."""
    for name, offer in offers:
        found = [asdict(finding) for finding in check(offer, rules)]
        yield json.dumps({"id": name, "findings": found}, ensure_ascii=False)
