"""Small counts of people, and all they could be worked out from, taken out of fairness figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from matching.fairness import (
    HIDDEN_MEAN,
    HIDDEN_RATE,
    LEAST,
    CalibrationLine,
    GroupFigures,
    Rate,
    RuleEffect,
    with_ratios,
)


def hidden(counts: Mapping[str, int], least: int = LEAST) -> set[str]:
    """Which of the counts that add up to a known total are not shown.

    Those below the least; and, since what is hidden adds up to the rest of the total, the next
    smallest too until that rest is no small count either.
    """
    ordered = sorted((count, name) for name, count in counts.items())
    gone = {name for count, name in ordered if count < least}
    rest = sum(counts[name] for name in gone)
    for count, name in ordered:
        if not gone or (len(gone) > 1 and rest >= least):
            break
        if name not in gone:
            gone.add(name)
            rest += count
    return gone


def count(number: int, least: int = LEAST) -> int | None:
    """A count of people, or None where it is small."""
    return number if number >= least else None


def rate(value: Rate, least: int = LEAST) -> Rate:
    """A share, unless it, or what it leaves over, counts few people."""
    if value.count is None or value.of is None:
        return HIDDEN_RATE
    few = value.count < least or value.of - value.count < least
    return replace(HIDDEN_RATE, of=count(value.of, least)) if few else value


def of_groups(rows: Sequence[GroupFigures], least: int = LEAST) -> list[GroupFigures]:
    """Figures of groups without small counts; the groups are known to add up to everybody."""
    gone = hidden({row.group: row.people or 0 for row in rows}, least)
    unplaced = _secret({row.group: row.unplaced for row in rows}, least)
    suits = _secret({row.group: row.suits for row in rows}, least)
    found = []
    for row in rows:
        if row.group in gone:
            found.append(_nothing_of(row))
            continue
        base = replace(HIDDEN_RATE, of=row.people)
        first = base if row.group in unplaced else row.unplaced
        second = base if row.group in suits else row.suits
        found.append(replace(row, unplaced=first, suits=second))
    return with_ratios(found)  # beside the best of those that are shown


def _secret(shares: Mapping[str, Rate], least: int) -> set[str]:
    # Everybody's share is shown as well, so one group's could be worked out from the others'.
    return hidden({group: _smaller_part(share) for group, share in shares.items()}, least)


def _smaller_part(value: Rate) -> int:
    return min(value.count or 0, (value.of or 0) - (value.count or 0))


def _nothing_of(row: GroupFigures) -> GroupFigures:
    return GroupFigures(row.group, None, HIDDEN_RATE, HIDDEN_RATE, HIDDEN_MEAN, None, HIDDEN_MEAN)


def of_rules(rows: Sequence[RuleEffect], least: int = LEAST) -> list[RuleEffect]:
    """What rules did to people without an option, without small counts nor their order."""
    shown = [
        RuleEffect(row.rule, *(count(n or 0, least) for n in (row.people, row.most, row.alone)))
        for row in rows
    ]
    return sorted(shown, key=lambda row: (-(row.people or 0), row.rule))


def of_calibration(rows: Sequence[CalibrationLine], least: int = LEAST) -> list[CalibrationLine]:
    """Calibration without small counts; within a band the groups add up to everybody."""
    bands = {row.band for row in rows}
    gone = set()
    for band in bands:
        mine = {row.group: _smaller_part(row.went_well) for row in rows if row.band == band}
        gone |= {(group, band) for group in hidden(mine, least)}
    return [
        replace(row, went_well=HIDDEN_RATE, chance=None) if (row.group, row.band) in gone else row
        for row in rows
    ]
