"""Inputs and lists of a run as lines of JSON, spelt the same way every time."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import Any

import matching
from matching import plain


def line_of(record: matching.Person | matching.Opportunity) -> str:
    """Return a record as a line of the engine’s files; what nobody said is left out."""
    return json.dumps(
        _said(asdict(record)), ensure_ascii=False, separators=(",", ":"), default=date.isoformat
    )


def _said(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _said(each) for name, each in value.items() if each is not None}
    return [_said(each) for each in value] if isinstance(value, tuple | list) else value


def match_line(
    person: str,
    opportunity: str,
    *,
    rank: int,
    band: str,
    score_micro: int | None,
    coverage: float,
    terms: list[dict[str, Any]],
) -> str:
    """Return one suggestion as the command line writes it."""
    return plain.line(
        {
            "person": person,
            "opportunity": opportunity,
            "rank": rank,
            "band": band,
            "score_micro": score_micro,
            "coverage": coverage,
            "terms": [
                {name: term[name] for name in ("term", "micro", "state", "words")} for term in terms
            ],
        }
    )


def nothing_line(person: str, rules: list[dict[str, Any]]) -> str:
    """Return as the command line writes it that a person has nothing, and why."""
    counts = [{"rule": line["rule"], "count": line["count"]} for line in rules]
    return plain.line({"person": person, "none": counts})


def row_line(values: dict[str, Any]) -> str:
    """Return any row of plain values as one line."""
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(*parts: str) -> str:
    """Return the SHA-256 of some lines, each with its end."""
    return hashlib.sha256("".join(f"{part}\n" for part in parts).encode()).hexdigest()


def pack(lines: Iterable[str]) -> bytes:
    """Return lines compressed."""
    return zlib.compress("".join(f"{line}\n" for line in lines).encode(), 6)


def unpack(body: bytes) -> str:
    """Return compressed lines as the text of a file."""
    return zlib.decompress(body).decode()
