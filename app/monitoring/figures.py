"""What is worked out of lists and decisions: coverage, acceptance, overrides."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.matches.models import SuggestionState as S
from app.monitoring.decided import NO_BAND, Decision
from app.monitoring.queries import Line

BANDS = ("strong", "good", "possible", "ask", NO_BAND)
FORWARD = {S.SHORTLISTED, S.DISCUSSED, S.YP_INTERESTED, S.YP_NOT_NOW, S.YP_DECLINED}
STEPS = (0, 50, 60, 70, 80, 90, 101)
# A reason is somebody's own words, which may name a person: it is read by a list and never shown.
REASONS: Mapping[str, tuple[str, ...]] = {
    "The journey": ("far", "travel", "bus", "journey", "distance", "drive", "train", "miles"),
    "Times and dates": ("hour", "day", "shift", "time", "early", "late", "weekend", "start", "date"),
    "Not what they want": ("want", "interest", "like", "enjoy", "keen", "prefer", "sector"),
    "Pay": ("pay", "paid", "wage", "money"),
    "Has something else": ("already", "another", "elsewhere", "placed", "got a", "college"),
    "Too much or too little": ("level", "qualif", "ready", "too hard", "too easy", "skill"),
    "The employer": ("employer", "manager", "slow", "answer", "reply"),
}  # fmt: skip
OTHER = "Another reason"


def percent(part: float, whole: float) -> int | None:
    """A share in whole hundredths, or None where there is nothing to share."""
    return round(100 * part / whole) if whole else None


@dataclass(frozen=True)
class Coverage:
    """How much was known of what is suggested."""

    suggestions: int
    below: int
    mean: float | None
    spread: list[tuple[str, int]]

    @property
    def below_share(self) -> int | None:
        """The suggestions that could not be scored, in hundredths."""
        return percent(self.below, self.suggestions)


def coverage(lines: Sequence[Line]) -> Coverage:
    """Return how much is known of the pairs on the standing lists."""
    known = [round(100 * line.coverage) for line in lines]
    spread = [
        (_step(low, high), sum(low <= each < high for each in known))
        for low, high in pairwise(STEPS)
    ]
    average = round(sum(known) / len(known) / 100, 4) if known else None
    return Coverage(len(lines), sum(line.band == "ask" for line in lines), average, spread)


def _step(low: int, high: int) -> str:
    return f"Under {high}%" if not low else f"{low} to {min(high, 101) - 1}%"


@dataclass(frozen=True)
class Acceptance:
    """How far suggestions go."""

    suggested: int
    decided: int
    shortlisted: int
    yes: int

    @property
    def steps(self) -> list[tuple[str, int]]:
        """The steps as a chart wants them."""
        return [
            ("Suggested", self.suggested),
            ("Decided on by an advisor", self.decided),
            ("Shortlisted", self.shortlisted),
            ("The young person said yes", self.yes),
        ]


def acceptance(
    lines: Iterable[Line], decided: Sequence[Decision], reached: Mapping[str, int]
) -> Acceptance:
    """Return how many suggestions stand or stood, were decided on, shortlisted, and met a yes."""
    pairs = {(line.person, line.offer) for line in lines if line.band != "ask"}
    pairs |= {(each.person, each.offer) for each in decided if each.origin == "engine"}
    return Acceptance(
        len(pairs), len(decided), reached[S.SHORTLISTED.value], reached[S.YP_INTERESTED.value]
    )


@dataclass(frozen=True)
class Row:
    """Decisions of one band, or of one team."""

    name: str
    decided: int
    forward: int
    dismissed: int
    added: int
    differs: int
    follows: int

    @property
    def differing(self) -> int | None:
        """The decisions that differ from the engine's order, in hundredths of those that can be told."""
        return percent(self.differs, self.differs + self.follows)


@dataclass(frozen=True)
class Overrides:
    """Where people decided otherwise than the engine's order."""

    everybody: Row
    bands: list[Row]
    teams: list[Row]
    reasons: list[tuple[str, int]]


def overrides(decided: Sequence[Decision]) -> Overrides:
    """Return where people decided otherwise, by band and by team, and why in kinds of reasons."""
    verdicts = differing(decided)
    bands, teams = _by(decided, "band"), _by(decided, "team")
    reasons = Counter(kind_of(each.reason) for each in decided if each.state == S.DISMISSED)
    return Overrides(
        _row("Everybody", decided, verdicts),
        [_row(name, bands[name], verdicts) for name in BANDS if name in bands],
        [_row(name, rows, verdicts) for name, rows in sorted(teams.items())],
        reasons.most_common(),
    )


def _by(decided: Sequence[Decision], field: str) -> dict[str, list[Decision]]:
    found: dict[str, list[Decision]] = defaultdict(list)
    for each in decided:
        found[getattr(each, field)].append(each)
    return found


Verdicts = Mapping[tuple[int, int], bool]


def _row(name: str, rows: Sequence[Decision], verdicts: Verdicts) -> Row:
    told = [verdicts[row.person, row.offer] for row in rows if (row.person, row.offer) in verdicts]
    return Row(
        name=name,
        decided=len(rows),
        forward=sum(row.state in FORWARD for row in rows),
        dismissed=sum(row.state == S.DISMISSED for row in rows),
        added=sum(row.origin == "advisor" for row in rows),
        differs=sum(told),
        follows=len(told) - sum(told),
    )


def differing(decided: Sequence[Decision]) -> dict[tuple[int, int], bool]:
    """Return for each decision whether it differs from the engine's order, where that can be told.

    It follows the order when it takes forward the highest offer nobody had decided on. It differs
    when it passes over a higher one, puts one aside, or adds one that was not on the list.
    """
    taken: dict[int, set[int]] = defaultdict(set)
    verdicts = {}
    for each in decided:
        pair, ranks = (each.person, each.offer), taken[each.person]
        if each.origin == "advisor" or each.state == S.DISMISSED:
            verdicts[pair] = True
        elif each.rank is not None:
            above = sum(rank < each.rank for rank in ranks)
            verdicts[pair] = each.rank - 1 > above
        if each.rank is not None:
            ranks.add(each.rank)
    return verdicts


def kind_of(reason: str) -> str:
    """Return what kind of reason it is, from a list of words; the words themselves stay where they are."""
    plain = reason.casefold()
    for kind, signs in REASONS.items():
        if any(sign in plain for sign in signs):
            return kind
    return OTHER
