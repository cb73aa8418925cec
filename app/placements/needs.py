"""“Needs me now”: placements that wait for an employer, an advisor, a manager or the coordinator."""

from __future__ import annotations

from datetime import timedelta

from flask import url_for
from sqlalchemy import or_

from app import clock, db
from app.accounts.models import Role, User
from app.filters import plural
from app.needs import Need
from app.placements import late, queries, turns
from app.placements.models import FollowUp, Party, Placement
from app.placements.models import PlacementState as S
from app.placements.states import ENDED

LATE = timedelta(days=14)


def needs(user: User) -> list[Need]:
    """Return what waits for this person here."""
    if user.role == Role.COORDINATOR:
        return _late_follow_ups()
    if user.role not in {Role.BUSINESS, Role.ADVISOR, Role.MANAGER}:
        return []
    rows = _open(user)
    if user.role == Role.BUSINESS:
        return [need for row in rows if (need := _for_employer(row))]
    found = [need for row in rows if (need := _for_staff(row))]
    if user.role == Role.MANAGER:
        return [need for need in found if need.due and need.due < clock.today() - LATE]
    return found


def _open(user: User) -> list[Placement]:
    due = Placement.follow_ups.any(
        (FollowUp.due <= clock.today()) & FollowUp.confirmed_code.is_(None)
    )
    unfinished = Placement.state.in_((S.PREPARING, S.AGREED, S.ACTIVE, *ENDED))
    statement = queries.visible_to(user).where(or_(unfinished, due)).options(*queries.AT_ONCE)
    return list(db.session.scalars(statement).unique())


def _for_employer(row: Placement) -> Need | None:
    href, title = url_for("placements.show", ref=row.ref), row.opportunity.title
    today = clock.today()
    if row.state == S.PREPARING and Party.EMPLOYER not in {one.party for one in row.agreements}:
        return Need(title, "Look at the details and agree", href, "Agree", due=row.start)
    if row.state == S.AGREED and row.start and row.start <= today:
        return Need(title, "Did they start?", href, "Say so", since=row.start)
    if row.state == S.ACTIVE and row.end and row.end < today:
        return Need(title, "Has it finished?", href, "Say so", since=row.end)
    if row.state in ENDED and Party.EMPLOYER not in {one.party for one in row.reviews}:
        return Need(title, "How did it go? Two minutes", href, "Review", since=row.ended_on)
    return None


def _for_staff(row: Placement) -> Need | None:
    turn = turns.waiting(row)
    if turn is None or turn.turn != turns.ADVISOR:
        return None
    href = url_for("placements.show", ref=row.ref)
    return Need(row.young_person.preferred_name, turn.words, href, "Open", turn.since, turn.due)


def _late_follow_ups() -> list[Need]:
    found = late.follow_ups(clock.today() - LATE)
    return [
        Need(
            one.advisor,
            f"{plural(one.count, 'follow-up is', 'follow-ups are')} more than two weeks late",
            url_for("placements.late_follow_ups"),
            "See who",
            due=one.oldest,
        )
        for one in found
    ]
