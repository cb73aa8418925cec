"""“Needs me now”: copies of people’s data that wait for this person."""

from __future__ import annotations

from flask import url_for

from app import clock
from app.accounts.models import Role, User
from app.filters import plural
from app.needs import Need
from app.privacy import forgetting, preparing, record_pages, retention
from app.privacy.models import CopyState as S
from app.privacy.models import DataCopy

WANTED = {
    S.PREPARING: "A copy of their data is being looked through",
    S.CHECKING: "A copy of somebody’s data waits for your second look",
    S.READY: "Their copy of their data is ready to be handed over",
}


def needs(user: User) -> list[Need]:
    """Return the copies this person has to do something about."""
    shown = {
        Role.COORDINATOR: (S.PREPARING, S.CHECKING),
        Role.MANAGER: (S.CHECKING,),
        Role.ADVISOR: (S.READY,),
    }.get(user.role, ())
    rows = [row for row in preparing.waiting(user) if row.state in shown]
    # What waits for somebody else, or stands under their own wish already, is not said again.
    hers = {row.id for row in rows if user.id == row.asked_check_by_id and row.state == S.CHECKING}
    asked = {row.id for row in rows if row.request_id and row.state == S.PREPARING}
    copies = [_need(row, user) for row in rows if row.id not in hers | asked]
    return copies + _wishes(user) + _old(user)


def _wishes(user: User) -> list[Need]:
    return [
        Need(
            who=record_pages.called(row.young_person),
            what="the wish to forget somebody waits for a second person",
            href=url_for("privacy.erasure", ref=row.ref),
            button="Look",
            since=clock.local(row.proposed_at).date(),
        )
        for row in forgetting.waiting(user)
        if row.proposed_by_id != user.id
    ]


def _old(user: User) -> list[Need]:
    found = len(retention.to_review()) if user.role == Role.COORDINATOR else 0
    if not found:
        return []
    words = f"{plural(found, 'record')} to decide about: kept as long as agreed"
    where = url_for("privacy.timetable")
    return [Need(who="Retention", what=words, href=where, button="Decide")]


def _need(row: DataCopy, user: User) -> Need:
    named = user.role != Role.COORDINATOR
    return Need(
        who=row.young_person.preferred_name if named else "A young person",
        what=WANTED[row.state][:1].lower() + WANTED[row.state][1:],
        href=url_for("privacy.copy", ref=row.ref),
        button="Open",
        since=row.asked_on,
        due=row.due if row.state in preparing.OPEN and not row.paused_on else None,
    )
