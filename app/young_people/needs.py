"""“Needs me now”: young people who wait for their advisor, caseloads that wait for a manager."""

from __future__ import annotations

from flask import url_for

from app.accounts.models import Role, User
from app.needs import Need
from app.young_people import caseload, passing_needs, queries
from app.young_people.caseload import Line


def needs(user: User) -> list[Need]:
    """Return what waits for this person here: who, why, since when, and where to go."""
    if user.role == Role.ADVISOR:
        waits = [_need(line) for line in _lines(user) if line.reasons]
        return [*waits, *passing_needs.of_advisor(user)]
    if user.role == Role.MANAGER:
        return [*_late_caseloads(user), *passing_needs.of_manager(user)]
    return []


def _lines(user: User) -> list[Line]:
    # What waits in another feature is that feature’s need to tell.
    return caseload.own_lines(user, queries.visible_to(user))


def _need(line: Line) -> Need:
    first = line.reasons[0]
    who = f"{line.name} (for {line.advisor})" if line.covered else line.name
    href = url_for(first.endpoint, ref=line.ref)
    return Need(who, first.words, href, first.button, first.since, first.due)


def _late_caseloads(manager: User) -> list[Need]:
    late: dict[tuple[str, str], list[Line]] = {}
    for line in _lines(manager):
        if line.late:
            late.setdefault((line.advisor, line.advisor_ref), []).append(line)
    return [_late(name, ref, found) for (name, ref), found in late.items()]


def _late(name: str, ref: str, found: list[Line]) -> Need:
    words = "1 young person has" if len(found) == 1 else f"{len(found)} young people have"
    dues = [reason.due for line in found for reason in line.reasons if reason.due]
    href = url_for("young_people.index", advisor=ref, waits="late")
    return Need(
        name, f"{words} something overdue", href, "Look together", due=min(dues, default=None)
    )
