"""“Needs me now” about cover and hand-overs: each has somebody it waits for, and a clock."""

from __future__ import annotations

from flask import url_for

from app import clock
from app.accounts.models import User
from app.filters import date_range, plural
from app.needs import Need
from app.settings import services as settings
from app.young_people import (
    cover_queries,
    meanwhile,
    nobody,
    passing,
    team_moves,
    transfers,
)
from app.young_people.models import Cover, CoverState, TeamMove, Transfer


def of_advisor(user: User) -> list[Need]:
    """Return whom to take on, and what happened while somebody was away."""
    given = transfers.to_answer(user)
    return [*_taking_on(given), *(_welcome_back(cover) for cover in meanwhile.unread(user))]


def _taking_on(given: list[Transfer]) -> list[Need]:
    href = url_for("young_people.handed_to_me")
    return [
        Need(
            row.young_person.full_name,
            f"Handed over to you by {row.by.name}",
            href,
            "Read the note",
            clock.local(row.at).date(),
            row.due,
        )
        for row in given
    ]


def _welcome_back(cover: Cover) -> Need:
    href = url_for("young_people.cover_meanwhile", cover=cover.ref)
    days = date_range(cover.begins, cover.ends)
    return Need("While you were away", f"What happened, {days}", href, "Read it", since=cover.ends)


def of_manager(user: User) -> list[Need]:
    """Return who has nobody, cover to decide about, and hand-overs that nobody answered."""
    covers = cover_queries.covers_in_team(user)
    return [
        *_without_anybody(user),
        *(_decide(cover) for cover in covers if cover.state == CoverState.ASKED),
        *(need for cover in covers if (need := _uncovered(cover))),
        *_unanswered(transfers.to_answer(user)),
        *_between_teams(user),
    ]


def _without_anybody(user: User) -> list[Need]:
    without = nobody.without_anybody(user)
    href = url_for("young_people.without_anybody")
    found = [
        Need(
            f"Without {one.user.name}",
            f"{plural(one.count, 'young person has', 'young people have')} no advisor",
            href,
            "Find somebody",
            one.since,
            one.due,
        )
        for one in without.left
    ]
    if lost := without.lost:
        what = f"{plural(lost, 'young person is', 'young people are')} in no team"
        found.append(Need("Nobody’s", what, href, "Take them on", due=clock.today()))
    return found


def _decide(cover: Cover) -> Need:
    made = clock.local(cover.made_at).date() if cover.made_at else clock.today()
    days = int(settings.value("young_people.cover_ask_working_days"))
    return Need(
        cover.advisor.name,
        f"Asks for cover, {date_range(cover.begins, cover.ends)}",
        url_for("young_people.show_cover", cover=cover.ref),
        "Decide",
        made,
        min(clock.add_working_days(made, days), cover.begins),
    )


def _uncovered(cover: Cover) -> Need | None:
    gone = [one.name for one in cover_queries.involved(cover) if not _can(one, cover)]
    if cover.state != CoverState.SET or not gone:
        return None
    return Need(
        cover.advisor.name,
        f"{gone[0]} cannot cover any more",
        url_for("young_people.show_cover", cover=cover.ref),
        "Find somebody",
        due=max(cover.begins, clock.today()),
    )


def _between_teams(user: User) -> list[Need]:
    return [
        need
        for row in team_moves.open_of(user)
        if (need := _between(row, user.team_id)) is not None
    ]


def _between(row: TeamMove, team_id: int | None) -> Need | None:
    count = plural(len(row.people), "young person", "young people")
    href = url_for("young_people.show_team_move", move=row.ref)
    since = clock.local(row.at).date()
    if row.to_team_id == team_id:
        return Need(row.from_team.name, f"Offers you {count}", href, "Decide", since, row.due)
    if row.due < clock.today():
        words = f"Has not answered about {count}"
        return Need(row.to_team.name, words, href, "Look", since, row.due)
    return None


def _can(helper: User, cover: Cover) -> bool:
    here = helper.team_id == cover.advisor.team_id or bool(cover.outside_reason)
    return passing.works(helper) and here


def _unanswered(given: list[Transfer]) -> list[Need]:
    by_advisor: dict[tuple[str, bool], list[Transfer]] = {}
    for row in given:
        by_advisor.setdefault((row.to.name, bool(row.query)), []).append(row)
    return [_look(name, asks, rows) for (name, asks), rows in by_advisor.items()]


def _look(name: str, asks: bool, rows: list[Transfer]) -> Need:
    count = plural(len(rows), "hand-over")
    what = f"Asks you to think again: {count}" if asks else f"Has not taken on yet: {count}"
    due = min((row.due for row in rows if row.due), default=None)
    return Need(name, what, url_for("young_people.handed_to_me"), "Look", due=due)
