"""Criteria as people type them: one on each line, or parted by semicolons in a file's cell."""

from __future__ import annotations

import re

MOST = 30
LONGEST = 300


def read_criteria(typed: str, parted_by: str = r"\n") -> tuple[str, ...]:
    """Return the criteria in their order, or raise ValueError with a sentence."""
    found = [" ".join(part.split()).lstrip("•*- ") for part in re.split(parted_by, typed)]
    lines = tuple(dict.fromkeys(part for part in found if part))
    if len(lines) > MOST:
        raise ValueError(f"Enter at most {MOST} criteria. You have {len(lines)}")
    for line in lines:
        if len(line) > LONGEST:
            raise ValueError(
                f"Shorten the criterion “{line[:40]}…” to {LONGEST} characters or fewer"
            )
    return lines


def in_both(essential: tuple[str, ...], desirable: tuple[str, ...]) -> str | None:
    """Return a criterion that is said to be essential and desirable as well."""
    known = {line.casefold() for line in essential}
    return next((line for line in desirable if line.casefold() in known), None)
