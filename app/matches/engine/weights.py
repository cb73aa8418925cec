"""Weights out of the store: a changed byte is refused, a term the engine has gained is filled in."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from app.errors import DomainError
from matching.model import PRIOR, TERMS, Weights

TOLD = {"origin", "values", "notes", "digest"}


class DamagedWeights(DomainError):
    """What is stored is not what was published."""

    message = (
        "The engine’s weights were changed outside this product, so it does not use them. "
        "The last lists stay. Go back to an earlier model"
    )


def opened(stored: Mapping[str, Any] | None) -> Weights:
    """Return stored weights, or what the engine ships with; raise DamagedWeights if one byte differs.

    An engine that has gained a term since takes that term’s own weight, and forgets one it has
    lost: that is a new release, not a forgery.
    """
    if stored is None:
        return Weights()
    if (
        not isinstance(stored, Mapping)
        or set(stored) != TOLD
        or _digest(stored) != stored["digest"]
    ):
        raise DamagedWeights
    try:
        return Weights(_today(stored["values"]), stored["origin"], stored["notes"])
    except (TypeError, ValueError) as error:
        raise DamagedWeights from error


def _today(values: Mapping[str, float]) -> dict[str, float]:
    return {term: values.get(term, PRIOR[term]) for term in TERMS}


def _digest(stored: Mapping[str, Any]) -> str:
    told = {name: stored[name] for name in ("values", "origin", "notes")}
    text = json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def shipped() -> dict[str, Any]:
    """Return the weights the engine ships with, as they are stored."""
    return Weights().to_json()
