"""The manager’s view of a team: who has how much, what is overdue, who is away, and what would even out.

Load is counted in the open: one for each young person with an open record, one more for each who
waits for their advisor, and one more for each with something overdue.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app import clock
from app.accounts.models import User
from app.filters import plural
from app.settings import services as settings
from app.tables import writing
from app.young_people import attention, caseload, passing
from app.young_people.caseload import Line
from app.young_people.cover_queries import HOLDS, involved
from app.young_people.models import Cover, CoverState
from app.young_people.models import YoungPersonState as S
from app.young_people.spreading import balance

SORTS = {
    "late": "Most overdue",
    "load": "Highest load",
    "people": "Most young people",
    "quiet": "Most not heard of",
    "name": "Name",
}
SHOW = {
    "": "Everybody",
    "late": "With something overdue",
    "full": "Over a full caseload",
    "away": "Away now or soon",
    "left": "No longer an advisor here",
}
KINDS = {**attention.REASONS, "elsewhere": "Introductions and placements"}
SHORT = {
    "not_started": "Not started",
    "no_consent": "No agreement",
    "consent_ending": "Agreement ends",
    "stale": "Interests",
    "revisit": "“Not now”",
    "elsewhere": "Elsewhere",
}
MEANS = (
    "Load counts one for each young person with an open record, one more for each who waits for "
    "their advisor, and one more for each with something overdue."
)
UNEVEN = 4  # with less difference than this, nobody is better off for having been moved


@dataclass(frozen=True)
class Member:
    """One row: an advisor, what they have, what waits by kind, who is away."""

    advisor: User
    works: bool
    counts: Mapping[str, int]
    ready: int
    quiet: int
    kinds: Mapping[str, int]
    full: int
    away: Cover | None = None
    covering: tuple[Cover, ...] = field(default=())

    @property
    def people(self) -> int:
        """How many open records."""
        return self.counts["all"]

    @property
    def late(self) -> int:
        """How many with something overdue."""
        return self.counts["late"]

    @property
    def load(self) -> int:
        """What `MEANS` says."""
        return self.people + self.counts["advisor"] + self.late

    @property
    def over(self) -> bool:
        """Whether they have more than a full caseload."""
        return self.people > self.full

    @property
    def away_now(self) -> bool:
        """Whether somebody covers for them today."""
        return self.away is not None and holds(self.away)


def holds(cover: Cover) -> bool:
    """Whether a cover holds today."""
    return cover.state == CoverState.SET and cover.begins <= clock.today() <= cover.ends


def members(
    team: Sequence[User], lines: Sequence[Line], covers: Sequence[Cover], quiet: Mapping[int, date]
) -> list[Member]:
    """Return a row for each advisor, and for whoever left with young people on their caseload."""
    full = int(settings.value("young_people.caseload_full"))
    by_advisor: dict[str, list[Line]] = {}
    for line in lines:
        by_advisor.setdefault(line.advisor_ref, []).append(line)
    found = []
    for user in team:
        mine = [line for line in by_advisor.get(user.ref, []) if line.state != S.CLOSED]
        if mine or passing.works(user):
            found.append(_member(user, mine, covers, quiet, full))
    return found


def _member(
    user: User, lines: list[Line], covers: Sequence[Cover], quiet: Mapping[int, date], full: int
) -> Member:
    own = [cover for cover in covers if cover.advisor_id == user.id and not cover.only_named]
    helps = [cover for cover in covers if user in involved(cover) and holds(cover)]
    return Member(
        advisor=user,
        works=passing.works(user),
        counts=caseload.tally(lines),
        ready=sum(line.state == S.READY for line in lines),
        quiet=sum(line.id in quiet for line in lines),
        kinds={kind: sum(_is(line, kind) for line in lines) for kind in KINDS},
        full=full,
        away=next((cover for cover in own if cover.state in HOLDS), None),
        covering=tuple(helps),
    )


def _is(line: Line, kind: str) -> bool:
    if kind == "elsewhere":
        return line.waiting is not None and line.waiting.turn == "advisor"
    return any(reason.key == kind for reason in line.reasons)


_WANTED: dict[str, Callable[[Member], bool]] = {
    "late": lambda member: member.late > 0,
    "full": lambda member: member.over,
    "away": lambda member: member.away is not None,
    "left": lambda member: not member.works,
}
_ORDER: dict[str, Callable[[Member], int]] = {
    "late": lambda member: -member.late,
    "load": lambda member: -member.load,
    "people": lambda member: -member.people,
    "quiet": lambda member: -member.quiet,
    "name": lambda member: 0,
}


def chosen(everybody: Iterable[Member], show: str, sort: str) -> list[Member]:
    """Return the rows that are wanted, in the wanted order; unknown wishes count as not given."""
    wanted = [member for member in everybody if _WANTED.get(show, bool)(member)]
    order = _ORDER.get(sort, _ORDER["late"])
    return sorted(wanted, key=lambda m: (order(m), m.advisor.name.casefold(), m.advisor.id))


def total(everybody: Sequence[Member]) -> dict[str, int]:
    """Return what the team has in all."""
    names = ("people", "ready", "late", "quiet")
    return {name: sum(getattr(member, name) for member in everybody) for name in names}


def finding(everybody: Sequence[Member]) -> str:
    """Return in a sentence what the picture shows first."""
    most = max(everybody, key=lambda member: (member.late, member.load), default=None)
    if most is None or not most.people:
        return "Nobody has any young people yet"
    if most.late:
        return f"Most is overdue with {most.advisor.name}: {most.late} of {most.people}"
    return "Nothing is overdue in any caseload"


def evening_out(everybody: Sequence[Member]) -> list[tuple[User, User, int]]:
    """Return how many young people would have to move from whom to whom for caseloads to be even.

    Only counts, and only when the difference is worth it: who moves is for people to decide.
    """
    here = {m.advisor.id: m for m in everybody if m.works and not m.away_now}
    load = {number: member.people for number, member in here.items()}
    if len(load) < 2 or max(load.values()) - min(load.values()) < UNEVEN:
        return []
    return [(here[a].advisor, here[b].advisor, count) for a, b, count in balance(load)]


def heat(everybody: Sequence[Member]) -> list[tuple[Member, list[tuple[str, int, int]]]]:
    """Return for each advisor every kind with its count and its warmth, 0 to 4."""
    most = max((n for member in everybody for n in member.kinds.values()), default=0)
    return [
        (m, [(kind, n, -(-4 * n // most) if n else 0) for kind, n in m.kinds.items()])
        for m in everybody
    ]


def bars(everybody: Sequence[Member]) -> list[tuple[str, list[int]]]:
    """Return for each advisor how many have something overdue, wait otherwise, or need nothing."""
    return [
        (m.advisor.name, [m.late, max(0, m.counts["advisor"] - m.late), _rest(m)])
        for m in everybody
    ]


def _rest(member: Member) -> int:
    return member.people - member.late - max(0, member.counts["advisor"] - member.late)


HEADINGS = (
    "Advisor",
    "Young people",
    "Full caseload",
    "Ready",
    "Advisor’s turn",
    "Overdue",
    "Not heard of for long",
    "Load",
    "Away",
    "Covers now",
    *KINDS.values(),
)


def as_csv(everybody: Iterable[Member]) -> str:
    """Return the rows as a file for a spreadsheet, in which no cell can run."""
    return writing.as_csv(HEADINGS, map(_cells, everybody), mark=True)


def _cells(member: Member) -> list[Any]:
    away = member.away
    return [
        member.advisor.name,
        member.people,
        member.full,
        member.ready,
        member.counts["advisor"],
        member.late,
        member.quiet,
        member.load,
        f"{away.begins:%d/%m/%Y} to {away.ends:%d/%m/%Y}" if away else "",
        plural(len(member.covering), "cover") if member.covering else "",
        *member.kinds.values(),
    ]
