"""What the pages of a team show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from app.accounts.models import User
from app.young_people import (
    caseload,
    cover_queries,
    heard,
    nobody,
    queries,
    team,
    team_moves,
    transfers,
)
from app.young_people.caseload import View
from app.young_people.models import Cover
from app.young_people.team import Member


@dataclass(frozen=True)
class Whole:
    """A row for each advisor, every line of the team, who was not heard of, and the covers."""

    members: list[Member]
    lines: list[caseload.Line]
    quiet: dict[int, date]
    covers: list[Cover]


def everybody(manager: User) -> Whole:
    """Return a team as it is now."""
    users = queries.team_of(manager)
    lines, quiet = caseload.without_helpers(manager), heard.quiet_since(queries.visible_to(manager))
    covers = cover_queries.covers_of(users)
    return Whole(team.members(users, lines, covers, quiet), lines, quiet, covers)


def page(manager: User, show: str, sort: str) -> dict[str, Any]:
    """Return everything the page of a team shows; it asks the database a fixed number of times."""
    whole = everybody(manager)
    rows, members = whole.members, team.chosen(whole.members, show, sort)
    return {
        "members": members,
        "total": team.total(rows),
        "everybody": rows,
        "finding": team.finding(members),
        "bars": team.bars(members),
        "heat": team.heat(members),
        "kinds": team.KINDS,
        "short": {kind: team.SHORT.get(kind, words) for kind, words in team.KINDS.items()},
        "even": team.evening_out(rows),
        "covers": whole.covers,
        "offers": team_moves.open_of(manager),
        "recent": transfers.recent(manager),
        "without": nobody.without_anybody(manager),
        "show": show if show in team.SHOW else "",
        "sort": sort if sort in team.SORTS else "late",
        "shows": team.SHOW,
        "sorts": team.SORTS,
        "means": team.MEANS,
        "holds": team.holds,
        "involved": cover_queries.involved,
    }


def as_csv(manager: User) -> str:
    """Return the team as a file."""
    return team.as_csv(team.chosen(everybody(manager).members, "", "name"))


def member(advisor: User, manager: User) -> dict[str, Any]:
    """Return one advisor’s standing: what is overdue, who was not heard of, who covers."""
    whole = everybody(manager)
    quiet, rows = whole.quiet, whole.members
    mine = [line for line in whole.lines if line.advisor_ref == advisor.ref]
    late = caseload.chosen(mine, View(waits="late"))
    silent = [line for line in caseload.chosen(mine, View(sort="name")) if line.id in quiet]
    return {
        "advisor": advisor,
        "row": next((row for row in rows if row.advisor.id == advisor.id), None),
        "late": late,
        "silent": silent,
        "quiet": quiet,
        "shown": {line.ref: line for line in [*late, *silent]}.values(),
        "covers": cover_queries.own_covers(advisor),
        "involved": cover_queries.involved,
        "means": team.MEANS,
        "kinds": team.KINDS,
    }
