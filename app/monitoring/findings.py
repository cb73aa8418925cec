"""What the figures say, in one sentence each: the titles of the charts."""

from __future__ import annotations

from collections.abc import Sequence

from app.matches.engine.exposure import LEAST, Concentration, Dimension, GroupFigures, Mean, Rate
from app.monitoring.figures import Acceptance, Coverage, Row

FEW = f"fewer than {LEAST}"
NO_DIFFERENCE = "no clear difference"
FOUR_FIFTHS = 0.8
RUBBER_STAMP = 10  # hundredths of decisions that differ: below this somebody should ask


def people(count: int | None) -> str:
    """A count of people, or that it is small."""
    return FEW if count is None else f"{count:,}"


def rate(value: Rate) -> str:
    """A share with its interval, or that too few people make it up."""
    if value.rate is None or value.low is None or value.high is None:
        return "not shown"
    return f"{value.rate:.0%} ({value.low:.0%} to {value.high:.0%})"


def mean(value: Mean) -> str:
    """An average with its interval."""
    if value.value is None or value.low is None or value.high is None:
        return "not shown"
    return f"{value.value:.2f} ({value.low:.2f} to {value.high:.2f})"


def of_coverage(coverage: Coverage) -> str:
    """What the coverage says."""
    if coverage.below_share is None:
        return "Nothing is suggested yet"
    if not coverage.below:
        return "Enough is known to score every suggestion"
    return f"{coverage.below_share or 'Under 1'}% of suggestions can only be asked about"


def of_exposure(found: Concentration, what: str) -> str:
    """What the curve says about offers or employers."""
    if not found.lorenz:
        return f"No {what} are suggested yet"
    half = found.lorenz[len(found.lorenz) // 2][1]
    return f"The half of the {what} that is shown least gets {half:.0%} of what is seen"


def of_acceptance(found: Acceptance) -> str:
    """How far suggestions go."""
    if not found.decided:
        return "Nobody has decided on a suggestion yet"
    return f"Young people said yes {found.yes} times, of {found.suggested:,} suggestions"


def of_order(row: Row) -> str:
    """Whether people follow the engine's order or decide."""
    if row.differing is None:
        return "No decision can be held against the engine’s order yet"
    if row.differing < RUBBER_STAMP:
        return f"Only {row.differing}% of decisions differ from the engine’s order: ask why"
    return f"{row.differing}% of decisions differ from the engine’s order"


def of_without(without: int | None, taking_part: int | None) -> str:
    """How many people have nothing to choose from."""
    if without == 0:
        return "Everybody who takes part has something to choose from"
    few = people(without).capitalize()
    return f"{few} of {people(taking_part)} who take part have nothing to choose from"


def of_dimension(found: Dimension, everybody: Sequence[GroupFigures]) -> str:
    """How far groups are apart in what they are shown."""
    shown = [row for row in found.groups if row.ratio is not None]
    if len(shown) < 2:
        return f"Too few people for a comparison by {found.name.lower()}"
    least = min(shown, key=lambda row: (row.ratio or 0.0, row.group))
    most = max(shown, key=lambda row: (row.ratio or 0.0, row.group))
    if (found.parity or 0) >= 0.95:
        return f"Every group by {found.name.lower()} is shown about as much"
    if {apart(row, everybody) for row in shown} == {NO_DIFFERENCE}:
        return f"No clear difference by {found.name.lower()}"
    return f"“{least.group}” is shown {least.ratio:.0%} of what “{most.group}” is shown"


def apart(row: GroupFigures, everybody: Sequence[GroupFigures]) -> str:
    """Whether a group's exposure differs from everybody's beyond chance."""
    whole = everybody[0].exposure if everybody else Mean(None)
    if row.exposure.low is None or row.exposure.high is None or whole.value is None:
        return "not shown"
    if row.exposure.high < whole.value:
        return "less than everybody"
    return "more than everybody" if row.exposure.low > whole.value else NO_DIFFERENCE


def verdict(found: Dimension) -> str:
    """A word on the ratio between groups: the four-fifths rule of thumb."""
    if found.parity is None:
        return "cannot be told"
    return "look into it" if found.parity < FOUR_FIFTHS else "within four fifths"


def of_drift(what: str, points: Sequence[tuple[str, float]], unit: str = "") -> str:
    """How a figure moved from the first to the last of its points."""
    if not points:
        return f"{what}: not measured yet"
    (begin, first), (_, last) = points[0], points[-1]
    if first == last:
        return f"{what}: {last:g}{unit}, as on {begin}"
    return f"{what}: {last:g}{unit}, from {first:g}{unit} on {begin}"
