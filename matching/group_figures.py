"""Fairness of a ranking that was written before, as plain figures without counts under ten."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from matching import fairness, small_counts
from matching.fairness import Judged, Seen
from matching.types import Opportunity

Pairs = Mapping[tuple[str, str], bool]


@dataclass(frozen=True)
class Ranking:
    """The lines of a ranking: what is shown, and why some are shown nothing."""

    seen: Sequence[Seen]
    why_empty: Mapping[str, Mapping[str, int]]


def read(rows: Sequence[Mapping[str, Any]], offers: Sequence[Opportunity]) -> Ranking:
    """What fairness needs of the lines; an offer of nobody known stands for itself."""
    employers = {each.id: each.employer or each.id for each in offers}
    seen = [
        Seen(
            row["person"],
            row["opportunity"],
            employers.get(row["opportunity"], row["opportunity"]),
            row["rank"],
            row["band"],
            row.get("score_micro"),
        )
        for row in rows
        if "none" not in row
    ]
    why = {
        row["person"]: {each["rule"]: each["count"] for each in row["none"]}
        for row in rows
        if "none" in row and "person" in row
    }
    return Ranking(seen, why)


def zero_options(ranking: Ranking, offers: int) -> dict[str, Any]:
    """How many people have no option, and which rule did it."""
    effects = small_counts.of_rules(fairness.rule_effects(ranking.why_empty, offers))
    people = small_counts.count(len(ranking.why_empty)) if ranking.why_empty else 0
    return {"people": people, "rules": [asdict(each) for each in effects]}


def exposure(ranking: Ranking, offers: Sequence[Opportunity]) -> dict[str, Any]:
    """How unevenly offers and employers are seen, a higher place counting more."""
    pools = {
        "opportunity": {each.id for each in offers} or {each.opportunity for each in ranking.seen},
        "employer": {each.employer or each.id for each in offers}
        or {each.employer for each in ranking.seen},
    }
    return {
        f"{key}_gini": fairness.concentration(ranking.seen, key, pool).gini
        for key, pool in pools.items()
    }


def between(ranking: Ranking, groups: Mapping[str, str], went: Pairs, top: int) -> dict[str, Any]:
    """What each group gets, the ratio between groups, and how far its bands can be believed."""
    rows = small_counts.of_groups(
        fairness.by_group(groups, fairness.totals(ranking.seen, top), ranking.why_empty)
    )
    lines = small_counts.of_calibration(fairness.calibration(judged(ranking, went), groups))
    return {
        "groups": [asdict(row) for row in rows],
        "parity": fairness.parity(rows),
        "calibration": [asdict(line) for line in lines],
    }


def judged(ranking: Ranking, went: Pairs) -> list[Judged]:
    """Each suggestion with a confirmed outcome."""
    return [
        Judged(each.person, each.band, went[each.person, each.opportunity])
        for each in ranking.seen
        if (each.person, each.opportunity) in went
    ]
